import ArgumentParser
import Engine
import Foundation
import Provisioning
import Sync
import Terminal
import Wording

/// What the app would refuse, before the first run finds out.
struct QualityCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "quality", abstract: "Show what the app would refuse of everybody in scope, and what would mend it.",
        discussion: """
            Reads the whole directory and holds each value against what the app takes, by the attribute mapping as it is. Nothing is written.
            Where a step of the mapping would help, it is proposed with a number, and --accept NUMBER saves it.
            Ends with 1 while somebody would be refused.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the findings as JSON, with all people.") var json = false
    @Flag(help: "Print all people as CSV for a spreadsheet.") var csv = false
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Save the proposal with this number, as the list shows it now. Repeatable.", valueName: "number"))
    var accept: [Int] = []

    /// So many people of a finding are named in the list.
    private static let examples = 3

    func validate() throws {
        guard !json || !csv else { throw ValidationError("--json and --csv exclude one another.") }
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        var quality = try await workspace.checks.quality()
        let labels = workspace.targets.labelsByPath
        if !accept.isEmpty {
            let proposals = quality.proposals
            for number in accept {
                guard proposals.indices.contains(number - 1) else {
                    throw OperationError.invalidInput(
                        proposals.isEmpty
                            ? "There is nothing to accept. Nothing was saved."
                            : "There is no proposal \(number); there are 1 to \(proposals.count). Nothing was saved.")
                }
            }
            for number in accept.sorted() {
                try await workspace.checks.accept(proposals[number - 1])
                Output.note("Saved: \(proposals[number - 1].words(labels: labels)).")
            }
            quality = try await workspace.checks.quality()
        }
        if json {
            try Output.json(QualityReport(quality))
        } else if csv {
            for record in QualityReport(quality).csv { Output.record(record) }
        } else {
            printTable(quality, labels)
        }
        return quality.refused > 0 ? .doneWithFailures : .done
    }

    private func printTable(_ quality: DataQuality, _ labels: [String: String]) {
        Output.line(quality.summary)
        guard !quality.findings.isEmpty else { return }
        var list = ListOutput([
            TableColumn("People", minimumWidth: 6, idealWidth: 6, alignment: .end), TableColumn("Attribute", minimumWidth: 14, idealWidth: 20),
            TableColumn("What is wrong", minimumWidth: 24, idealWidth: 60),
        ])
        var number = 0
        for finding in quality.findings {
            var notes = finding.cases.prefix(Self.examples).map { "\($0.name) <\($0.email)>: \($0.value.words)" }
            let rest = finding.cases.count - Self.examples
            if rest > 0 { notes.append("and \(rest) more") }
            let proposals = finding.proposals.map { proposal in
                number += 1
                return "\(number): \(proposal.words(labels: labels)) (helps \(proposal.helps))"
            }
            notes += proposals.isEmpty ? [finding.cure] : proposals
            list.append(
                ["\(finding.cases.count)", finding.label, finding.verdict], notes: notes)
        }
        list.print()
        if number > 0 { Output.note("Accept a proposal: autoprovision quality --accept NUMBER.") }
    }
}
