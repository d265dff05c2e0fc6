package import Engine
package import Foundation
package import Provisioning
import SQL

extension Ledger {
    /// The counters of each of these times.
    package func usage(of times: [Range<Date>]) throws(LedgerError) -> [UsageDay] {
        try read { db in try times.map { UsageDay(time: $0, usage: try Self.usage($0, db)) } }
    }

    private static func usage(_ time: Range<Date>, _ db: any SQLConnection) throws -> Usage {
        var usage = Usage()
        for row in try db.rows(
            """
            SELECT kind, state, count(*) AS number FROM journal WHERE ended >= ? AND ended < ? AND state IN ('done', 'failed')
            GROUP BY kind, state
            """, [time.lowerBound.timeIntervalSince1970, time.upperBound.timeIntervalSince1970])
        {
            guard let state = ActivityEntry.State(rawValue: row["state"]) else { continue }
            usage.count(row["number"], ActionKind(rawValue: row["kind"] ?? ""), state)
        }
        return usage
    }
}
