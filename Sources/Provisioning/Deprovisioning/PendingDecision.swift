package import Foundation

/// What an administrator decided about one action that is to come: it lasts as long as its cause does.
package struct PendingDecision: Sendable, Equatable {
    /// The cause and the action it is about.
    package let cause: DeprovisioningCause
    package let action: DeprovisioningAction
    /// Not before this moment; `nil` is never, as long as the cause lasts.
    package let notBefore: Date?

    /// Whether the action does not happen at all as long as the cause lasts.
    package var isCancellation: Bool { notBefore == nil }

    /// Makes a decision; without a moment the action is canceled.
    package init(cause: DeprovisioningCause, action: DeprovisioningAction, notBefore: Date? = nil) {
        self.cause = cause
        self.action = action
        self.notBefore = notBefore
    }
}
