import ArgumentParser
import ConfigurationStore
import Foundation
import Provisioning
import Sync

/// Puts settings back as an earlier revision had them.
struct ConfigRestoreCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put the settings back as they were in an earlier revision.",
        discussion: """
            It is a save like any other: it makes a new revision, is checked as a whole, and while autoprovisioning is on, what it would do to accounts is said in
            numbers and asked; scripts add --yes. The switch and who is signed in stay as they are, and secrets are never put back: they are in no revision.

            Put back a single setting with --only: its path in config.json, or the beginning of one, such as autoprovisioning.scope.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the configuration as JSON.") var json = false
    @Argument(help: ArgumentHelp("The number of the revision, as config history shows it.", valueName: "revision")) var revision: Int
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Put back only this setting, or those below it. Repeatable.", valueName: "path")) var only: [String] = []
    @Flag(help: "Accept a hard delete that is not later than the suspension.") var confirmHardDelete = false
    @Flag(help: "Save without asking, whatever the change takes away while autoprovisioning is on.") var yes = false

    func validate() throws {
        guard revision > 0 else { throw ValidationError("Revisions are numbered from 1 on; `autoprovision config history` lists them.") }
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        let saved = try await workspace.configuration()
        let edited = try await workspace.restoration(of: revision, only: only)
        let changes = saved.changes(to: edited)
        let change = SetupChange(edited)
        try await check(change, comparedTo: saved, in: workspace)
        Output.note("This puts back, from revision \(revision): \(changes.words).")
        if saved.autoprovisioning.isOn, edited.decidesOtherwise(than: saved) {
            try await SaveQuestion.ask(about: edited, in: workspace, isAnswered: yes)
        }
        let kept = try await workspace.save(edited, restoring: revision)
        if json {
            try Output.json(kept)
        } else {
            Output.line("Saved as revision \(kept.revision) in \(workspace.home.configurationFile.path).")
        }
        return .done
    }

    /// What `setup` checks before a save.
    private func check(_ change: SetupChange, comparedTo saved: Configuration, in workspace: Workspace) async throws {
        let edited = change.configuration
        let problems = try workspace.problems(of: edited)
        guard problems.isEmpty else {
            throw OperationError.invalidInput(
                "Revision \(revision) cannot be put back as it is: \(problems.map { "\($0)" }.joined(separator: " ")) Nothing was saved.")
        }
        if edited.autoprovisioning.setupProgress == .finished {
            let table = MappingTable(targets: try workspace.application(of: edited).attributes, mappings: edited.autoprovisioning.mapping)
            if let blocked = SetupGate.attributes(table) ?? SetupGate.deprovisioning(edited.autoprovisioning.deprovisioning) {
                throw OperationError.blocked(blocked)
            }
        }
        let policy = edited.autoprovisioning.deprovisioning
        if policy != saved.autoprovisioning.deprovisioning, !confirmHardDelete, let cause = policy.causesToConfirm.first {
            throw OperationError.invalidInput("\(policy.warning(cause)) Nothing was saved; add --confirm-hard-delete if you mean it.")
        }
        try await workspace.require(change)
        let foreign = try await workspace.foreignParts(of: change)
        guard foreign.isEmpty else {
            throw OperationError.belongsElsewhere(
                [foreign.application, foreign.directory].compactMap(\.self).joined(separator: " ") + " Nothing was saved.")
        }
    }
}
