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
        try read { db in
            var holders: [String: String] = [:]
            for id in ids { holders[id] = try Self.holder(ofAccount: id, db) }
            return holders
        }
    }

    static func holder(ofAccount id: String, _ db: any SQLConnection) throws -> String? {
        try db.value(String.self, "SELECT person FROM link WHERE account = ?", [id])
    }
}
