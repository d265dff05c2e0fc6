import Engine
import Foundation
import Ledger
import Provisioning
import Timing

/// Who authorized the app, revoked it, or entered a secret of it, in the log. What the secret is never comes here.
extension Workspace {
    /// Writes down an authorization whose tokens are about to be kept.
    func intend(_ authorizing: Authorizing) throws(OperationError) {
        let who = try decidedBy()
        try recorded(ledger.intend(authorizing, by: who))
    }

    /// Puts the authorization of these tokens into the log, unless it is there. When the ledger cannot be written now, whoever looks at the authorization next does it.
    func settleAuthorizing(obtained: Date) {
        guard (try? ledger.isAuthorizing()) ?? false else { return }
        try? ledger.settleAuthorizing(obtained: obtained)
    }

    /// How people know an account: by its user name where it belongs to a person, otherwise by its number.
    func accountName(_ id: String) -> String { ((try? ledger.linkedValues(ofAccount: id)) ?? nil)?[MappingTable.userNamePath] ?? id }
}
