package import Engine
package import Foundation
package import Provisioning
import SQL

extension Ledger {
    /// What the newest plan left held, and what was decided about it since. A run that was stopped or failed before its plan, and an undo, hold nothing and change
    /// nothing about what is held; a decision about something else does not count.
    package func heldNow() throws(LedgerError) -> HeldNow {
        try read { db in
            var now = HeldNow()
            for row in try db.rows(
                """
                SELECT verdict, count(*) AS number, min(since) AS since FROM held
                    LEFT JOIN held_decision ON held_decision.person = held.person AND held_decision.kind = held.kind GROUP BY verdict
                """)
            {
                guard row["verdict"] as String? != nil else {
                    now.undecided = row["number"]
                    now.since = (row["since"] as Double?).map(Self.date)
                    continue
                }
                let verdict: HeldDecision.Verdict = try KnownWord.read(row, "verdict", in: file)
                switch verdict {
                case .released: now.decided.released = row["number"]
                case .rejected: now.decided.rejected = row["number"]
                }
            }
            return now
        }
    }

    /// Remembers what a plan holds, in place of what the one before held; what both hold is held since then.
    static func rememberHeld(_ entries: [PlanEntry], holdsUnits: Bool = false, now: Date, _ db: any SQLConnection) throws {
        try remember(entries.map { [$0.personID, $0.kind.rawValue] } + (holdsUnits ? [unitsKey] : []), of: nil, now: now, db)
    }

    /// Remembers what a plan for one person holds, in place of what was held of that person before; what both hold is held since then.
    package func rememberHeld(_ entries: [PlanEntry], of personID: String, now: Date) throws(LedgerError) {
        try write { db in
            try Self.remember(entries.map { [$0.personID, $0.kind.rawValue] }, of: personID, now: now, db)
        }
    }

    /// Puts these keys in the place of those of one person, of everybody without one; keys that were there keep their moment.
    private static func remember(_ keys: [[String]], of personID: String?, now: Date, _ db: any SQLConnection) throws {
        var since: [[String]: Double?] = [:]
        let whose: (sql: String, arguments: SQLArguments) = personID.map { (" WHERE person = ?", [$0]) } ?? ("", [])
        for row in try db.rows("SELECT person, kind, since FROM held\(whose.sql)", whose.arguments) {
            since[[row["person"], row["kind"]]] = .some(row["since"])
        }
        try db.execute("DELETE FROM held\(whose.sql)", whose.arguments)
        try db.execute(insertion, each: keys.map { [$0[0], $0[1], since[$0] ?? now.timeIntervalSince1970] })
    }

    /// Remembers whether what moved units would change is held, which is one decision and is about nobody in particular.
    static func rememberUnitsHeld(_ isHeld: Bool, now: Date, _ db: any SQLConnection) throws {
        guard isHeld else {
            try db.execute("DELETE FROM held WHERE kind = ?", [unitsKey[1]])
            return
        }
        try db.execute(insertion, [unitsKey[0], unitsKey[1], now.timeIntervalSince1970])
    }

    /// Keeps the moment of what is there.
    private static let insertion = "INSERT INTO held (person, kind, since) VALUES (?, ?, ?) ON CONFLICT (person, kind) DO NOTHING"

    /// Whom the decision about moved units is about, and its kind.
    private static let unitsKey = ["", "units"]
}
