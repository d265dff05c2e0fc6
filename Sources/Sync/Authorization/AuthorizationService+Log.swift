import Engine
import Foundation
import Ledger
import Provisioning

/// Who authorized the app, revoked it, or entered a secret of it, in the log. What the secret is never comes here.
extension AuthorizationService {
    /// Writes down an authorization whose tokens are about to be kept.
    func intend(_ authorizing: Authorizing) throws(OperationError) {
        let who = try context.decidedBy()
        try recorded(context.ledger.intend(authorizing, by: who))
    }

    /// Puts the authorization of these tokens into the log, unless it is there. When the ledger cannot be written now, whoever looks at the authorization next does it.
    func settleAuthorizing(obtained: Date) {
        guard (try? context.ledger.isAuthorizing()) ?? false else { return }
        try? context.ledger.settleAuthorizing(obtained: obtained)
    }
}
