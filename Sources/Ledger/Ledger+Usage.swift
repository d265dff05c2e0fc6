package import Foundation
import GRDB
package import Provisioning

extension Ledger {
    /// The counters from `since` on. An adopted account was not created; a deletion after a suspension counts once in each.
    package func usage(since: Date) throws(LedgerError) -> Usage {
        try read { db in try Self.usage(since..<Date.distantFuture, db) }
    }

    /// The counters of each of these times.
    package func usage(of times: [Range<Date>]) throws(LedgerError) -> [UsageDay] {
        try read { db in try times.map { UsageDay(time: $0, usage: try Self.usage($0, db)) } }
    }

    private static func usage(_ time: Range<Date>, _ db: Database) throws -> Usage {
        var usage = Usage()
        for row in try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT kind, state, count(*) AS number FROM journal WHERE ended >= ? AND ended < ? AND state IN ('done', 'failed')
                    GROUP BY kind, state
                    """), arguments: [time.lowerBound.timeIntervalSince1970, time.upperBound.timeIntervalSince1970])
        {
            let number: Int = row["number"]
            if row["state"] == "failed" {
                usage.failures += number
                continue
            }
            switch ActionKind(rawValue: row["kind"] ?? "") {
            case .create: usage.created += number
            case .suspend: usage.suspended += number
            case .delete: usage.deleted += number
            default: break
            }
        }
        return usage
    }
}
