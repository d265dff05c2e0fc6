import ArgumentParser
import Foundation
import Provisioning
import Sync

/// What is to come: deprovisioning whose delay has not passed.
struct PendingCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "pending", abstract: "Show the suspensions and deletions that are to come; cancel or postpone them.",
        discussion: """
            A person is named by address, directory id or whole name. A cancelled action does not happen as long as its cause lasts; when the person comes back
            and leaves again, it counts anew.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the list as JSON.") var json = false
    @Option(name: .long, parsing: .singleValue, help: ArgumentHelp("Cancel what is to come for this person. Repeatable.", valueName: "person"))
    var cancel: [String] = []
    @Option(name: .long, parsing: .singleValue, help: ArgumentHelp("Postpone what is to come for this person. Repeatable.", valueName: "person"))
    var postpone: [String] = []
    @Option(help: "How long to postpone, in days.") var days = 7
    @Option(name: .long, parsing: .singleValue, help: ArgumentHelp("Take a cancellation or postponement back. Repeatable.", valueName: "person"))
    var restore: [String] = []
    @Option(help: ArgumentHelp("Only this action: suspend or hardDelete.", valueName: "action")) var action: String?

    func validate() throws {
        guard (1...3_650).contains(days) else { throw ValidationError("--days must be 1 to 3650.") }
        guard action == nil || DeprovisioningAction(rawValue: action ?? "") != nil else {
            throw ValidationError("--action is suspend or hardDelete.")
        }
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        var plan = try await workspace.preview()
        for name in cancel { for entry in try matches(name, in: plan) { try await workspace.decide(.cancel, about: entry) } }
        for name in postpone {
            for entry in try matches(name, in: plan) {
                try await workspace.decide(.postpone(await workspace.postponed(entry, byDays: days)), about: entry)
            }
        }
        for name in restore { for entry in try matches(name, in: plan) { try await workspace.decide(.restore, about: entry) } }
        if !(cancel + postpone + restore).isEmpty { plan = try await workspace.preview() }
        if json {
            try Output.json(plan.pending.map(PlanReport.Pending.init))
        } else if plan.pending.isEmpty {
            Output.note("Nothing is pending.")
        } else {
            for entry in plan.pending {
                Output.line("\(entry.words)  \(entry.name) <\(entry.email)>  \(entry.scheduled.cause.words) since \(entry.scheduled.firstSeen.words)")
            }
        }
        return .done
    }

    private func matches(_ name: String, in plan: Plan) throws(OperationError) -> [PendingEntry] {
        let wanted = name.lowercased()
        let found = plan.pending.filter { entry in
            guard action == nil || entry.scheduled.action.rawValue == action else { return false }
            return entry.email.lowercased() == wanted || entry.personID == name || entry.name.lowercased() == wanted
        }
        guard let first = found.first else { throw .invalidInput("Nothing is pending for \"\(name)\". Look at the list: autoprovision pending.") }
        guard found.allSatisfy({ $0.personID == first.personID }) else {
            throw .invalidInput(
                "Several people are named \"\(name)\". Name one by address: \(Set(found.map(\.email)).sorted().joined(separator: ", ")).")
        }
        return found
    }
}
