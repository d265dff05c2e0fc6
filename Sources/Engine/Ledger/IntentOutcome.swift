package import Provisioning

/// What a failure says about the link all the same.
package enum LinkChange: Sendable, Equatable {
    case unchanged
    /// The account is gone from the app.
    case forgotten
    /// The app showed the account as not active.
    case inactive
    /// The app does not tell whether the account was suspended.
    case maybeSuspended
}

/// What became of an intent.
package enum IntentOutcome: Sendable, Equatable {
    /// Done; the account as it is now linked.
    case linked(AccountLink)
    /// Done; the account is no more.
    case removed
    /// Refused or not answered.
    case failed(OutcomeDetail, link: LinkChange = .unchanged)
    /// Refused or not answered, and not to be seen either: a failure that may have been carried out all the same. The same intent stays open beside it, so that the next
    /// run looks it up.
    case inDoubt(OutcomeDetail)
    /// A lookup found it not carried out: neither done nor a failure; the next plan decides afresh.
    case notCarriedOut
}
