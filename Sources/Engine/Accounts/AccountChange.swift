/// What is to change about an account.
package struct AccountChange: Sendable, Equatable {
    /// The values that the account has, as far as they are known, by attribute path.
    package let before: [String: String]
    /// The values that it is to have.
    package let after: [String: String]
    /// Our id of the person, where it is to be written.
    package let externalID: String?
    /// Whether the account may be used, where that is to change.
    package let isActive: Bool?

    package init(from before: [String: String] = [:], to after: [String: String] = [:], externalID: String? = nil, isActive: Bool? = nil) {
        self.before = before
        self.after = after
        self.externalID = externalID
        self.isActive = isActive
    }
}
