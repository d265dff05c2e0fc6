package import Engine
package import Foundation
package import Provisioning
import SQL

extension Ledger {
    private enum Part: String {
        case application
        case directory
        case reboundApplication
        case reboundDirectory
    }

    /// What the ledger belongs to.
    package func bindings() throws(LedgerError) -> LedgerBindings {
        try read { db in
            var bindings = LedgerBindings()
            for row in try db.rows("SELECT part, value FROM binding") {
                switch Part(rawValue: row["part"]) {
                case .application: bindings.application = ApplicationBinding(text: row["value"])
                case .directory: bindings.customerID = row["value"]
                case .reboundApplication: bindings.mustVerifyApplication = true
                case .reboundDirectory: bindings.mustVerifyDirectory = true
                case nil: continue
                }
            }
            return bindings
        }
    }

    /// Binds the ledger to an app. What was known of another app's accounts is forgotten.
    package func bind(to application: ApplicationBinding, now: Date) throws(LedgerError) {
        try write { db in
            let known = try db.value(String.self, "SELECT value FROM binding WHERE part = ?", [Part.application.rawValue])
            guard known != application.text else { return }
            try Self.keep(application.text, as: .application, now: now, db)
            guard known != nil else { return }
            try db.execute("DELETE FROM unlinked_account")
            try Self.forgetReconciliation(db)
            try Self.missLinks(now: now, db)
        }
    }

    /// Binds the ledger to the Google customer whose directory it follows.
    package func bind(toCustomer id: String, now: Date) throws(LedgerError) {
        try write { db in try Self.keep(id, as: .directory, now: now, db) }
    }

    /// Gives up what the ledger was bound to, because an administrator says that it belongs elsewhere now. All delays begin anew, and the next run compares the
    /// links with what is there before it does anything.
    package func rebind(application: Bool, directory: Bool, now: Date) throws(LedgerError) {
        try write { db in
            try db.execute("UPDATE timer SET first_seen = ?", [now.timeIntervalSince1970])
            try Self.missLinks(now: now, db)
            for (isRebound, part, mark) in [(application, Part.application, Part.reboundApplication), (directory, .directory, .reboundDirectory)]
            where isRebound {
                try db.execute("DELETE FROM binding WHERE part = ?", [part.rawValue])
                try Self.keep("yes", as: mark, now: now, db)
            }
            if application { try db.execute("DELETE FROM unlinked_account") }
            try Self.forgetReconciliation(db)
        }
    }

    /// Keeps what comparing the links found after a rebinding.
    package func correctLinks(_ corrections: LinkCorrections, now: Date) throws(LedgerError) {
        try write { db in
            for person in corrections.forgotten { try Self.removeLink(of: person, db) }
            // First all of them go, so that two links can change places.
            for link in corrections.moved {
                try db.execute("DELETE FROM link WHERE person = ? OR account = ?", [link.personID, link.accountID])
            }
            for link in corrections.moved {
                try db.execute(
                    "INSERT INTO link (person, account, attributes, active) VALUES (?, ?, ?, ?)",
                    [link.personID, link.accountID, Self.json(link.values), link.isActive])
            }
            try db.execute(
                "DELETE FROM binding WHERE part IN (?, ?)",
                [Part.reboundApplication.rawValue, Part.reboundDirectory.rawValue])
        }
    }

    private static func keep(_ value: String, as part: Part, now: Date, _ db: any SQLConnection) throws {
        try db.execute(
            """
            INSERT INTO binding (part, value, since) VALUES (?, ?, ?)
            ON CONFLICT (part) DO UPDATE SET value = excluded.value, since = excluded.since WHERE binding.value <> excluded.value
            """, [part.rawValue, value, now.timeIntervalSince1970])
    }

    /// Makes sure that no newer program changed the ledger since it was opened: a service may outlive an update of the program beside it.
    package func requireKnownLayout() throws(LedgerError) {
        let isNewer: Bool
        do { isNewer = try database.isNewer(than: LedgerSchema.migrations) } catch { throw LedgerError(error, file: file, in: database.dialect) }
        if isNewer { throw .newer(file: file) }
    }
}
