package import Engine
package import Foundation
package import Provisioning
import SQL

extension Ledger {
    /// An administrator asks that what failed for this person is tried again by the next run; failures up to now count no more.
    package func requestRetry(personIDs: [String]) throws(LedgerError) {
        guard !personIDs.isEmpty else { return }
        try write { db in
            let personIDs = try personIDs.map { try Self.currentIdentity(of: $0, db) }
            let newest = try db.value(Int64.self, "SELECT coalesce(max(id), 0) FROM journal") ?? 0
            try db.execute(
                """
                INSERT INTO retry (person, after_entry) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET after_entry = excluded.after_entry
                """, each: personIDs.map { [$0, newest] })
        }
    }

    /// More failures in a row than this do not lengthen the wait.
    private static let countedFailures = 16

    /// The failures in a row of everybody whose last action failed within a day, or ever because the account was somebody else's: other older ones postpone nothing, and
    /// say nothing about the account.
    static func failures(now: Date, _ db: any SQLConnection) throws -> [String: FailedAttempts] {
        let since = (now - FailedAttempts.delay(afterFailures: countedFailures)).timeIntervalSince1970
        let codes = AccountFinding.codesAboutOwner.sorted()
        // No DISTINCT: SQLite would walk the whole log in the order of people to save the sorting, instead of the few entries that failed.
        let people = Set(
            try db.values(
                String.self,
                """
                SELECT person FROM journal WHERE state = 'failed' AND kind IS NOT NULL
                AND (ended >= ? OR code IN (\(SQLArguments.marks(codes.count))))
                """, SQLArguments([since]) + SQLArguments(codes)))
        var failures: [String: FailedAttempts] = [:]
        for person in Set(try people.map { try currentIdentity(of: $0, db) }) { failures[person] = try failedAttempts(of: person, db) }
        return failures
    }

    private static func failedAttempts(of person: String, _ db: any SQLConnection) throws -> FailedAttempts? {
        let rows = try db.rows(
            """
            SELECT kind, after, state, code, detail, message, ended FROM journal
            WHERE person IN (\(identities)) AND kind IS NOT NULL AND state IN ('done', 'failed')
            AND id > coalesce((SELECT after_entry FROM retry WHERE person = ?), 0) ORDER BY id DESC LIMIT ?
            """, [person, person, person, countedFailures])
        var streak = FailureStreak(of: .attempt)
        for row in rows { guard streak.counts(attempt(row)) else { break } }
        guard let newest = streak.newest, let kind = newest.kind else { return nil }
        let detail = OutcomeDetail(data: rows[0]["detail"], code: rows[0]["code"], sentence: rows[0]["message"])
        return FailedAttempts(
            kind: kind, after: newest.after, count: streak.count, last: newest.time,
            detail: detail ?? .written(code: rows[0]["code"] ?? "", sentence: ""))
    }

    private static func attempt(_ row: SQLRow) -> FailureStreak.Attempt {
        FailureStreak.Attempt(
            kind: ActionKind(rawValue: row["kind"] ?? ""), after: values(row["after"]),
            hasFailed: row["state"] == ActivityEntry.State.failed.rawValue, time: date(row["ended"] as Double? ?? 0))
    }

    /// Everybody whose newest entry is a failure, the longest first.
    package func standingFailures(now: Date) throws(LedgerError) -> [StandingFailure] {
        try read { db in
            let people = Set(try db.values(String.self, "SELECT person FROM journal WHERE state = 'failed'"))
            return try Set(people.map { try Self.currentIdentity(of: $0, db) })
                .compactMap { try Self.standingFailure(of: $0, now: now, db) }.sorted { ($0.since, $0.entry.id) < ($1.since, $1.entry.id) }
        }
    }

    /// More failures in a row than this are not looked at.
    private static let lookedAtFailures = 1_000

    private static func standingFailure(of person: String, now: Date, _ db: any SQLConnection) throws -> StandingFailure? {
        var newest: ActivityEntry?
        var streak = FailureStreak(of: .kind)
        try db.scan(
            "SELECT * FROM journal WHERE person IN (\(identities)) AND state IN ('done', 'failed') ORDER BY id DESC LIMIT ?",
            [person, person, lookedAtFailures], isRepeated: true
        ) { row in
            if newest == nil { newest = activityEntry(row) }
            return streak.counts(attempt(row))
        }
        guard let newest, let since = streak.since else { return nil }
        return StandingFailure(entry: newest, since: since, count: streak.count, nextTry: try nextTry(of: newest, now: now, db))
    }

    private static func nextTry(of entry: ActivityEntry, now: Date, _ db: any SQLConnection) throws -> StandingFailure.NextTry {
        guard entry.kind != nil else { return .whenMended }
        let person = try currentIdentity(of: entry.personID, db)
        let asked = try db.value(Int64.self, "SELECT after_entry FROM retry WHERE person = ?", [person]) ?? 0
        guard asked < entry.id else { return .asked }
        guard let moment = try failedAttempts(of: person, db)?.nextTry, entry.time <= now, moment > now else { return .nextRun }
        return .after(moment)
    }
}
