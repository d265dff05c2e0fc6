import ArgumentParser
import Sync

/// What happened.
struct LogCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(commandName: "log", abstract: "Show what was done, newest first, and why.")

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the entries as JSON.") var json = false
    @Option(help: "How many entries to show.") var limit = 50
    @Flag(help: "Check that no entry was changed, removed or inserted; ends with 2 when one was.") var verify = false

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be 1 or more.") }
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        if verify {
            let (isIntact, sentence) = try await workspace.verifyLog()
            if json { try Output.json(["intact": isIntact]) } else { Output.line(sentence) }
            return isIntact ? .done : .misconfigured
        }
        let entries = try await workspace.activity(limit: limit)
        if json { try Output.json(entries.map(ActivityReport.init)) } else { for entry in entries { Output.line(ActivityReport.sentence(entry)) } }
        if entries.isEmpty, !json { Output.note("Nothing happened yet.") }
        return .done
    }
}
