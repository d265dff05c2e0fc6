/// The app whose accounts a ledger links. Account ids mean nothing in any other app: there the same id may be somebody else's account.
package struct ApplicationBinding: Sendable, Equatable {
    /// The address of the SCIM service, in one spelling (``ServerAddress/normalized(_:)``).
    package let scimBaseURL: String
    /// Whether a profile file describes the app; RingCentral needs none.
    package let hasProfile: Bool

    /// The binding to the app at this address.
    package init(scimBaseURL: String, hasProfile: Bool) {
        self.scimBaseURL = ServerAddress.normalized(scimBaseURL)
        self.hasProfile = hasProfile
    }

    private static let profileMark = "profile "

    /// As the ledger keeps it.
    package var text: String { (hasProfile ? Self.profileMark : "") + scimBaseURL }

    /// Reads what ``text`` made.
    package init(text: String) {
        let hasProfile = text.hasPrefix(Self.profileMark)
        self.init(scimBaseURL: hasProfile ? String(text.dropFirst(Self.profileMark.count)) : text, hasProfile: hasProfile)
    }

    /// For people: the address, and that RingCentral's own layout is used there when the address alone would not tell the two apart.
    package func words(besides other: ApplicationBinding) -> String {
        guard scimBaseURL == other.scimBaseURL else { return scimBaseURL }
        return "\(scimBaseURL) \(hasProfile ? "with a profile" : "as RingCentral")"
    }

    /// What a ledger that is bound to `bound` has to do with the app `current`.
    ///
    /// - Parameters:
    ///   - bound: what the ledger was bound to before; `nil` for one that older versions of this program wrote, which is bound at its next run.
    ///   - linkedAccounts: how many accounts it links. A ledger that links none can begin with any app.
    package static func judge(bound: ApplicationBinding?, current: ApplicationBinding, linkedAccounts: Int) -> Belonging {
        guard let bound, linkedAccounts > 0 else { return bound == current ? .belongs : .begins }
        guard bound != current else { return .belongs }
        return .foreign(
            "\(counted(linkedAccounts)) in the app at \(bound.words(besides: current)), but the app of the configuration is at "
                + "\(current.words(besides: bound)). Nothing was sent there, because the same account numbers may be other people's. Use the home of "
                + "that app (--home DIR). If it is the same app under a new address: `autoprovision setup --rebind`.")
    }

    private static func counted(_ accounts: Int) -> String {
        accounts == 1 ? "The ledger of this home links 1 account" : "The ledger of this home links \(accounts) accounts"
    }
}

/// What a ledger has to do with an app or a directory.
package enum Belonging: Sendable, Equatable {
    /// It was bound to it before, or cannot tell it from what it was bound to.
    case belongs
    /// It was not bound yet, or links nobody: it can be bound now.
    case begins
    /// It belongs to another one; a sentence with what it is bound to, what was found, and what to do.
    case foreign(String)
}
