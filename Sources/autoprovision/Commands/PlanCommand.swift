import ArgumentParser
import ConfigurationStore
import Foundation
import Provisioning
import Sync
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
        let status = try await workspace.status()
        // Without a mapping everybody would seem to lack values that nobody asked the directory for.
        if let blocked = status.mappingBlocked(targets: workspace.targets) { throw OperationError.blocked(blocked) }
        let plan = try await workspace.preview()
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
        for entry in plan.entries { Output.line(Self.sentence(entry)) }
        for entry in plan.held { Output.line("HELD     " + Self.sentence(entry)) }
        for effect in plan.unitHold?.effects ?? [] { Output.line("HELD     \(effect.name) <\(effect.email)>  \(effect.words)") }
        for entry in plan.rejected { Output.line("REJECTED " + Self.sentence(entry)) }
        for waiting in plan.waiting {
            Output.line("WAITING  \(waiting.entry.kind.verb)  \(waiting.entry.name) <\(waiting.entry.email)>  \(waiting.words)")
        }
        for problem in plan.problems { Output.line("PROBLEM  \(problem.name) <\(problem.email)>  \(problem.problem.words)") }
        for entry in plan.pending {
            Output.line(
                "\(entry.isCancelled ? "CANCELLED " : "PENDING  ")\(entry.words)  \(entry.name) <\(entry.email)>  \(entry.scheduled.cause.words)")
        }
        if excluded {
            for entry in plan.excluded { Output.line("LEFT OUT \(entry.name) <\(entry.email)>  \(entry.exclusion.words)") }
        }
        let cancelled = plan.pending.count(where: \.isCancelled)
        let counts = ActionKind.allCases.compactMap { kind in (plan.counts[kind] ?? 0) > 0 ? "\(plan.counts[kind] ?? 0) to \(kind.verb)" : nil }
        Output.line(
            "\(plan.entitledCount) people in scope; \(counts.isEmpty ? "nothing to do" : counts.joined(separator: ", ")); "
                + "\(plan.heldCount) held, \(plan.pending.count - cancelled) pending, \(cancelled) cancelled, \(plan.rejected.count) rejected, \(plan.waiting.count) waiting for another try, "
                + "\(plan.problems.count) with a problem, \(plan.excluded.count) left out.")
        if let unitHold = plan.unitHold { Output.line(unitHold.sentence) }
        for hold in plan.holds.values.sorted(by: { $0.kind < $1.kind }) { Output.line(hold.sentence) }
        for note in plan.notes { Output.line(note) }
    }

    private static func sentence(_ entry: PlanEntry) -> String {
        let changes = entry.after.filter { entry.before[$0.key] != $0.value }
        let detail =
            entry.kind == .update || entry.kind == .rename
            ? changes.sorted { $0.key < $1.key }.map { " \($0.key): \(entry.before[$0.key] ?? "(none)") -> \($0.value);" }.joined() : ""
        return "\(entry.kind.verb)  \(entry.name) <\(entry.email)>  \(entry.reason.words)\(detail)"
    }
}
