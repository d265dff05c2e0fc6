package import Foundation

/// When the accounts were last compared and read.
package struct ReconciliationMoments: Sendable, Equatable {
    /// `nil` when they never were.
    package var compared: Date?
    /// How many accounts the app had then.
    package var accounts = 0
    /// When a run last read some of them in turn.
    package var turned: Date?

    /// Never.
    package init() {}
}
