import Foundation
import Provisioning
import Wording

/// A failure for machines and for spreadsheets. Its message names the cause and what would cure it.
struct FailureReport: Encodable {
    let id: Int64
    let run: Int64
    let time: Date
    let kind: OrNull<String>
    let personID: String
    let name: String
    let email: String
    let accountID: String?
    let code: String?
    let message: String?
    /// How often in a row, when it is the newest of the person; none for others and once another try was asked for.
    let attempts: Int?
    /// Not tried again before this moment, unless the values change or somebody asks.
    let nextTry: Date?
    /// What the next try waits for, when it is the newest of the person: "after a fix" for what nobody can try before.
    let next: String?
    let before: [String: String]
    let after: [String: String]

    /// One line for people.
    let sentence: String
    /// How often it was tried, or what the next try waits for.
    let nextWords: String?

    private enum CodingKeys: CodingKey {
        case id, run, time, kind, personID, name, email, accountID, code, message, attempts, nextTry, next, before, after
    }

    init(_ entry: ActivityEntry, attempts: FailedAttempts?, standing: StandingFailure?, now: Date) {
        id = entry.id
        run = entry.run
        time = entry.time
        kind = OrNull(entry.kind?.rawValue)
        personID = entry.personID
        name = entry.name
        email = entry.email
        accountID = entry.accountID
        code = entry.code
        message = entry.message
        self.attempts = attempts?.count
        nextTry = attempts?.nextTry
        before = entry.before
        after = entry.after
        next = standing?.nextTry.words(now: now)
        nextWords = attempts?.words ?? standing.map { "next try: \($0.nextTry.words(now: now))" }
        sentence = ActivityReport.sentence(entry) + (nextWords.map { "  (\($0))" } ?? "")
    }

    /// The records of a table with a header.
    static func csv(_ reports: [FailureReport]) -> [String] {
        let header = ["time", "run", "kind", "personID", "name", "email", "accountID", "code", "message", "attempts", "nextTry"]
        return [CSVText.record(header)]
            + reports.map { report in
                CSVText.record([
                    report.time.formatted(.iso8601), "\(report.run)", report.kind.value ?? "", report.personID, report.name, report.email,
                    report.accountID ?? "", report.code ?? "", report.message ?? "", report.attempts.map(String.init) ?? "",
                    report.nextTry?.formatted(.iso8601) ?? "",
                ])
            }
    }
}
