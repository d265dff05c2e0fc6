package import Engine
package import Foundation
import GRDB
package import Provisioning

/// People whose directory id changed, and what the ledger keeps of them.
extension Ledger {
    /// The SQL of all ids that the person has or had, whose present id is `parameter`.
    static func identities(_ parameter: String) -> String {
        "SELECT \(parameter) UNION SELECT former FROM carried_identity WHERE current = \(parameter)"
    }

    /// The id that a person has now: entries of the log keep the one of their time.
    static func currentIdentity(of person: String, _ db: Database) throws -> String {
        try String.fetchOne(db.cachedStatement(sql: "SELECT current FROM carried_identity WHERE former = ?"), arguments: [person]) ?? person
    }

    static func separateIdentities(_ db: Database) throws -> Set<SeparateIdentity> {
        Set(
            try Row.fetchAll(db.cachedStatement(sql: "SELECT former, current FROM separate_identity")).map {
                SeparateIdentity(from: $0["former"], to: $0["current"])
            })
    }

    /// The pairs that stopped the newest run; `nil` when none did. How many people are linked is counted now.
    package func identityChange() throws(LedgerError) -> IdentityChange? {
        try read { db in
            let pairs = try Row.fetchAll(db.cachedStatement(sql: "SELECT * FROM identity_pair ORDER BY address, former")).map {
                IdentityPair(address: $0["address"], name: $0["name"], from: $0["former"], to: $0["current"])
            }
            let linked = try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM link")) ?? 0
            return pairs.isEmpty ? nil : IdentityChange(pairs: pairs, linked: linked)
        }
    }

    /// Keeps the pairs that stop a run; `nil` when none do any more.
    package func remember(_ change: IdentityChange?) throws(LedgerError) {
        try write { db in
            try db.cachedStatement(sql: "DELETE FROM identity_pair").execute()
            for pair in change?.pairs ?? [] {
                try db.cachedStatement(sql: "INSERT OR REPLACE INTO identity_pair (former, current, address, name) VALUES (?, ?, ?, ?)").execute(
                    arguments: [pair.from, pair.to, pair.address, pair.name])
            }
        }
    }

    /// Gives what belongs to the former ids to the present ones, all or none: links, timers, decisions, and whatever else is kept by person. The log stays as it was
    /// written. Only call it while holding the run lock. Returns how many links went over.
    package func carry(_ pairs: [IdentityPair], by who: AuditActor, now: Date) throws(LedgerError) -> Int {
        try write { db in
            let carried = try pairs.filter { pair in
                try Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM link WHERE person = ?)"), arguments: [pair.from]) ?? false
            }
            for pair in carried {
                let account = try keepExternalID(of: pair.from, db)
                try Self.log(LoggedDecision(.carried, about: pair, accountID: account, by: who), now: now, db)
            }
            try Self.moveRows(carried, db)
            for pair in carried {
                try db.cachedStatement(sql: "UPDATE carried_identity SET current = ? WHERE current = ?").execute(arguments: [pair.to, pair.from])
                try db.cachedStatement(sql: "INSERT OR REPLACE INTO carried_identity (former, current, carried) VALUES (?, ?, ?)").execute(
                    arguments: [pair.from, pair.to, now.timeIntervalSince1970])
                // Back to an id that the person had before.
                try db.cachedStatement(sql: "DELETE FROM carried_identity WHERE former = current OR former = ?").execute(arguments: [pair.to])
            }
            try db.cachedStatement(sql: "DELETE FROM identity_pair").execute()
            return carried.count
        }
    }

    /// Keeps that these are two people each: the account stays with the former id, which counts as gone.
    package func separate(_ pairs: [IdentityPair], by who: AuditActor, now: Date) throws(LedgerError) {
        try write { db in
            for pair in pairs {
                let account = try String.fetchOne(db.cachedStatement(sql: "SELECT account FROM link WHERE person = ?"), arguments: [pair.from])
                try Self.log(LoggedDecision(.separated, about: pair, accountID: account, by: who), now: now, db)
                try db.cachedStatement(sql: "INSERT OR IGNORE INTO separate_identity (former, current) VALUES (?, ?)").execute(
                    arguments: [pair.from, pair.to])
            }
            try db.cachedStatement(sql: "DELETE FROM identity_pair").execute()
        }
    }

    /// The account still carries the former id, which the next run exchanges. Returns the account's id.
    private func keepExternalID(of person: String, _ db: Database) throws -> String? {
        guard
            let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT account, attributes FROM link WHERE person = ?"), arguments: [person])
        else { return nil }
        var values = Self.values(row["attributes"])
        if values[AccountLink.externalIDPath] == nil {
            values[AccountLink.externalIDPath] = person
            try db.cachedStatement(sql: "UPDATE link SET attributes = ? WHERE person = ?").execute(arguments: [Self.json(values), person])
        }
        return row["account"]
    }

    /// Exchanges the ids in every table that keeps something by person, those of later versions included. The log is left out: it says what was, and its chain would break.
    /// In two steps, because somebody's present id may be another one's former id.
    private static func moveRows(_ pairs: [IdentityPair], _ db: Database) throws {
        let tables = try String.fetchAll(
            db,
            sql: """
                SELECT DISTINCT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
                WHERE m.type = 'table' AND c.name = 'person' AND m.name NOT IN ('journal', 'person_name')
                """)
        // No id begins with a control character: ids are cleaned when they are read.
        let mark = "\u{1}"
        for table in tables {
            let quoted = table.quotedDatabaseIdentifier
            for pair in pairs {
                try db.cachedStatement(sql: "UPDATE \(quoted) SET person = ? WHERE person = ?").execute(arguments: [mark + pair.to, pair.from])
            }
            for pair in pairs {
                // What the present id had in the meantime is little, and the former one's comes first.
                try db.cachedStatement(sql: "DELETE FROM \(quoted) WHERE person = ?").execute(arguments: [pair.to])
                try db.cachedStatement(sql: "UPDATE \(quoted) SET person = ? WHERE person = ?").execute(arguments: [pair.to, mark + pair.to])
            }
        }
    }
}
