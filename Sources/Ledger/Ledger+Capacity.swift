package import Engine
import Foundation
package import Provisioning
import SQL

/// How many accounts the app can still take.
extension Ledger {
    /// What the app said last; `nil` when it never did.
    package func capacity() throws(LedgerError) -> Capacity? {
        try read { db in
            guard let row = try db.first("SELECT free, read FROM capacity") else { return nil }
            return Capacity(free: row["free"], read: Self.date(row["read"]))
        }
    }

    /// Keeps what the app said.
    package func remember(_ capacity: Capacity) throws(LedgerError) {
        try write { db in
            try db.execute(
                """
                INSERT INTO capacity (one, free, read) VALUES (1, ?, ?)
                ON CONFLICT (one) DO UPDATE SET free = excluded.free, read = excluded.read
                """,
                [capacity.free, capacity.read.timeIntervalSince1970])
        }
    }
}
