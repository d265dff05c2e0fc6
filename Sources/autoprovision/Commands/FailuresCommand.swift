import ArgumentParser
import Foundation
import Provisioning
import Sync

/// What failed.
struct FailuresCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "failures", abstract: "Show what failed, newest first, with what would cure it; ask for another try.",
        discussion: """
            What failed is tried again after half an hour, then one, two, four hours and so on, at most a day; at once when the values in the directory changed, or
            on request (--retry). A person is named by address, directory id or whole name.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the failures as JSON.") var json = false
    @Flag(help: "Print the failures as CSV for a spreadsheet.") var csv = false
    @Option(help: "How many failures to show.") var limit = 50
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Try what failed for this person again at the next run; all for everybody. Repeatable.", valueName: "person|all"))
    var retry: [String] = []

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be 1 or more.") }
        guard !json || !csv else { throw ValidationError("--json and --csv exclude one another.") }
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        let all = try await workspace.failures(limit: retry.isEmpty ? limit : .max)
        if !retry.isEmpty { try await requestRetry(in: workspace, failures: all) }
        let attempts = try await workspace.failedAttempts()
        var seen: Set<String> = []
        let reports = all.prefix(limit).map { entry in
            // Only the newest failure of a person is waited for.
            let isNewest = entry.kind != nil && seen.insert(entry.personID).inserted
            let waited = isNewest ? attempts[entry.personID].flatMap { $0.last == entry.time ? $0 : nil } : nil
            return FailureReport(entry, attempts: waited)
        }
        if json {
            try Output.json(reports)
        } else if csv {
            for record in FailureReport.csv(reports) { Output.record(record) }
        } else {
            for report in reports { Output.line(report.sentence) }
        }
        if all.isEmpty, !json { Output.note("No failures.") }
        return .done
    }

    private func requestRetry(in workspace: Workspace, failures: [ActivityEntry]) async throws {
        let waiting = try await workspace.failedAttempts()
        var people: Set<String> = []
        for name in retry {
            let meant = name == "all" ? Set(waiting.keys) : try Self.people(named: name, in: failures)
            people.formUnion(meant.intersection(waiting.keys))
            guard name == "all" || !meant.isDisjoint(with: waiting.keys) else {
                throw OperationError.invalidInput("Nothing of \"\(name)\" waits for another try. Look at the list: autoprovision failures.")
            }
        }
        try await workspace.requestRetry(of: people.sorted())
        Output.note("The next run tries again what failed for \(people.count == 1 ? "1 person" : "\(people.count) people").")
    }

    private static func people(named name: String, in failures: [ActivityEntry]) throws(OperationError) -> Set<String> {
        let wanted = name.lowercased()
        let found = failures.filter { $0.email.lowercased() == wanted || $0.personID == name || $0.name.lowercased() == wanted }
        let people = Set(found.map(\.personID))
        guard people.count <= 1 else {
            throw .invalidInput(
                "Several people are named \"\(name)\". Name one by address: \(Set(found.map(\.email)).sorted().joined(separator: ", ")).")
        }
        return people
    }
}
