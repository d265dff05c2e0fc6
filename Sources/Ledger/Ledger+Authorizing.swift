package import Engine
package import Foundation
package import Provisioning
import SQL

/// An authorization, as it is written down before its tokens are kept.
package struct Authorizing: Sendable, Equatable {
    /// What is to be in the log.
    package let matter: DecisionMatter
    /// The moment that the tokens carry.
    package let obtained: Date

    /// An authorization of the app with this name.
    package init(application: String, _ way: AuthorizationWay, account: String? = nil, obtained: Date) {
        matter = .authorized(application: application, way: way, account: account)
        self.obtained = obtained
    }
}

/// Authorizing in the log. Tokens and log are two files: what is about to be kept is written down first, so that a death between the two loses no entry and invents none.
extension Ledger {
    /// Writes down an authorization whose tokens are about to be kept.
    package func intend(_ authorizing: Authorizing, by actor: AuditActor) throws(LedgerError) {
        try write { db in
            try db.execute("DELETE FROM authorizing")
            try db.execute(
                "INSERT INTO authorizing (obtained, words, actor, administrator) VALUES (?, ?, ?, ?)",
                [authorizing.obtained.timeIntervalSince1970, try KeptData.text(authorizing.matter), actor.user, actor.administrator])
        }
    }

    /// Whether an authorization was written down and is not in the log yet.
    package func isAuthorizing() throws(LedgerError) -> Bool {
        try read { db in try db.hasRow("SELECT 1 FROM authorizing") }
    }

    /// Puts the authorization that was written down into the log, once, when the tokens that are kept were obtained by it.
    package func settleAuthorizing(obtained: Date) throws(LedgerError) {
        try write { db in
            let chain = AuditChain(db)
            guard
                let row = try db.first("SELECT * FROM authorizing WHERE abs(obtained - ?) < 0.001", [obtained.timeIntervalSince1970])
            else { return }
            try db.execute("DELETE FROM authorizing")
            let actor = AuditActor(user: row["actor"], administrator: row["administrator"])
            let words: String = row["words"]
            // An older version wrote a sentence.
            let reason = KeptData.value(DecisionMatter.self, of: words).map(LoggedReason.decision) ?? .written(words)
            try Self.log(LoggedDecision(.authorized, reason: reason, by: actor), now: obtained, chain)
        }
    }
}
