package import Foundation
import GRDB
package import Provisioning

extension Ledger {
    /// An administrator asks that what failed for this person is tried again by the next run; failures up to now count no more.
    package func requestRetry(personIDs: [String]) throws(LedgerError) {
        guard !personIDs.isEmpty else { return }
        try write { db in
            let personIDs = try personIDs.map { try Self.currentIdentity(of: $0, db) }
            let newest = try Int64.fetchOne(db.cachedStatement(sql: "SELECT coalesce(max(id), 0) FROM journal")) ?? 0
            for person in personIDs {
                try db.cachedStatement(sql: "INSERT OR REPLACE INTO retry (person, after_entry) VALUES (?, ?)").execute(arguments: [person, newest])
            }
        }
    }

    /// More failures in a row than this do not lengthen the wait.
    private static let countedFailures = 16

    /// The failures in a row of everybody whose last action failed within a day, or ever because the account was somebody else's: other older ones postpone nothing, and
    /// say nothing about the account.
    static func failures(now: Date, _ db: Database) throws -> [String: FailedAttempts] {
        let since = (now - FailedAttempts.delay(afterFailures: countedFailures)).timeIntervalSince1970
        let codes = AccountFinding.codesAboutOwner.sorted()
        let people = try String.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT DISTINCT person FROM journal WHERE state = 'failed' AND kind IS NOT NULL
                    AND (ended >= ? OR code IN (\(databaseQuestionMarks(count: codes.count))))
                    """),
            arguments: StatementArguments([since]) + StatementArguments(codes))
        var failures: [String: FailedAttempts] = [:]
        for person in Set(try people.map { try currentIdentity(of: $0, db) }) { failures[person] = try failedAttempts(of: person, db) }
        return failures
    }

    private static func failedAttempts(of person: String, _ db: Database) throws -> FailedAttempts? {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT kind, after, state, code, message, ended FROM journal
                    WHERE person IN (\(identities("?1"))) AND kind IS NOT NULL AND state IN ('done', 'failed')
                    AND id > coalesce((SELECT after_entry FROM retry WHERE person = ?1), 0) ORDER BY id DESC LIMIT ?2
                    """), arguments: [person, countedFailures])
        guard let newest = rows.first, newest["state"] == "failed", let kind = ActionKind(rawValue: newest["kind"] ?? "") else { return nil }
        let after = values(newest["after"])
        let inARow = rows.prefix { $0["state"] == "failed" && $0["kind"] == kind.rawValue && values($0["after"]) == after }
        return FailedAttempts(
            kind: kind, after: after, count: inARow.count, last: date(newest["ended"]), code: newest["code"] ?? "", message: newest["message"] ?? "")
    }

    /// Everybody whose newest entry is a failure, the longest first.
    package func standingFailures(now: Date) throws(LedgerError) -> [StandingFailure] {
        try read { db in
            let people = try String.fetchAll(db.cachedStatement(sql: "SELECT DISTINCT person FROM journal WHERE state = 'failed'"))
            return try Set(people.map { try Self.currentIdentity(of: $0, db) })
                .compactMap { try Self.standingFailure(of: $0, now: now, db) }.sorted { ($0.since, $0.entry.id) < ($1.since, $1.entry.id) }
        }
    }

    /// More failures in a row than this are not looked at.
    private static let lookedAtFailures = 1_000

    private static func standingFailure(of person: String, now: Date, _ db: Database) throws -> StandingFailure? {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: "SELECT * FROM journal WHERE person IN (\(identities("?1"))) AND state IN ('done', 'failed') ORDER BY id DESC LIMIT ?2"),
            arguments: [person, lookedAtFailures])
        guard let newest = try rows.next().map(activityEntry), newest.state == .failed else { return nil }
        var (count, since) = (1, newest.time)
        while let earlier = try rows.next().map(activityEntry), earlier.state == .failed, earlier.kind == newest.kind {
            (count, since) = (count + 1, earlier.time)
        }
        return StandingFailure(entry: newest, since: since, count: count, nextTry: try nextTry(of: newest, now: now, db))
    }

    private static func nextTry(of entry: ActivityEntry, now: Date, _ db: Database) throws -> StandingFailure.NextTry {
        guard entry.kind != nil else { return .whenMended }
        let person = try currentIdentity(of: entry.personID, db)
        let asked = try Int64.fetchOne(db.cachedStatement(sql: "SELECT after_entry FROM retry WHERE person = ?"), arguments: [person]) ?? 0
        guard asked < entry.id else { return .asked }
        guard let moment = try failedAttempts(of: person, db)?.nextTry, entry.time <= now, moment > now else { return .nextRun }
        return .after(moment)
    }
}
