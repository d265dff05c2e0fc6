package import Engine
package import Foundation
package import Provisioning
import SQL

/// What is remembered of alerts, and the facts that only the ledger has.
extension Ledger {
    /// What is remembered of alerts; that of the note beside the ledger when the ledger is an older copy.
    package func alertMemory() throws(LedgerError) -> AlertMemory {
        let note = notes.alerts.remembered
        return try read { db in Self.newer(try Self.alertMemory(db), note) }
    }

    /// Changes what is remembered of alerts as one step: of two processes that look at the same time, the second one sees what the first one opened.
    package func changeAlerts<Value>(_ change: (inout AlertMemory) -> Value) throws(LedgerError) -> Value {
        let note = notes.alerts
        let (value, changed) = try write { db in
            let before = Self.newer(try Self.alertMemory(db), note.remembered)
            var memory = before
            let value = change(&memory)
            // Most looks see what the one before saw.
            guard memory != before || before.revision == 0 else { return (value, AlertMemory?.none) }
            memory.revision = before.revision + 1
            try db.execute(
                """
                INSERT INTO alert_memory (one, revision, content) VALUES (1, ?, ?)
                ON CONFLICT (one) DO UPDATE SET revision = excluded.revision, content = excluded.content
                """,
                [memory.revision, try KeptData.text(memory)])
            return (value, memory)
        }
        if let changed { note.remember(changed) }
        return value
    }

    private static func newer(_ kept: AlertMemory, _ note: AlertMemory?) -> AlertMemory {
        guard let note, note.revision > kept.revision else { return kept }
        return note
    }

    /// What does not read as such was written by a newer program, or by a hand: alerts begin anew then.
    private static func alertMemory(_ db: any SQLConnection) throws -> AlertMemory {
        guard let text = try db.value(String.self, "SELECT content FROM alert_memory") else { return AlertMemory() }
        return KeptData.value(AlertMemory.self, of: text) ?? AlertMemory()
    }

    /// When the newest run that came to its end ended; `nil` when none did. What was done for one person alone is none.
    package func lastSuccess() throws(LedgerError) -> Date? {
        let complete = RunOutcome.allCases.filter(\.isComplete).map(\.rawValue)
        return try read { db in
            try db.value(
                Double.self,
                """
                SELECT finished FROM run WHERE id > ? AND person IS NULL AND outcome IN (\(SQLArguments.marks(complete.count)))
                ORDER BY id DESC LIMIT 1
                """, SQLArguments([Self.noRun]) + SQLArguments(complete)
            ).map(Self.date)
        }
    }

    /// The hard deletes that are due before a moment, each with its account; the next one first.
    ///
    /// - Parameter whereOff: directory ids of people to whom nothing happens because the app is off for them.
    package func deletionsDue(
        _ policy: DeprovisioningPolicy, before moment: Date, exceptWhereOff whereOff: Set<String> = []
    ) throws(LedgerError) -> [(link: AccountLink, due: Date)] {
        try read { db in
            let (timers, decisions, held) = (try timers(db), try decisions(db), try heldDecisions(db))
            var found: [(link: AccountLink, due: Date)] = []
            for row in try db.rows(
                "SELECT person, account, attributes, active = 1 OR awaits_activation = 1 AS usable FROM link WHERE person IN (SELECT person FROM timer)"
            ) {
                let person: String = row["person"]
                guard !(held[person] ?? []).rejectedKinds.contains(.delete) else { continue }
                let schedule = DeprovisioningSchedule(
                    policy, timers: (timers[person] ?? []).acting(isWhereOffLeftAlone: whereOff.contains(person)), decisions: decisions[person] ?? [],
                    accountIsActive: row["usable"])
                let deletions = schedule.items.filter { $0.action.action == .hardDelete && !$0.isCancelled && $0.action.due <= moment }
                guard let due = deletions.map(\.action.due).min() else { continue }
                found.append((AccountLink(personID: person, accountID: row["account"], values: Self.values(row["attributes"])), due))
            }
            return found.sorted { ($0.due, $0.link.userName) < ($1.due, $1.link.userName) }
        }
    }
}
