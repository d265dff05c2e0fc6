import ArgumentParser
import Engine
import Foundation
import Provisioning
import Sync
import Terminal
import Wording

/// What is to come: deprovisioning whose delay has not passed.
struct PendingCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "pending", abstract: "Show the suspensions and deletions that are to come; cancel or postpone them.",
        discussion: """
            A person is named by address, directory id or name; a part of a name is enough that nobody else in the list has. A canceled action does not happen as long as its cause lasts; when the person comes back \
            and leaves again, it counts anew. What is due already can be canceled and postponed too, until a run does it. All names are understood first: when \
            one is not, nothing is changed.
            While the authorization has ended, or Google or the app cannot be reached, this is what the newest run left, and it says from when; it can be decided about \
            all the same. Looking alone ends with 3 or 5 then, as it would without, and deciding with 0.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the list as JSON.") var json = false
    @Option(name: .long, parsing: .singleValue, help: ArgumentHelp("Cancel what is to come for this person. Repeatable.", valueName: "person"))
    var cancel: [String] = []
    @Option(name: .long, parsing: .singleValue, help: ArgumentHelp("Postpone what is to come for this person. Repeatable.", valueName: "person"))
    var postpone: [String] = []
    @Option(parsing: .unconditional, help: "How long to postpone, in days; 7 without it.") var days: Int?
    @Option(name: .long, parsing: .singleValue, help: ArgumentHelp("Take a cancellation or postponement back. Repeatable.", valueName: "person"))
    var restore: [String] = []
    @Option(help: ArgumentHelp("Show and change only this action: suspend or hardDelete.", valueName: "action")) var action: DeprovisioningAction?

    func validate() throws {
        guard days == nil || !postpone.isEmpty else { throw ValidationError("--days says for how long to --postpone; name a person there.") }
        guard (1...3_650).contains(days ?? 1) else { throw ValidationError("--days must be 1 to 3650.") }
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        let plan = try await workspace.runs.planOrMemory()
        // Every name is understood before anything is decided.
        let decisions = try await decisions(in: plan, of: workspace)
        MemoryNote.show(plan.memory, homeOptions)
        guard !decisions.isEmpty else {
            try show(plan.deprovisioning.filter { concerns($0.entry) }, plan.memory)
            // Who watches by a script what is to come learns that it is not what the directory says now.
            return plan.memory?.outcome ?? .done
        }
        for decision in decisions where decision.isNews { try await workspace.runs.decide(decision.change, about: decision.entry) }
        let again = try await workspace.runs.planAgain(after: plan.memory?.obstacle)
        let now = again.deprovisioning.filter { row in decisions.contains { $0.entry.isSame(as: row.entry) } }
        if json {
            try Output.json(now.map { Remembered(PlanReport.Pending($0.entry, $0.state), again.memory) })
        } else {
            for decision in decisions { Output.line(decision.sentence(after: now)) }
        }
        if plan.memory != nil { Output.note(PlanMemory.decisions) }
        return .done
    }

    private func show(_ listed: [(entry: PendingEntry, state: Plan.DeprovisioningState)], _ memory: PlanMemory?) throws {
        if json { return try Output.json(listed.map { Remembered(PlanReport.Pending($0.entry, $0.state), memory) }) }
        var list = ListOutput([
            TableColumn("What and when", minimumWidth: 16, idealWidth: 40), TableColumn("Who", minimumWidth: 16, idealWidth: 36),
            TableColumn("Why", priority: 2, minimumWidth: 12, idealWidth: 40),
        ])
        for (entry, state) in listed {
            let since = "\(entry.scheduled.cause.words) since \(entry.scheduled.firstSeen.words)"
            list.append([entry.words(state), "\(entry.name) <\(entry.email)>", since])
        }
        list.print()
        if listed.isEmpty { Output.note("Nothing is pending.") }
        if listed.contains(where: { $0.state == .held }) { Output.note(homeOptions.completing("What is held: autoprovision held")) }
    }

    private func concerns(_ entry: PendingEntry) -> Bool { action == nil || entry.scheduled.action == action }

    private func decisions(in plan: Plan, of workspace: Workspace) async throws -> [PendingCommandDecision] {
        let candidates = plan.deprovisioning.map(\.entry).filter(concerns)
        var decisions: [PendingCommandDecision] = []
        for (option, names) in [("--cancel", cancel), ("--postpone", postpone), ("--restore", restore)] {
            for name in names {
                let found = try candidates.about(name, takesPart: true)
                guard !found.isEmpty else {
                    throw OperationError.invalidInput(
                        "Nothing is pending for \"\(name)\", so nothing was changed.\(candidates.similar(to: name)) Look at the list: autoprovision pending."
                    )
                }
                for entry in found {
                    guard !decisions.contains(where: { $0.entry == entry }) else {
                        throw OperationError.invalidInput("\"\(name)\" is named twice, so nothing was changed. Name each person in one option only.")
                    }
                    let change: PendingChange =
                        switch option {
                        case "--cancel": .cancel
                        case "--postpone": .postpone(await workspace.runs.postponed(entry, byDays: days ?? 7))
                        default: .restore
                        }
                    decisions.append(PendingCommandDecision(change: change, entry: entry))
                }
            }
        }
        return decisions
    }
}

/// What is to be done about one action, and how it is said.
private struct PendingCommandDecision {
    let change: PendingChange
    let entry: PendingEntry

    /// Whether it is not so already.
    var isNews: Bool {
        switch change {
        case .cancel: !entry.isCancelled
        case .postpone: true
        case .restore: entry.decision != nil
        }
    }

    /// What was done; `rows` are the actions as they are now.
    func sentence(after rows: [(entry: PendingEntry, state: Plan.DeprovisioningState)]) -> String {
        let who = "\(entry.scheduled.action.words) of \(entry.name) <\(entry.email)>"
        let now = rows.first { $0.entry.isSame(as: entry) }.map { $0.entry.words($0.state) }
        return switch change {
        case .cancel where !isNews: "Canceled before: \(who)."
        case .cancel: "Canceled: \(who), which was due \(entry.scheduled.due.words)."
        case .postpone(let moment): "Postponed to \(moment.words): \(who), which was due \(entry.scheduled.due.words)."
        case .restore where !isNews: "Nothing was decided about it: \(who)\(now.map { ": \($0)" } ?? "")."
        case .restore: "Taken back: \(who)\(now.map { ": \($0)" } ?? "")."
        }
    }
}

extension DeprovisioningAction: ExpressibleByArgument {}
