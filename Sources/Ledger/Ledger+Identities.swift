package import Engine
package import Foundation
package import Provisioning
import SQL

/// People whose directory id changed, and what the ledger keeps of them.
extension Ledger {
    /// The SQL of all ids that a person has or had, whose present id is the argument, which comes twice.
    static let identities = "SELECT CAST(? AS TEXT) UNION SELECT former FROM carried_identity WHERE current = ?"

    /// The id that a person has now: entries of the log keep the one of their time.
    static func currentIdentity(of person: String, _ db: any SQLConnection) throws -> String {
        try db.value(String.self, "SELECT current FROM carried_identity WHERE former = ?", [person]) ?? person
    }

    static func separateIdentities(_ db: any SQLConnection) throws -> Set<SeparateIdentity> {
        Set(
            try db.rows("SELECT former, current FROM separate_identity").map {
                SeparateIdentity(from: $0["former"], to: $0["current"])
            })
    }

    /// The pairs that stopped the newest run; `nil` when none did. How many people are linked is counted now.
    package func identityChange() throws(LedgerError) -> IdentityChange? {
        try read { db in
            let pairs = try db.rows("SELECT * FROM identity_pair ORDER BY address, former").map {
                IdentityPair(address: $0["address"], name: $0["name"], from: $0["former"], to: $0["current"])
            }
            let linked = try db.value(Int.self, "SELECT count(*) FROM link") ?? 0
            return pairs.isEmpty ? nil : IdentityChange(pairs: pairs, linked: linked)
        }
    }

    /// Keeps the pairs that stop a run; `nil` when none do any more.
    package func remember(_ change: IdentityChange?) throws(LedgerError) {
        try write { db in
            try db.execute("DELETE FROM identity_pair")
            for pair in change?.pairs ?? [] {
                try db.execute(
                    """
                    INSERT INTO identity_pair (former, current, address, name) VALUES (?, ?, ?, ?)
                    ON CONFLICT (former) DO UPDATE SET current = excluded.current, address = excluded.address, name = excluded.name
                    """, [pair.from, pair.to, pair.address, pair.name])
            }
        }
    }

    /// Gives what belongs to the former ids to the present ones, all or none: links, timers, decisions, and whatever else is kept by person. The log stays as it was
    /// written. Only call it while holding the run lock. Returns how many links went over.
    package func carry(_ pairs: [IdentityPair], by who: AuditActor, now: Date) throws(LedgerError) -> Int {
        try write { db in
            let chain = AuditChain(db)
            let carried = try pairs.filter { pair in
                try db.hasRow("SELECT 1 FROM link WHERE person = ?", [pair.from])
            }
            for pair in carried {
                let account = try keepExternalID(of: pair.from, db)
                try Self.log(LoggedDecision(.carried, about: pair, accountID: account, by: who), now: now, chain)
            }
            try Self.moveRows(carried, db)
            for pair in carried {
                try db.execute("UPDATE carried_identity SET current = ? WHERE current = ?", [pair.to, pair.from])
                try db.execute(
                    """
                    INSERT INTO carried_identity (former, current, carried) VALUES (?, ?, ?)
                    ON CONFLICT (former) DO UPDATE SET current = excluded.current, carried = excluded.carried
                    """, [pair.from, pair.to, now.timeIntervalSince1970])
                // Back to an id that the person had before.
                try db.execute("DELETE FROM carried_identity WHERE former = current OR former = ?", [pair.to])
            }
            try db.execute("DELETE FROM identity_pair")
            return carried.count
        }
    }

    /// Keeps that these are two people each: the account stays with the former id, which counts as gone.
    package func separate(_ pairs: [IdentityPair], by who: AuditActor, now: Date) throws(LedgerError) {
        try write { db in
            let chain = AuditChain(db)
            for pair in pairs {
                let account = try db.value(String.self, "SELECT account FROM link WHERE person = ?", [pair.from])
                try Self.log(LoggedDecision(.separated, about: pair, accountID: account, by: who), now: now, chain)
                try db.execute(
                    "INSERT INTO separate_identity (former, current) VALUES (?, ?) ON CONFLICT (former, current) DO NOTHING", [pair.from, pair.to])
            }
            try db.execute("DELETE FROM identity_pair")
        }
    }

    /// The account still carries the former id, which the next run exchanges. Returns the account's id.
    private func keepExternalID(of person: String, _ db: any SQLConnection) throws -> String? {
        guard
            let row = try db.first("SELECT account, attributes FROM link WHERE person = ?", [person])
        else { return nil }
        var values = Self.values(row["attributes"])
        if values[AccountLink.externalIDPath] == nil {
            values[AccountLink.externalIDPath] = person
            try db.execute("UPDATE link SET attributes = ? WHERE person = ?", [Self.json(values), person])
        }
        return row["account"]
    }

    /// Exchanges the ids in every table that keeps something by person, those of later versions included. The log is left out: it says what was, and its chain would break.
    /// In two steps, because somebody's present id may be another one's former id.
    private static func moveRows(_ pairs: [IdentityPair], _ db: any SQLConnection) throws {
        let tables = try db.values(String.self, db.dialect.tablesWithColumn, ["person"]).filter { !["journal", "person_name"].contains($0) }
        // No id begins with a control character: ids are cleaned when they are read.
        let mark = "\u{1}"
        for table in tables {
            let quoted = "\"\(table)\""
            for pair in pairs {
                try db.execute("UPDATE \(quoted) SET person = ? WHERE person = ?", [mark + pair.to, pair.from])
            }
            for pair in pairs {
                // What the present id had in the meantime is little, and the former one's comes first.
                try db.execute("DELETE FROM \(quoted) WHERE person = ?", [pair.to])
                try db.execute("UPDATE \(quoted) SET person = ? WHERE person = ?", [pair.to, mark + pair.to])
            }
        }
    }
}
