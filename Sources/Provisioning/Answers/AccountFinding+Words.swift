extension AccountFinding {
    /// What happened and what to do, with the app's name.
    package func words(for application: String) -> String { sentences(for: application).whole }

    /// What happened, and what to do about it.
    package func sentences(for application: String) -> CauseAndCure {
        let start = application.startingSentence
        return switch self {
        case .givenAway(let owner):
            CauseAndCure(
                "Account \(owner.accountID) in \(application) now belongs to somebody else (\(owner.words)), so it was left as it is.",
                "If it is still this person's, enter their directory ID as its external ID in \(application).")
        case .aboutAnother(let owner):
            CauseAndCure(
                "\(start) answered about another account: \(owner.accountID) (\(owner.words)).",
                "Nothing was linked. Check both accounts in \(application); it is tried again later.")
        case .linkedToAnother(let account, let person):
            CauseAndCure(
                "\(start) answered with account \(account), which is linked to another person (directory ID \(person)).",
                "Nothing was linked. Check that account in \(application).")
        case .gone(let account):
            CauseAndCure(
                "Account \(account) is no longer in \(application): somebody deleted it there.", "The next run looks the person up again.")
        case .stillActive:
            CauseAndCure(
                "\(start) reported success, but still shows the account as active.", "Suspend it there, or wait: it is tried again.")
        case .stillThere:
            CauseAndCure("\(start) reported success, but still shows the account.", "Delete it there, or wait: it is tried again.")
        case .notMade: CauseAndCure("\(start) reported success, but shows no such account.", "It is tried again.")
        case .activeUntold:
            CauseAndCure(
                "\(start) does not say whether the account is active, so its suspension cannot be confirmed.", "Check the account there.")
        case .inactive:
            CauseAndCure(
                "The account is not active in \(application): it was suspended there, or it was never activated.",
                "That is noted, and the change is tried again. Activate it there if the person needs it.")
        case .otherUserName(let shown, let wanted):
            CauseAndCure(
                "\(start) shows the user name \(shown.isEmpty ? "(none)" : shown) instead of \(wanted).",
                "Correct it there, or in the directory; it is tried again.")
        case .valuesRefused(let labels):
            CauseAndCure(
                "\(start) accepted the request, but did not change \(labels.joined(separator: ", ")).",
                "Correct the value in the directory, map another attribute, or leave it out of the mapping.")
        }
    }
}

extension AccountFinding.ShownOwner {
    fileprivate var words: String {
        "\(userName.isEmpty ? "no user name" : userName)\(externalID.map { ", external ID \($0)" } ?? ", no external ID")"
    }
}
