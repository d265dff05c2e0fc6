package import Engine
package import Foundation
package import Provisioning
import SQL

extension Ledger {
    static func unlinkedAccounts(_ db: any SQLConnection) throws -> [UnlinkedAccount] {
        try db.rows(
            """
            SELECT account, external_id, user_name, active FROM unlinked_account
            WHERE account NOT IN (SELECT account FROM link) ORDER BY account
            """
        ).map {
            UnlinkedAccount(id: $0["account"], externalID: $0["external_id"], userName: $0["user_name"], isActive: $0["active"])
        }
    }

    /// Replaces what is known of accounts that carry an id without a link by what a list of all accounts showed: no other account is ours then.
    package func rememberUnlinked(_ accounts: [UnlinkedAccount], now: Date) throws(LedgerError) {
        try write { db in
            try db.execute("DELETE FROM unlinked_account")
            try db.execute(
                """
                INSERT INTO unlinked_account (account, external_id, user_name, active, seen) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (account) DO UPDATE SET external_id = excluded.external_id, user_name = excluded.user_name, active = excluded.active,
                    seen = excluded.seen
                """,
                each: accounts.map { account in [account.id, account.externalID, account.userName, account.isActive, now.timeIntervalSince1970] })
            try db.execute("DELETE FROM missing_links")
        }
    }

    /// Keeps which of these accounts nobody is to have, and why.
    package func rememberOrphans(_ orphans: [OrphanedAccount]) throws(LedgerError) {
        guard try read({ db in try db.hasRow("SELECT 1 FROM unlinked_account LIMIT 1") }) else {
            return
        }
        try write { db in
            try db.execute("UPDATE unlinked_account SET reason = NULL WHERE reason IS NOT NULL")
            try db.execute(
                "UPDATE unlinked_account SET reason = ? WHERE account = ?",
                each: orphans.map { orphan in [orphan.reason.rawValue, orphan.account.id] })
        }
    }

    /// Accounts of people who are gone or not entitled that no link leads to, as the newest run found them, ordered by user name; with when they were seen.
    package func orphans() throws(LedgerError) -> (accounts: [OrphanedAccount], seen: Date?) {
        try read { db in
            let rows = try db.rows(
                """
                SELECT account, external_id, user_name, active, seen, reason FROM unlinked_account
                WHERE reason IS NOT NULL AND account NOT IN (SELECT account FROM link) ORDER BY user_name, account
                """)
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
            try db.values(
                String.self,
                """
                SELECT account FROM unlinked_account
                WHERE reason IS NOT NULL AND active = 1 AND seen < ? AND account NOT IN (SELECT account FROM link) ORDER BY seen, account LIMIT ?
                """, [moment.timeIntervalSince1970, limit])
        }
    }

    /// Keeps what one account looked like when it was read again; without `isActive` it is gone, and so it is when it carries another id.
    package func lookedAgain(at account: String, isActive: Bool?, externalID: String?, now: Date) throws(LedgerError) {
        try write { db in
            // All of these accounts carry an id.
            guard let isActive, let externalID else {
                try db.execute("DELETE FROM unlinked_account WHERE account = ?", [account])
                return
            }
            try db.execute(
                "DELETE FROM unlinked_account WHERE account = ? AND external_id <> ?",
                [account, externalID])
            try db.execute(
                "UPDATE unlinked_account SET active = ?, seen = ? WHERE account = ?",
                [isActive, now.timeIntervalSince1970, account])
        }
    }

    static func asked(_ db: any SQLConnection) throws -> [String: Date] {
        var asked: [String: Date] = [:]
        for row in try db.rows("SELECT person, asked FROM absence_check") {
            asked[row["person"]] = date(row["asked"])
        }
        return asked
    }

    /// Keeps about whom the directory was asked now, so that the others come up next time.
    package func rememberAsked(_ people: [String], now: Date) throws(LedgerError) {
        guard !people.isEmpty else { return }
        try write { db in
            try db.execute(
                "INSERT INTO absence_check (person, asked) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET asked = excluded.asked",
                each: people.map { [$0, now.timeIntervalSince1970] })
            try db.execute("DELETE FROM absence_check WHERE person NOT IN (SELECT person FROM link)")
        }
    }

    /// Why the app may have accounts of ours that no link leads to, or show others than the links remember; `nil` when there is no doubt.
    ///
    /// - Parameter hasBegunRun: whether it is asked for a run that has begun: that one noticed already whether the ledger is an older copy, and noted the doubt.
    package func linkDoubt(hasBegunRun: Bool = false) throws(LedgerError) -> LinkDoubt? {
        if !hasBegunRun, try isOlderCopy() { return .replaced }
        // A doubt without a beginning says that no list of all accounts was ever read.
        return try read { db in
            try db.value(Double.self, "SELECT since FROM missing_links").map { $0 > 0 ? .replaced : .neverCompared }
        }
    }

    /// Keeps links as the app shows their accounts, where the ledger remembered something older.
    package func updateLinks(_ links: [AccountLink]) throws(LedgerError) {
        guard !links.isEmpty else { return }
        try write { db in
            try db.execute(
                "UPDATE link SET attributes = ?, active = ?, awaits_activation = ? WHERE person = ? AND account = ?",
                each: links.map { link in [Self.json(link.values), link.isActive, link.awaitsActivation, link.personID, link.accountID] })
        }
    }
}
