import ArgumentParser
import Engine
import Foundation
import Provisioning
import Sync
import Terminal
import Wording

/// Why a person is or is not provisioned.
struct ExplainCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say why a person is or is not provisioned, with the history.",
        discussion: """
            Lists what decided in its order: Google's status, user access, scope, mapping, account, timers, problems, safeguards. Writes nothing.
            While Google or the app cannot be asked, it is what is known here, with what is not said to be unknown; it ends with 3 or 5 then.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the explanation as JSON.") var json = false
    @Argument(help: "The person's address, directory id or name; a part of a name is enough that nobody else has.") var person: String

    /// What the history shows of each entry: all of them are about the same person.
    private static let columns = [
        TableColumn("When", minimumWidth: 16, idealWidth: 16), TableColumn("Run", priority: 3, minimumWidth: 6, idealWidth: 7),
        TableColumn("What", minimumWidth: 9, idealWidth: 12), TableColumn("Why", priority: 2, minimumWidth: 14, idealWidth: 60),
    ]

    private struct Report: Encodable {
        struct Line: Encodable {
            let title: String
            let text: String
            let isObstacle: Bool
        }

        let personID: String
        let name: String
        let email: String
        let answer: String
        let decided: [Line]
        let history: [ActivityReport]
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        let (explained, history) = try await workspace.runs.explain(person)
        guard let explanation = Explanation(explained) else {
            throw OperationError.invalidInput("Neither the directory nor the ledger knows \"\(person)\".")
        }
        if json {
            let report = Report(
                personID: explanation.personID, name: explanation.name, email: explanation.email, answer: explanation.answer,
                decided: explanation.lines.map { .init(title: $0.title, text: $0.text, isObstacle: $0.isObstacle) },
                history: history.map(ActivityReport.init))
            try Output.json(Remembered(report, explanation.memory))
            return explanation.memory?.outcome ?? .done
        }
        MemoryNote.show(explanation.memory, homeOptions)
        Output.line("\(explanation.name) <\(explanation.email)>")
        Output.line(explanation.answer)
        Output.line()
        var decided = FactOutput()
        for line in explanation.lines { decided.append(line.title, [line.text], mark: line.isObstacle ? "! " : "  ") }
        decided.print()
        Output.line()
        var done = ListOutput(Self.columns)
        for entry in history {
            done.append([entry.time.words, entry.runWords, entry.what, ActivityReport.why(entry)], line: ActivityReport.sentence(entry))
        }
        done.print()
        if history.isEmpty { Output.line("Nothing was done for this person yet.") }
        return explanation.memory?.outcome ?? .done
    }
}
