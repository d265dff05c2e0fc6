package import Foundation
package import Provisioning

/// The log as a table for spreadsheets.
extension ActivityEntry {
    /// The headings of ``csvRecord``.
    package static let csvHeader = CSVText.record([
        "time", "run", "what", "state", "kind", "personID", "name", "email", "accountID", "reason", "code", "message", "before", "after", "entry",
        "hash", "actor", "administrator",
    ])

    /// The entry as one record, without the line break that ends it.
    package var csvRecord: String {
        CSVText.record([
            time.formatted(.iso8601), run > 0 ? "\(run)" : "", what, state.rawValue, kind?.rawValue ?? "", personID, name, email, accountID ?? "",
            reason,
            code ?? "", message ?? "", Self.words(before), Self.words(after), "\(id)", hash ?? "",
            actor?.user ?? "", actor?.administrator ?? "",
        ])
    }

    private static func words(_ values: [String: String]) -> String {
        values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "; ")
    }
}

extension StandingFailure {
    /// The headings of ``csvRecord(now:)``.
    package static let csvHeader = CSVText.record([
        "since", "times", "nextTry", "what", "kind", "personID", "name", "email", "accountID", "code", "cause", "run",
    ])

    /// The failure as one record, without the line break that ends it.
    package func csvRecord(now: Date) -> String {
        CSVText.record([
            since.formatted(.iso8601), "\(count)", nextTry.words(now: now), entry.what, entry.kind?.rawValue ?? "", entry.personID, entry.name,
            entry.email, entry.accountID ?? "", entry.code ?? "", entry.message ?? entry.reason, "\(entry.run)",
        ])
    }
}

extension TableForm<ActivityEntry> {
    /// The log.
    package static let activity = TableForm(header: ActivityEntry.csvHeader) { $0.csvRecord }
}

extension TableForm<StandingFailure> {
    /// What stands as a failure at this moment.
    package static func failures(now: Date) -> TableForm { TableForm(header: StandingFailure.csvHeader) { $0.csvRecord(now: now) } }
}
