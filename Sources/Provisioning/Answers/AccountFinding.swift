/// What the app showed of one person's account that keeps an action from being done, or from counting as done: that person's failure.
package enum AccountFinding: Sendable, Equatable, Codable {
    /// The linked account belongs to somebody else now; whose it is, as the app shows it.
    case givenAway(ShownOwner)
    /// The answer is about another account than the one that was asked for.
    case aboutAnother(ShownOwner)
    /// The answer names an account that is linked to another person, by their directory id.
    case linkedToAnother(accountID: String, personID: String)
    /// The account is no longer in the app.
    case gone(accountID: String)
    /// Asked to suspend it, the app still shows the account as active.
    case stillActive
    /// Asked to delete it, the app still shows the account.
    case stillThere
    /// Asked to create it, the app answered that all is well, but shows no such account.
    case notMade
    /// The app does not say whether the account is active, so a suspension cannot be believed.
    case activeUntold
    /// The account is not active although nobody suspended it here.
    case inactive
    /// The app shows another user name than the one that was asked for.
    case otherUserName(shown: String, wanted: String)
    /// The app left these attributes as they were; their labels.
    case valuesRefused([String])

    /// Whose account the app showed.
    package struct ShownOwner: Sendable, Equatable, Codable {
        /// The SCIM id.
        package let accountID: String
        /// Empty when the app names none.
        package let userName: String
        /// `nil` when the app names none.
        package let externalID: String?

        package init(accountID: String, userName: String, externalID: String?) {
            self.accountID = accountID
            self.userName = userName
            self.externalID = externalID
        }

        /// The owner of this account.
        package init(_ account: ObservedAccount) {
            self.init(accountID: account.id, userName: account.userName, externalID: account.externalID)
        }
    }

    /// A word for machines (`--json`).
    package var code: String {
        switch self {
        case .givenAway: "account-given-away"
        case .aboutAnother: "answer-about-another"
        case .linkedToAnother: "account-linked-to-another"
        case .gone: "account-missing"
        case .stillActive, .stillThere, .notMade: "without-effect"
        case .activeUntold: "active-untold"
        case .inactive: "account-inactive"
        case .otherUserName: "other-user-name"
        case .valuesRefused: "values-refused"
        }
    }

    /// The codes of those that say whose the account is. They hold however long ago that was found, until another action is done.
    package static let codesAboutOwner: Set<String> = ["account-given-away", "answer-about-another", "account-linked-to-another"]

    /// Whether it says that the account is somebody else's, or gone, and not merely that an action was not carried out.
    package var isAboutOwner: Bool {
        switch self {
        case .givenAway, .aboutAnother, .linkedToAnother, .gone: true
        case .stillActive, .stillThere, .notMade, .activeUntold, .inactive, .otherUserName, .valuesRefused: false
        }
    }
}
