package import Engine
package import Foundation
package import Provisioning
import SQL

extension Ledger {
    /// How many actions the newest plan left held and nobody decided about since. A run that was stopped or failed before its plan, and an undo, hold nothing and
    /// change nothing about what is held; a decision about something else does not count.
    package func heldCount() throws(LedgerError) -> Int {
        try read { db in
            try db.value(Int.self, "SELECT count(*) FROM held WHERE \(Self.isUndecided)") ?? 0
        }
    }

    /// What was decided since about the others, which the next run carries out.
    package func heldDecided() throws(LedgerError) -> HeldDecided {
        try read { db in
            var decided = HeldDecided()
            for row in try db.rows(
                """
                SELECT verdict, count(*) AS number FROM held_decision
                    JOIN held ON held.person = held_decision.person AND held.kind = held_decision.kind GROUP BY verdict
                """)
            {
                let verdict: HeldDecision.Verdict = try KnownWord.read(row, "verdict", in: file)
                switch verdict {
                case .released: decided.released = row["number"]
                case .rejected: decided.rejected = row["number"]
                }
            }
            return decided
        }
    }

    /// Whether nobody decided yet about what a row of what is held is about.
    private static let isUndecided =
        "NOT EXISTS (SELECT 1 FROM held_decision WHERE held_decision.person = held.person AND held_decision.kind = held.kind)"

    /// Since when the action is held that nobody decided about for the longest time; `nil` when none is, and where nobody knows.
    package func heldSince() throws(LedgerError) -> Date? {
        try read { db in
            try db.value(Double.self, "SELECT min(since) FROM held WHERE \(Self.isUndecided)").map(Self.date)
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
