package import Directory

/// Which accounts no run takes away, because the authorization came from them and would end with them.
package struct AccountProtection: Sendable, Equatable {
    /// What an administrator answers when the authorizing account is nobody's of the directory.
    package static let none = "none"

    /// SCIM ids.
    package var accountIDs: Set<String> = []
    /// Addresses or user names, folded.
    package var addresses: Set<String> = []
    /// Nobody told whose account authorized the app: until somebody does, nothing is taken away.
    package var isUnknown = false

    /// Protects nobody, and asks nothing.
    package init() {}

    /// Finds out whose account it is.
    ///
    /// - Parameters:
    ///   - owner: the account id that came with the tokens (RingCentral's `owner_id`); protected whatever else is said.
    ///   - setting: `application.protectedAccount`: an address, an account id, or "none".
    ///   - administrator: the address of the administrator who signed in here; counts where neither of the others is there.
    package init(owner: String?, setting: String?, administrator: String?) {
        if let owner { accountIDs.insert(owner) }
        switch (setting, owner, administrator) {
        case (Self.none?, _, _): break
        case (let setting?, _, _): protect(setting)
        case (nil, nil, let administrator?): protect(administrator)
        case (nil, .some, _): break
        case (nil, nil, nil): isUnknown = true
        }
    }

    private mutating func protect(_ name: String) {
        if name.contains("@") { addresses.insert(name.caseFolded) } else { accountIDs.insert(name) }
    }

    /// Whether this person's account is to stay.
    package func covers(_ link: AccountLink, of person: Person) -> Bool {
        covers(account: link.accountID, userName: link.userName, email: person.primaryEmail)
    }

    /// Whether this account is to stay; `email` is the address of its person.
    func covers(account: String, userName: String, email: String) -> Bool {
        accountIDs.contains(account)
            || !addresses.isEmpty && (addresses.contains(userName.caseFolded) || addresses.contains(email.caseFolded))
    }

    /// What is wrong with a value of the setting, in words; `nil` when it is right.
    package static func problem(with setting: String) -> String? {
        let isName = !setting.isEmpty && setting.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.value > 0x20 && $0.value != 0x7f }
        return isName ? nil : "\"\(setting)\" names no account; write the address or the id of the account that authorized the app, or \"none\"."
    }

    /// Why suspensions and deletions wait, and what ends that.
    package static func question(_ count: Int, _ kind: ActionKind) -> String {
        "\(count == 1 ? "1 \(kind.noun) is" : "\(count) \(kind.noun)s are") held, because nobody has said yet whose account authorized the app, and taking that "
            + "account away would end the authorization. Name it once: `autoprovision setup --protected-account ADDRESS`, or none if it belongs to nobody here."
    }
}
