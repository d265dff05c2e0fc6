package import Engine
package import Foundation
package import Provisioning
import SQL

/// Totals for those who draw them as curves.
extension Ledger {
    /// How many actions were done and how many failed, by kind, ever.
    package func actionTotals() throws(LedgerError) -> [ActionKind: (done: Int, failed: Int)] {
        try read { db in
            var totals: [ActionKind: (done: Int, failed: Int)] = [:]
            for row in try db.rows(
                """
                SELECT kind, state, count(*) AS number FROM journal WHERE kind IS NOT NULL AND state IN ('done', 'failed')
                GROUP BY kind, state
                """)
            {
                guard let kind = ActionKind(rawValue: row["kind"] ?? "") else { continue }
                if row["state"] == ActivityEntry.State.done.rawValue {
                    totals[kind, default: (0, 0)].done = row["number"]
                } else {
                    totals[kind, default: (0, 0)].failed = row["number"]
                }
            }
            return totals
        }
    }

    /// How many runs ended in each way, ever.
    package func runTotals() throws(LedgerError) -> [RunOutcome: Int] {
        try read { db in
            let rows = try db.rows("SELECT outcome, count(*) AS number FROM run WHERE id > ? AND outcome IS NOT NULL GROUP BY outcome", [Self.noRun])
            return Dictionary(
                rows.compactMap { row in RunOutcome(rawValue: row["outcome"] ?? "").map { ($0, row["number"]) } }, uniquingKeysWith: { $0 + $1 })
        }
    }

    /// When each suspension and deletion is due that nobody canceled.
    ///
    /// - Parameters:
    ///   - leftAlone: directory ids of people to whom nothing happens, whatever is due.
    ///   - whereOff: those of people to whom nothing happens because the app is off for them.
    package func pendingMoments(
        _ policy: DeprovisioningPolicy, except leftAlone: Set<String> = [], exceptWhereOff whereOff: Set<String> = []
    ) throws(LedgerError) -> [Date] {
        try read { db in
            let (timers, decisions) = (try timers(db), try decisions(db))
            let rows = try db.rows(
                "SELECT person, active = 1 OR awaits_activation = 1 AS usable FROM link WHERE person IN (SELECT person FROM timer)")
            return rows.flatMap { row -> [Date] in
                let person: String = row["person"]
                guard !leftAlone.contains(person) else { return [] }
                return DeprovisioningSchedule(
                    policy, timers: (timers[person] ?? []).acting(isWhereOffLeftAlone: whereOff.contains(person)), decisions: decisions[person] ?? [],
                    accountIsActive: row["usable"]
                ).items.filter { !$0.isCancelled }.map(\.action.due)
            }
        }
    }
}

extension [DeprovisioningTimer] {
    /// Those that act, whether or not nothing happens because the app is off.
    func acting(isWhereOffLeftAlone: Bool) -> Self { isWhereOffLeftAlone ? filter { $0.cause != .appTurnedOff } : self }
}
