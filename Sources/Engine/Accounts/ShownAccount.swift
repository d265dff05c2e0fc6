package import Provisioning

/// An account as the app showed it before a write.
package struct ShownAccount: Sendable {
    package let account: ObservedAccount
    /// What the service itself kept of the app's answer, for a change that puts back the whole account. Nobody else looks into it.
    package let original: (any Sendable)?

    package init(_ account: ObservedAccount, original: (any Sendable)? = nil) {
        self.account = account
        self.original = original
    }
}
