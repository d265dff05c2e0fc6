import ArgumentParser
import Engine
import Provisioning
import Sync
import Wording

/// What is different between two revisions.
struct ConfigDiffCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Show what is different between two revisions of the configuration.",
        discussion: "Prints one setting a line, with its value in the first and in the second revision. Without a second one, the newest is taken.")

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the differences as JSON.") var json = false
    @Argument(help: ArgumentHelp("The number of a revision, as config history shows it.", valueName: "revision")) var from: Int
    @Argument(help: ArgumentHelp("The number of the other revision. Without it: the newest.", valueName: "other")) var to: Int?

    func validate() throws {
        guard from > 0, to.map({ $0 > 0 }) ?? true else {
            throw ValidationError("Revisions are numbered from 1 on; `autoprovision config history` lists them.")
        }
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        let before = try await workspace.history.revision(from)
        let newest = try await workspace.history.revisions().first?.revision.number ?? from
        let after = try await workspace.history.revision(to ?? newest)
        guard before.number != after.number else {
            throw OperationError.invalidInput(
                to == nil
                    ? "Revision \(from) is the newest one. Name two different revisions; `autoprovision config history` lists them."
                    : "Revision \(from) was named twice. Name two different revisions; `autoprovision config history` lists them.")
        }
        let changes = before.configuration.changes(to: after.configuration, labels: workspace.targets.labelsByPath)
        if json {
            try Output.json(
                RevisionDifference(from: RevisionReport(before), to: RevisionReport(after), changes: changes.map(SettingChangeReport.init)))
            return .done
        }
        Output.line("From \(RevisionReport.heading(before))")
        Output.line("to   \(RevisionReport.heading(after))")
        for change in changes { Output.line("  \(change.words)") }
        if changes.isEmpty { Output.note("No setting is different.") }
        return .done
    }
}
