import ArgumentParser
import Engine
import FileHome
import Foundation
import Provisioning
import Sync
import Wording

/// Puts settings back as an earlier revision had them.
struct ConfigRestoreCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put the settings back as they were in an earlier revision.",
        discussion: """
            It is a save like any other: it makes a new revision and is checked as a whole. \(SaveQuestion.help) The switch and who is signed in stay as they are, and secrets are never restored: they are in no revision.

            Restore a single setting with --only: its path in config.json, or the beginning of one, such as autoprovisioning.scope.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the configuration as JSON.") var json = false
    @Argument(help: ArgumentHelp("The number of the revision, as config history shows it.", valueName: "revision")) var revision: Int
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Restore only this setting, or those below it. Repeatable.", valueName: "path")) var only: [String] = []
    @Flag(help: "Accept a hard delete that is not later than the suspension.") var confirmHardDelete = false
    @Flag(help: "Save without asking, whatever the change takes away or lets through.") var yes = false

    func validate() throws {
        guard revision > 0 else { throw ValidationError("Revisions are numbered from 1 on; `autoprovision config history` lists them.") }
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        let saved = try await workspace.setup.configuration()
        let edited = try await workspace.history.restoration(of: revision, only: only)
        let changes = saved.changes(to: edited, labels: workspace.targets.labelsByPath)
        try requireHardDeletesConfirmed(edited, comparedTo: saved)
        try await workspace.setup.requireRestorable(edited)
        Output.note("This restores, from revision \(revision): \(changes.words).")
        try await SaveQuestion.ask(about: edited, in: workspace, isAnswered: yes)
        let kept = try await workspace.setup.save(edited, restoring: revision)
        if json {
            try Output.json(kept)
        } else {
            Output.line("Saved as revision \(kept.revision) in \(workspace.home.place(of: .configuration)).")
        }
        return .done
    }

    /// A hard delete that nobody would notice in time wants to be confirmed, as in `setup`.
    private func requireHardDeletesConfirmed(_ edited: Configuration, comparedTo saved: Configuration) throws {
        guard !confirmHardDelete, let cause = edited.hardDeletesToConfirm(since: saved).first else { return }
        throw OperationError.invalidInput(
            "\(edited.autoprovisioning.deprovisioning.warning(cause)) Nothing was saved; add --confirm-hard-delete if you mean it.")
    }
}
