package import Foundation
import GRDB
package import Provisioning

/// An authorization, as it is written down before its tokens are kept.
package struct Authorizing: Sendable, Equatable {
    /// How the app was authorized, for the log.
    package let words: String
    /// The moment that the tokens carry.
    package let obtained: Date

    /// Makes one.
    package init(_ words: String, obtained: Date) { (self.words, self.obtained) = (words, obtained) }
}

/// Authorizing in the log. Tokens and log are two files: what is about to be kept is written down first, so that a death between the two loses no entry and invents none.
extension Ledger {
    /// Writes down an authorization whose tokens are about to be kept.
    package func intend(_ authorizing: Authorizing, by actor: AuditActor) throws(LedgerError) {
        try write { db in
            try db.cachedStatement(sql: "DELETE FROM authorizing").execute()
            try db.cachedStatement(sql: "INSERT INTO authorizing (obtained, words, actor, administrator) VALUES (?, ?, ?, ?)").execute(arguments: [
                authorizing.obtained.timeIntervalSince1970, authorizing.words, actor.user, actor.administrator,
            ])
        }
    }

    /// Whether an authorization was written down and is not in the log yet.
    package func isAuthorizing() throws(LedgerError) -> Bool {
        try read { db in try Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM authorizing)")) ?? false }
    }

    /// Puts the authorization that was written down into the log, once, when the tokens that are kept were obtained by it.
    package func settleAuthorizing(obtained: Date) throws(LedgerError) {
        try write { db in
            guard
                let row = try Row.fetchOne(
                    db.cachedStatement(sql: "SELECT * FROM authorizing WHERE abs(obtained - ?) < 0.001"), arguments: [obtained.timeIntervalSince1970])
            else { return }
            try db.cachedStatement(sql: "DELETE FROM authorizing").execute()
            let actor = AuditActor(user: row["actor"], administrator: row["administrator"])
            try Self.log(LoggedDecision(.authorized, changes: [], words: row["words"], by: actor), now: obtained, db)
        }
    }
}
