package import Engine
import Provisioning
import SQL

extension Ledger {
    /// Accounts that the app shows as not active although nobody suspended them here.
    package func awaitingActivationCount() throws(LedgerError) -> Int {
        try read { db in try db.value(Int.self, "SELECT count(*) FROM link WHERE awaits_activation = 1") ?? 0 }
    }

    /// Notes that the app shows these accounts as active by now, by SCIM id.
    package func noteActivated(accounts: [String]) throws(LedgerError) {
        guard !accounts.isEmpty else { return }
        try write { db in
            try db.execute(
                "UPDATE link SET active = 1, awaits_activation = 0 WHERE awaits_activation = 1 AND account = ?", each: accounts.map { [$0] })
        }
    }

    /// To whom these accounts are linked: directory ids by SCIM id.
    package func holders(ofAccounts ids: [String]) throws(LedgerError) -> [String: String] {
        try read { db in try Self.holders(ofAccounts: ids, db) }
    }

    static func holders(ofAccounts ids: [String], _ db: any SQLConnection) throws -> [String: String] {
        guard !ids.isEmpty else { return [:] }
        let rows = try db.rows("SELECT account, person FROM link WHERE account IN (\(SQLArguments.marks(ids.count)))", SQLArguments(ids))
        return Dictionary(rows.map { row -> (String, String) in (row["account"], row["person"]) }, uniquingKeysWith: { first, _ in first })
    }
}
