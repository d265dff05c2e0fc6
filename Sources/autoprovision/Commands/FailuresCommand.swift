import ArgumentParser
import Engine
import Foundation
import Provisioning
import Sync
import Terminal
import Wording

/// What failed.
struct FailuresCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "failures", abstract: "Show what failed, newest first, with what would cure it; ask for another try.",
        discussion: """
            What failed is tried again after half an hour, then one, two, four hours and so on, at most a day; at once when the values in the directory changed, or \
            on request (--retry). A person is named by address, directory id or whole name.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the failures as JSON.") var json = false
    @Flag(help: "Print the failures as CSV for a spreadsheet.") var csv = false
    @Option(parsing: .unconditional, help: "How many failures to show.") var limit = 50
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Try what failed for this person again at the next run; all for everybody. Repeatable.", valueName: "person|all"),
        completion: .list(["all"]))
    var retry: [String] = []

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be 1 or more.") }
        guard !json || !csv else { throw ValidationError("--json and --csv exclude one another.") }
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        if !retry.isEmpty { try await requestRetry(in: workspace) }
        let entries = try await workspace.history.failures(limit: limit)
        let standing = Dictionary(uniqueKeysWithValues: try await workspace.history.standingFailures().map { ($0.entry.id, $0) })
        let attempts = try await workspace.history.failedAttempts()
        let reports = entries.map { entry in
            // Only the newest failure of a person is waited for.
            let waited = attempts[entry.personID].flatMap { $0.last == entry.time && entry.kind != nil ? $0 : nil }
            return FailureReport(entry, attempts: waited, standing: standing[entry.id], now: workspace.now)
        }
        if json {
            try Output.json(reports)
        } else if csv {
            for record in FailureReport.csv(reports) { Output.record(record) }
        } else {
            var list = ListOutput([
                TableColumn("When", minimumWidth: 16, idealWidth: 16), TableColumn("What", minimumWidth: 12, idealWidth: 18),
                TableColumn("Who", minimumWidth: 16, idealWidth: 36),
            ])
            for (entry, report) in zip(entries, reports) {
                // The cure is at the end of the message, so that it is never cut.
                let next = report.nextWords.map { "(\($0))" } ?? ""
                list.append([entry.time.words, entry.what, entry.subject], notes: ["\(ActivityReport.why(entry)) \(next)"], line: report.sentence)
            }
            list.print()
        }
        if entries.isEmpty, !json { Output.note("No failures.") }
        return .done
    }

    private func requestRetry(in workspace: Workspace) async throws {
        let standing = try await workspace.history.standingFailures()
        var people: Set<String> = []
        for name in retry {
            if name == "all" {
                people.formUnion(standing.filter(\.canRetry).map(\.personID))
                continue
            }
            guard let failure = try standing.about(name, takesPart: true).first else {
                throw OperationError.invalidInput(
                    "Nothing failed for \"\(name)\" that is not fixed yet.\(standing.similar(to: name)) Look at the list: autoprovision failures.")
            }
            if failure.nextTry == .whenMended {
                throw OperationError.invalidInput(
                    "\(failure.name) <\(failure.email)>: there is nothing to try before the cause is fixed. \(failure.cure)")
            }
            if failure.canRetry { people.insert(failure.personID) }
        }
        try await workspace.runs.requestRetry(of: people.sorted())
        Output.note(
            people.isEmpty
                ? "Nothing to request: the next run retries what it can."
                : "The next run tries again what failed for \(people.count.people).")
    }
}
