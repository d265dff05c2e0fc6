import ArgumentParser
import Engine
import FileHome
import Foundation
import Provisioning
import Sync
import Terminal
import Wording

/// What a run would do, and why.
struct PlanCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show what a run would do, and why. Writes nothing.",
        discussion: "Says first what keeps a run from doing it. Ends with 4 when a safeguard holds something back, otherwise with 0.")

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the plan as JSON.") var json = false
    @Flag(help: "Also list everyone who is left out, with the reason.") var excluded = false

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        let status = try await workspace.checks.status()
        // Without a mapping everybody would seem to lack values that nobody asked the directory for.
        if let blocked = status.mappingBlocked(targets: workspace.targets) { throw OperationError.blocked(blocked) }
        let plan = try await workspace.runs.preview()
        // Why there is little to see is said first.
        if let blocked = status.turnOnBlocked {
            let isBearer = status.application.authorization == .bearer
            Output.note(homeOptions.completing("\(blocked) \(NextStep.command(for: blocked, isBearer: isBearer))"))
        }
        if json { try Output.json(PlanReport(plan)) } else { show(plan) }
        if plan.isHeld { Output.note(homeOptions.completing("Look at what is held and decide about it: autoprovision held")) }
        return plan.isHeld ? .held : .done
    }

    private func show(_ plan: Plan) {
        list(plan).print()
        let cancelled = plan.pending.count(where: \.isCancelled)
        let counts = ActionKind.allCases.compactMap { kind in (plan.counts[kind] ?? 0) > 0 ? "\(plan.counts[kind] ?? 0) to \(kind.verb)" : nil }
        Output.line(
            "\(plan.entitledCount) people in scope; \(counts.isEmpty ? "nothing to do" : counts.joined(separator: ", ")); "
                + "\(plan.heldActions) held, \(plan.pending.count - cancelled) pending, \(cancelled) canceled, \(plan.rejected.count) rejected, \(plan.waiting.count) waiting for another try, "
                + "\(plan.problems.count) with a problem, \(plan.excluded.count) left out.")
        if let unitHold = plan.unitHold { Output.line(unitHold.sentence) }
        for hold in plan.holds.values.sorted(by: { $0.kind < $1.kind }) { Output.line(hold.sentence) }
        if let sentence = plan.capacityOutlook?.sentence { Output.line(sentence) }
        for note in plan.advice { Output.line(note) }
    }

    /// What a plan shows of each person.
    static let columns = [
        TableColumn("State", minimumWidth: 9, idealWidth: 9), TableColumn("What", minimumWidth: 9, idealWidth: 9),
        TableColumn("Who", minimumWidth: 16, idealWidth: 36), TableColumn("Why", priority: 2, minimumWidth: 16, idealWidth: 40),
    ]

    private func list(_ plan: Plan) -> ListOutput {
        var list = ListOutput(Self.columns)
        for entry in plan.entries { list.append(entry) }
        for entry in plan.held { list.append(entry, "HELD") }
        for effect in plan.unitHold?.effects ?? [] { list.append(unitEffect: effect) }
        for entry in plan.rejected { list.append(entry, "REJECTED") }
        for waiting in plan.waiting { list.append(waiting.entry, "WAITING", why: waiting.words) }
        for problem in plan.problems {
            let who = "\(problem.name) <\(problem.email)>"
            list.append(["PROBLEM", "", who, ""], notes: [problem.problem.words], line: "PROBLEM  \(who)  \(problem.problem.words)")
        }
        for entry in plan.pending {
            let (who, why) = ("\(entry.name) <\(entry.email)>", entry.scheduled.cause.words)
            list.append(
                [entry.isCancelled ? "CANCELED" : "PENDING", "", who, "\(entry.words): \(why)"],
                line: "\(entry.isCancelled ? "CANCELED " : "PENDING  ")\(entry.words)  \(who)  \(why)")
        }
        guard excluded else { return list }
        for entry in plan.excluded {
            let who = "\(entry.name) <\(entry.email)>"
            list.append(["LEFT OUT", "", who, entry.exclusion.words], line: "LEFT OUT \(who)  \(entry.exclusion.words)")
        }
        return list
    }
}

extension ListOutput {
    /// Adds an action of a plan, in the columns of ``PlanCommand/columns``.
    ///
    /// - Parameters:
    ///   - state: why the next run does not do it; empty when it does.
    ///   - why: instead of the action's reason.
    mutating func append(_ entry: PlanEntry, _ state: String = "", why: String? = nil) {
        let changes = entry.after.filter { entry.before[$0.key] != $0.value }
        let detail =
            entry.kind == .update || entry.kind == .rename
            ? changes.sorted { $0.key < $1.key }.map { " \($0.key): \(entry.before[$0.key] ?? "(none)") -> \($0.value);" }.joined() : ""
        let (who, reason) = ("\(entry.name) <\(entry.email)>", why ?? entry.reason.words + detail)
        let prefix = state.isEmpty ? "" : state.padding(toLength: max(9, state.count + 1), withPad: " ", startingAt: 0)
        append([state, entry.kind.verb, who, reason], line: "\(prefix)\(entry.kind.verb)  \(who)  \(reason)")
    }

    /// Adds what a moved unit alone would change.
    mutating func append(unitEffect effect: UnitHold.Effect) {
        let who = "\(effect.name) <\(effect.email)>"
        append(["HELD", "", who, effect.words], line: "HELD     \(who)  \(effect.words)")
    }
}
