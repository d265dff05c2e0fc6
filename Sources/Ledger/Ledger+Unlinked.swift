package import Engine
package import Foundation
import GRDB
package import Provisioning

extension Ledger {
    static func unlinkedAccounts(_ db: Database) throws -> [UnlinkedAccount] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT account, external_id, user_name, active FROM unlinked_account
                    WHERE account NOT IN (SELECT account FROM link) ORDER BY account
                    """)
        ).map {
            UnlinkedAccount(id: $0["account"], externalID: $0["external_id"], userName: $0["user_name"], isActive: $0["active"])
        }
    }

    /// Replaces what is known of accounts that carry an id without a link by what a list of all accounts showed: no other account is ours then.
    package func rememberUnlinked(_ accounts: [UnlinkedAccount], now: Date) throws(LedgerError) {
        try write { db in
            try db.cachedStatement(sql: "DELETE FROM unlinked_account").execute()
            let statement = try db.cachedStatement(
                sql: "INSERT OR REPLACE INTO unlinked_account (account, external_id, user_name, active, seen) VALUES (?, ?, ?, ?, ?)")
            for account in accounts {
                try statement.execute(arguments: [account.id, account.externalID, account.userName, account.isActive, now.timeIntervalSince1970])
            }
            try db.cachedStatement(sql: "DELETE FROM missing_links").execute()
        }
    }

    /// Keeps which of these accounts nobody is to have, and why.
    package func rememberOrphans(_ orphans: [OrphanedAccount]) throws(LedgerError) {
        guard try read({ db in try Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM unlinked_account)")) ?? false }) else {
            return
        }
        try write { db in
            try db.cachedStatement(sql: "UPDATE unlinked_account SET reason = NULL WHERE reason IS NOT NULL").execute()
            let statement = try db.cachedStatement(sql: "UPDATE unlinked_account SET reason = ? WHERE account = ?")
            for orphan in orphans { try statement.execute(arguments: [orphan.reason.rawValue, orphan.account.id]) }
        }
    }

    /// Accounts of people who are gone or not entitled that no link leads to, as the newest run found them, ordered by user name; with when they were seen.
    package func orphans() throws(LedgerError) -> (accounts: [OrphanedAccount], seen: Date?) {
        try read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT account, external_id, user_name, active, seen, reason FROM unlinked_account
                        WHERE reason IS NOT NULL AND account NOT IN (SELECT account FROM link) ORDER BY user_name, account
                        """))
            let accounts = rows.compactMap { row -> OrphanedAccount? in
                guard let reason = OrphanedAccount.Reason(rawValue: row["reason"]) else { return nil }
                return OrphanedAccount(
                    account: UnlinkedAccount(
                        id: row["account"], externalID: row["external_id"], userName: row["user_name"], isActive: row["active"]), reason: reason)
            }
            return (accounts, rows.map { Self.date($0["seen"]) }.max())
        }
    }

    /// Active ones of ``orphans()`` that were not seen since a moment, by account id, those first that were not seen for the longest time.
    package func activeOrphans(seenBefore moment: Date, limit: Int) throws(LedgerError) -> [String] {
        try read { db in
            try String.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT account FROM unlinked_account
                        WHERE reason IS NOT NULL AND active AND seen < ? AND account NOT IN (SELECT account FROM link) ORDER BY seen, account LIMIT ?
                        """),
                arguments: [moment.timeIntervalSince1970, limit])
        }
    }

    /// Keeps what one account looked like when it was read again; without `isActive` it is gone, and so it is when it carries another id.
    package func lookedAgain(at account: String, isActive: Bool?, externalID: String?, now: Date) throws(LedgerError) {
        try write { db in
            guard let isActive else {
                try db.cachedStatement(sql: "DELETE FROM unlinked_account WHERE account = ?").execute(arguments: [account])
                return
            }
            try db.cachedStatement(sql: "DELETE FROM unlinked_account WHERE account = ? AND external_id IS NOT ?").execute(arguments: [
                account, externalID,
            ])
            try db.cachedStatement(sql: "UPDATE unlinked_account SET active = ?, seen = ? WHERE account = ?").execute(arguments: [
                isActive, now.timeIntervalSince1970, account,
            ])
        }
    }

    static func asked(_ db: Database) throws -> [String: Date] {
        var asked: [String: Date] = [:]
        for row in try Row.fetchAll(db.cachedStatement(sql: "SELECT person, asked FROM absence_check")) {
            asked[row["person"]] = date(row["asked"])
        }
        return asked
    }

    /// Keeps about whom the directory was asked now, so that the others come up next time.
    package func rememberAsked(_ people: [String], now: Date) throws(LedgerError) {
        guard !people.isEmpty else { return }
        try write { db in
            for person in people {
                try db.cachedStatement(sql: "INSERT OR REPLACE INTO absence_check (person, asked) VALUES (?, ?)").execute(arguments: [
                    person, now.timeIntervalSince1970,
                ])
            }
            try db.cachedStatement(sql: "DELETE FROM absence_check WHERE person NOT IN (SELECT person FROM link)").execute()
        }
    }

    /// Why the app may have accounts of ours that no link leads to, or show others than the links remember; `nil` when there is no doubt.
    ///
    /// - Parameter hasBegunRun: whether it is asked for a run that has begun: that one noticed already whether the ledger is an older copy, and noted the doubt.
    package func linkDoubt(hasBegunRun: Bool = false) throws(LedgerError) -> LinkDoubt? {
        if !hasBegunRun, try isOlderCopy() { return .replaced }
        // A doubt without a beginning says that no list of all accounts was ever read.
        return try read { db in
            try Double.fetchOne(db.cachedStatement(sql: "SELECT since FROM missing_links")).map { $0 > 0 ? .replaced : .neverCompared }
        }
    }

    /// Keeps links as the app shows their accounts, where the ledger remembered something older.
    package func updateLinks(_ links: [AccountLink]) throws(LedgerError) {
        guard !links.isEmpty else { return }
        try write { db in
            let statement = try db.cachedStatement(
                sql: "UPDATE link SET attributes = ?, active = ?, awaits_activation = ? WHERE person = ? AND account = ?")
            for link in links {
                try statement.execute(arguments: [Self.json(link.values), link.isActive, link.awaitsActivation, link.personID, link.accountID])
            }
        }
    }
}
