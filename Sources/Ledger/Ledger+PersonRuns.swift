package import Engine
package import Foundation
package import Provisioning
import SQL

/// Runs for one person alone. They have records of their own beside those for everybody, and say nothing about the whole.
extension Ledger {
    /// Begins a run for one person. One for everybody may be under way meanwhile, which takes the person in between. Only call it while holding the run lock.
    package func beginRun(for personID: String, configurationRevision: Int, by actor: AuditActor?, now: Date) throws(LedgerError) -> Int64 {
        let id = try write { db in
            return try db.insert(
                "INSERT INTO run (revision, started, unattended, actor, administrator, person) VALUES (?, ?, 0, ?, ?, ?) RETURNING id",
                [configurationRevision, now.timeIntervalSince1970, actor?.user, actor?.administrator, personID])
        }
        notes.newestRun.remember(id: id, started: now)
        return id
    }

    /// The newest run for this person alone.
    package func lastRun(of personID: String) throws(LedgerError) -> RunRecord? {
        try read { db in
            try db.first("SELECT * FROM run WHERE person = ? ORDER BY id DESC LIMIT 1", [personID]).map { try Self.record(of: $0, db) }
        }
    }
}
