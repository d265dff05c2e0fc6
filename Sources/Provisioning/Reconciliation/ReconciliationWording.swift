/// The words of decisions about accounts, as far as a run says them.
extension AccountDecision.Verdict {
    /// For sentences: "suspend the account".
    package var words: String {
        switch self {
        case .adopt: "adopt the account"
        case .link: "link the account"
        case .ignore: "ignore what was found"
        case .suspend: "suspend the account"
        case .restore: "put back what was changed by hand"
        }
    }
}

extension LapsedReason {
    /// Why the decision does not fit any more.
    package var words: String {
        switch self {
        case .gone: "the account is no longer in the app"
        case .otherOwner: "the account has a different user name or external ID than when this was decided, so it may belong to somebody else"
        case .linkChanged: "the account's link changed since then"
        case .personNotEntitled: "the person is not entitled to an account now"
        case .personHasAccount: "the person has another account now"
        case .personEntitled: "the person is entitled to the account now"
        case .nothingToDo: "that is already the case"
        case .excluded: "the account or its person is excluded now"
        }
    }

    /// A word for machines (`--json`).
    package var code: String {
        switch self {
        case .gone: "accountGone"
        case .otherOwner: "otherOwner"
        case .linkChanged: "linkChanged"
        case .personNotEntitled: "personNotEntitled"
        case .personHasAccount: "personHasAccount"
        case .personEntitled: "personEntitled"
        case .nothingToDo: "nothingToDo"
        case .excluded: "excluded"
        }
    }
}

extension LapsedAccountDecision {
    /// What was to be done, and why it was not.
    package var sentence: String {
        "The decision to \(decision.verdict.words) (\(decision.userName), account \(decision.accountID)) did nothing: \(reason.words)."
    }
}
