import ArgumentParser
import Foundation
import Provisioning
import Sync
import Terminal
import Wording

/// Takes back what a run did.
struct UndoCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take back what a run did: re-enable what it suspended, restore what it updated or renamed.",
        discussion: """
            Shows first what it will do and what it leaves, and asks. It is a run of its own, with a number of its own: `sync` and `log` name the numbers.
            So that the next run does not do the same again, the suspension is canceled as long as its cause lasts, and the update is rejected until the \
            directory says something else; `pending --restore` and `held --restore` take that back. What was created, adopted, re-enabled or deleted stays.
            Ends with 1 when single people failed or it was stopped.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the undo as JSON.") var json = false
    @Flag(help: "Show what would be undone, and end.") var dryRun = false
    @Flag(help: "Do not ask.") var yes = false
    @Argument(
        help: "The number of the run.",
        transform: { text in
            guard let run = Int64(text), run > 0 else {
                throw ValidationError("RUN is the number of a run, such as 12; `autoprovision log` names them.")
            }
            return run
        }) var run: Int64

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        let undo = try await workspace.runs.undoPlan(of: run)
        if !json { show(undo) }
        if dryRun || undo.entries.isEmpty {
            if json { try Output.json(UndoReport(undo, run: nil)) }
            return .done
        }
        if !yes { try confirm(undo) }
        let run = run
        let record = try await cancellingOnInterrupt(saying: "Stopping at the next request boundary. What was done is recorded.") {
            try await workspace.runs.undo(run: run)
        }
        if json { try Output.json(UndoReport(undo, run: record)) } else { Output.line("Run \(record.id): \(record.words).") }
        return record.outcome == .done ? .done : .doneWithFailures
    }

    private func show(_ undo: UndoPlan) {
        var list = ListOutput([
            TableColumn("What", minimumWidth: 9, idealWidth: 12), TableColumn("Who", minimumWidth: 16, idealWidth: 36),
            TableColumn("Then", priority: 2, minimumWidth: 20, idealWidth: 60),
        ])
        for entry in undo.entries {
            list.append([entry.action.kind.verb, "\(entry.action.name) <\(entry.action.email)>", entry.consequences.joined(separator: " ")])
        }
        for skip in undo.skipped { list.append(["LEFT", "\(skip.entry.name) <\(skip.entry.email)>", skip.obstacle.words]) }
        list.print()
        Output.line("Undo of run \(undo.run): \(undo.summary).")
    }

    private func confirm(_ undo: UndoPlan) throws {
        // Otherwise it is the last line of what was shown.
        if json { Output.note("Undo of run \(undo.run): \(undo.summary).") }
        try Confirmation.ask(word: "undo", nobody: "Look with --dry-run, then add --yes to undo run \(run)", refused: "Nothing was undone")
    }
}
