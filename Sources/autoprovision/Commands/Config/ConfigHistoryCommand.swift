import ArgumentParser
import Provisioning
import Sync
import Terminal
import Wording

/// Who changed what of the configuration.
struct ConfigHistoryCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Show the revisions of the configuration, newest first: who, when, and what changed.",
        discussion: """
            Revisions that say "edited by hand" were made with an editor: the time is when this program first read them. Settings are named by their path in \
            config.json; the beginning of a path names all settings below it, and autoprovisioning. can be left out: scope, deprovisioning, safeguards, userAccess.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the revisions as JSON.") var json = false
    @Option(parsing: .unconditional, help: "How many revisions to show. Without it: all of them.") var limit: Int?
    @Option(help: ArgumentHelp("Only revisions that changed this setting, or one below it.", valueName: "path")) var setting: String?

    func validate() throws {
        guard limit.map({ $0 > 0 }) ?? true else { throw ValidationError("--limit must be 1 or more.") }
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        let all = try await workspace.history.revisions(about: setting)
        let steps = all.prefix(limit ?? all.count)
        if json {
            try Output.json(steps.map(RevisionReport.init))
            return .done
        }
        var list = ListOutput([
            TableColumn("No.", minimumWidth: 4, idealWidth: 5, alignment: .end), TableColumn("When", minimumWidth: 16, idealWidth: 16),
            TableColumn("Who", priority: 3, minimumWidth: 12, idealWidth: 24), TableColumn("How", priority: 2, minimumWidth: 8, idealWidth: 10),
            TableColumn("What changed", minimumWidth: 16, idealWidth: 60),
        ])
        for step in steps {
            let revision = step.revision
            list.append(
                [
                    "\(revision.number)", revision.made.words, revision.actor.isKnown ? revision.actor.words : "", revision.originWords,
                    step.changes?.words ?? "",
                ], line: RevisionReport.sentence(step))
        }
        list.print()
        if all.isEmpty {
            Output.note(
                setting.map { "No revision that is kept changed \"\($0)\"." }
                    ?? "Nothing was saved yet in \(workspace.homeName), so there is no history.")
        } else if steps.count < all.count {
            Output.note("\(all.count - steps.count) older ones are not shown; --limit shows more.")
        }
        return .done
    }
}
