package import Engine
import Foundation
import GRDB
import Provisioning

extension Ledger {
    /// How many actions the newest plan left held and nobody decided about since. A run that was stopped or failed before its plan, and an undo, hold nothing and
    /// change nothing about what is held; a decision about something else does not count.
    package func heldCount() throws(LedgerError) -> Int {
        try read { db in
            try Int.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT count(*) FROM held WHERE NOT EXISTS (
                            SELECT 1 FROM held_decision WHERE held_decision.person = held.person AND held_decision.kind = held.kind)
                        """)) ?? 0
        }
    }

    /// Remembers what a plan holds, in place of what the one before held.
    static func rememberHeld(_ entries: [PlanEntry], holdsUnits: Bool = false, _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM held").execute()
        try rememberUnitsHeld(holdsUnits, db)
        for entry in entries {
            try db.cachedStatement(sql: "INSERT OR IGNORE INTO held (person, kind) VALUES (?, ?)").execute(arguments: [
                entry.personID, entry.kind.rawValue,
            ])
        }
    }

    /// Remembers whether what moved units would change is held, which is one decision and is about nobody in particular.
    static func rememberUnitsHeld(_ isHeld: Bool, _ db: Database) throws {
        try db.cachedStatement(
            sql: isHeld ? "INSERT OR IGNORE INTO held (person, kind) VALUES ('', 'units')" : "DELETE FROM held WHERE kind = 'units'"
        ).execute()
    }
}
