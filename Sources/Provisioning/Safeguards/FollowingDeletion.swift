package import Foundation

/// What a decision about a held suspension means for the hard delete of the same cause: whoever rejects the suspension means that the account stays.
package enum FollowingDeletion: Sendable, Equatable {
    /// What is decided about the hard delete, if anything, stays as it is.
    case stays
    /// It is canceled from now on.
    case isCancelled
    /// What was decided about it is taken back.
    case isRestored

    /// What somebody decided about the hard delete.
    package struct Decided: Sendable, Equatable {
        /// When it was decided.
        package let made: Date
        /// Whether it does not happen as long as the cause lasts; otherwise it was postponed.
        package let isCancellation: Bool

        package init(made: Date, isCancellation: Bool) {
            self.made = made
            self.isCancellation = isCancellation
        }
    }

    /// Decides.
    ///
    /// - Parameters:
    ///   - verdict: what is decided about the suspension now; `nil` takes back what was decided before.
    ///   - rejected: when the suspension was rejected before; `nil` when it was not.
    ///   - deletion: what is decided about the hard delete. A cancellation of the moment of that rejection came along with it; everything else somebody decided
    ///     themselves, and it stays.
    package init(_ verdict: HeldDecision.Verdict?, rejectedBefore rejected: Date?, deletion: Decided?) {
        let cameAlong = deletion.map { $0.isCancellation && $0.made == rejected } ?? false
        switch (verdict, deletion) {
        case (.rejected, nil): self = .isCancelled
        case (.rejected, _): self = cameAlong ? .isCancelled : .stays
        case (.released, _), (nil, _): self = cameAlong ? .isRestored : .stays
        }
    }
}
