import Foundation
import GRDB
import Provisioning

extension Ledger {
    /// An administrator asks that what failed for this person is tried again by the next run; failures up to now count no more.
    package func requestRetry(personIDs: [String]) throws(LedgerError) {
        guard !personIDs.isEmpty else { return }
        try write { db in
            let newest = try Int64.fetchOne(db, sql: "SELECT coalesce(max(id), 0) FROM journal") ?? 0
            for person in personIDs {
                try db.execute(sql: "INSERT OR REPLACE INTO retry (person, after_entry) VALUES (?, ?)", arguments: [person, newest])
            }
        }
    }

    /// More failures in a row than this do not lengthen the wait.
    private static let countedFailures = 16

    /// The failures in a row of everybody whose last action failed within a day: older ones postpone nothing.
    static func failures(now: Date, _ db: Database) throws -> [String: FailedAttempts] {
        let since = (now - FailedAttempts.delay(afterFailures: countedFailures)).timeIntervalSince1970
        let people = try String.fetchAll(
            db, sql: "SELECT DISTINCT person FROM journal WHERE state = 'failed' AND ended >= ? AND kind IS NOT NULL", arguments: [since])
        var failures: [String: FailedAttempts] = [:]
        for person in people { failures[person] = try failedAttempts(of: person, db) }
        return failures
    }

    private static func failedAttempts(of person: String, _ db: Database) throws -> FailedAttempts? {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT kind, after, state, code, message, ended FROM journal
                WHERE person = ?1 AND kind IS NOT NULL AND state IN ('done', 'failed')
                AND id > coalesce((SELECT after_entry FROM retry WHERE person = ?1), 0) ORDER BY id DESC LIMIT ?2
                """, arguments: [person, countedFailures])
        guard let newest = rows.first, newest["state"] == "failed", let kind = ActionKind(rawValue: newest["kind"] ?? "") else { return nil }
        let after = values(newest["after"])
        let inARow = rows.prefix { $0["state"] == "failed" && $0["kind"] == kind.rawValue && values($0["after"]) == after }
        return FailedAttempts(
            kind: kind, after: after, count: inARow.count, last: date(newest["ended"]), code: newest["code"] ?? "", message: newest["message"] ?? "")
    }
}
