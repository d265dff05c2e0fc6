package import Engine
import GRDB
import Provisioning

extension Ledger {
    /// Accounts that the app shows as not active although nobody suspended them here.
    package func awaitingActivationCount() throws(LedgerError) -> Int {
        try read { db in try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM link WHERE awaits_activation = 1")) ?? 0 }
    }

    /// Notes that the app shows these accounts as active by now, by SCIM id.
    package func noteActivated(accounts: [String]) throws(LedgerError) {
        guard !accounts.isEmpty else { return }
        try write { db in
            let statement = try db.cachedStatement(
                sql: "UPDATE link SET active = 1, awaits_activation = 0 WHERE awaits_activation = 1 AND account = ?")
            for account in accounts { try statement.execute(arguments: [account]) }
        }
    }

    /// To whom these accounts are linked: directory ids by SCIM id.
    package func holders(ofAccounts ids: [String]) throws(LedgerError) -> [String: String] {
        try read { db in
            var holders: [String: String] = [:]
            for id in ids { holders[id] = try Self.holder(ofAccount: id, db) }
            return holders
        }
    }

    static func holder(ofAccount id: String, _ db: Database) throws -> String? {
        try String.fetchOne(db.cachedStatement(sql: "SELECT person FROM link WHERE account = ?"), arguments: [id])
    }
}
