package import Engine
package import Provisioning
import SQL

extension Ledger {
    /// What a run did, in its order, and the newest run that did something for the same person afterwards; `nil` when there is no such run.
    package func done(byRun run: Int64) throws(LedgerError) -> (entries: [ActivityEntry], laterRuns: [String: Int64])? {
        try read { db in
            guard try db.value(Bool.self, "SELECT 1 FROM run WHERE id = ?", [run]) != nil else { return nil }
            let entries = try db.rows("SELECT * FROM journal WHERE run = ? AND state = 'done' AND kind IS NOT NULL ORDER BY id", [run]).map(
                Self.activityEntry)
            let later = try db.rows(
                """
                SELECT later.person AS person, max(later.run) AS run FROM journal AS mine
                JOIN journal AS later ON later.person = mine.person AND later.id > mine.id
                WHERE mine.run = ? AND mine.state = 'done' AND later.state = 'done' AND later.kind IS NOT NULL GROUP BY later.person
                """, [run])
            return (entries, Dictionary(later.map { ($0["person"], $0["run"]) }, uniquingKeysWith: { first, _ in first }))
        }
    }
}
