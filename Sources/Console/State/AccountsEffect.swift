import Provisioning
import Sync

/// Something to be done about accounts.
enum AccountsEffect: Sendable, Equatable {
    case load
    /// Compares the app's accounts with the ledger now.
    case compare
    /// What a decision would be is found out, for a question. A person by directory id, for a link.
    case propose(AccountDecision.Verdict, account: String, person: String?)
    case decide(AccountProposal)
    case takeBack(account: String)
}

/// News about accounts.
enum AccountsEvent: Sendable {
    case loaded(AccountsOverview)
    case proposed(AccountProposal)
}
