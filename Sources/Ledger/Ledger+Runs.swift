package import Engine
package import Foundation
package import Provisioning
import SQL

extension Ledger {
    /// Begins a run. Before that, a ledger that was replaced by an older copy is noticed (``restartTimersIfRestored(now:)``): the beginning covers the traces.
    /// `isUnattended` says that nobody started the run by hand. Only call it while holding the run lock.
    ///
    /// - Parameter actor: who started it; for an unattended run, the user as whom the service runs.
    package func beginRun(
        configurationRevision: Int, isUnattended: Bool = false, by actor: AuditActor? = nil, now: Date
    ) throws(LedgerError) -> (id: Int64, wasRestored: Bool) {
        let wasRestored = try restartTimersIfRestored(now: now)
        return (try startRun(configurationRevision: configurationRevision, isUnattended: isUnattended, by: actor, now: now), wasRestored)
    }

    /// Begins a run; runs whose process died are closed as interrupted.
    func startRun(
        configurationRevision: Int, isUnattended: Bool = false, by actor: AuditActor? = nil, now: Date
    ) throws(LedgerError) -> Int64 {
        let id = try write { db in
            try db.execute(
                "UPDATE run SET outcome = 'interrupted', finished = ? WHERE finished IS NULL",
                [
                    now.timeIntervalSince1970
                ])
            return try db.insert(
                "INSERT INTO run (revision, started, unattended, actor, administrator) VALUES (?, ?, ?, ?, ?) RETURNING id",
                [configurationRevision, now.timeIntervalSince1970, isUnattended, actor?.user, actor?.administrator])
        }
        notes.newestRun.remember(id: id, started: now)
        return id
    }

    /// Notices that the ledger is older than the newest run that was begun with it: somebody put a backup in its place. A cause may have gone and come back
    /// in the time that is missing, so every running timer begins anew: later is right, early never. Only call it while holding the run lock.
    func restartTimersIfRestored(now: Date) throws(LedgerError) -> Bool {
        guard try isOlderCopy() else { return false }
        try restartTimers(now: now)
        return true
    }

    /// Whether the ledger does not know the newest run that was begun with it.
    func isOlderCopy() throws(LedgerError) -> Bool {
        guard let newest = notes.newestRun.remembered else { return false }
        return try read { db in
            try !db.hasRow("SELECT 1 FROM run WHERE id = ? AND abs(started - ?) < 0.001", [newest.id, newest.started])
        }
    }

    /// Makes the next run count the ledger as replaced once more: the moment at which the delays began anew was not confirmed by any clock.
    package func countAsReplaced() {
        // No run has this number.
        notes.newestRun.remember(id: -1, started: Date(timeIntervalSince1970: 0))
    }

    /// Begins every running timer anew, because nobody knows what happened in a time that the ledger has lost, and notes that links may be missing: that
    /// lasts until ``rememberUnlinked(_:now:)``, however the runs until then end.
    package func restartTimers(now: Date) throws(LedgerError) {
        try write { db in
            try db.execute("UPDATE timer SET first_seen = ?", [now.timeIntervalSince1970])
            try Self.missLinks(now: now, db)
        }
    }

    static func missLinks(now: Date, _ db: any SQLConnection) throws {
        try db.execute(
            "INSERT INTO missing_links (since) SELECT CAST(? AS DOUBLE PRECISION) WHERE NOT EXISTS (SELECT 1 FROM missing_links)",
            [now.timeIntervalSince1970])
        // From now on there is a reason for the doubt beside that no list was read yet.
        try db.execute("UPDATE missing_links SET since = ? WHERE since = 0", [now.timeIntervalSince1970])
    }

    /// Those of these people for whom the journal has no account begun, neither made nor adopted.
    package func withoutBegunAccount(_ people: some Sequence<String>) throws(LedgerError) -> [String] {
        try read { db in
            return try people.filter {
                try !db.hasRow(
                    "SELECT 1 FROM journal WHERE person = ? AND kind IN (?, ?) LIMIT 1", [$0, ActionKind.create.rawValue, ActionKind.adopt.rawValue])
            }
        }
    }

    /// Ends a run. `nowHeld` is what its plan leaves held; `nil` where it made no plan, and then what was held before still is.
    /// `nowHoldsUnits` says whether it also holds what moved units would change.
    package func finishRun(
        _ id: Int64, outcome: RunOutcome, message: String?, peopleRead: Int, held: Int, pending: Int, cancelled: Int = 0, problems: Int,
        waiting: Int = 0, rejected: Int = 0, nowHeld: [PlanEntry]? = nil, nowHoldsUnits: Bool = false, now: Date
    ) throws(LedgerError) {
        try write { db in
            if let nowHeld { try Self.rememberHeld(nowHeld, holdsUnits: nowHoldsUnits, now: now, db) }
            try db.execute(
                """
                UPDATE run SET finished = ?, outcome = ?, message = ?, people = ?, held = ?, pending = ?, cancelled = ?, problems = ?, waiting = ?,
                rejected = ? WHERE id = ?
                """,
                [
                    now.timeIntervalSince1970, outcome.rawValue, message.map(Self.kept), peopleRead, held, pending, cancelled, problems, waiting,
                    rejected, id,
                ])
        }
    }

    /// How runs ended since the newest one that came to its end, the newest first, with that one.
    package func runEndings() throws(LedgerError) -> [RunEnding] {
        try read { db in
            let complete = RunOutcome.allCases.filter(\.isComplete).map(\.rawValue)
            let rows = try db.rows(
                """
                SELECT started, outcome, revision, message, unattended FROM run WHERE id > ? AND person IS NULL AND id >= coalesce(
                (SELECT id FROM run WHERE id > ? AND person IS NULL AND outcome IN (\(SQLArguments.marks(complete.count))) ORDER BY id DESC LIMIT 1), 0)
                ORDER BY id DESC LIMIT 1000
                """, SQLArguments([Self.noRun, Self.noRun]) + SQLArguments(complete))
            return rows.map { row in
                RunEnding(
                    started: Self.date(row["started"]), outcome: RunOutcome(rawValue: row["outcome"] ?? ""), revision: row["revision"],
                    message: row["message"], isUnattended: row["unattended"])
            }
        }
    }

    /// The newest run for everybody.
    package func lastRun() throws(LedgerError) -> RunRecord? {
        try read { db in
            try db.first("SELECT * FROM run WHERE id > ? AND person IS NULL ORDER BY id DESC LIMIT 1", [Self.noRun]).map {
                try Self.record(of: $0, db)
            }
        }
    }

    /// A run with what it did.
    static func record(of row: SQLRow, _ db: any SQLConnection) throws -> RunRecord {
        let id: Int64 = row["id"]
        var counts: [ActionKind: Int] = [:]
        for count in try db.rows("SELECT kind, count(*) AS number FROM journal WHERE run = ? AND state = 'done' GROUP BY kind", [id]) {
            if let kind = ActionKind(rawValue: count["kind"] ?? "") { counts[kind] = count["number"] }
        }
        let finished: Double? = row["finished"]
        return RunRecord(
            id: id, started: Self.date(row["started"]), finished: finished.map(Self.date), outcome: RunOutcome(rawValue: row["outcome"] ?? ""),
            message: row["message"], counts: counts,
            failures: try db.value(Int.self, "SELECT count(*) FROM journal WHERE run = ? AND state = 'failed' AND kind IS NOT NULL", [id])
                ?? 0,
            held: row["held"], pending: row["pending"], cancelled: row["cancelled"], problems: row["problems"], waiting: row["waiting"],
            rejected: row["rejected"], peopleRead: row["people"])
    }
}
