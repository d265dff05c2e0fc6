package import Foundation

/// Whether the next write may leave.
package enum WriteTurn: Sendable, Equatable {
    /// Its turn is taken.
    case sendNow
    /// The app's limits let none leave before then.
    case wait(until: Date)
    /// Requests are under way, and their answers decide.
    case waitForAnswer

    /// Answers under way are looked at this often, in seconds.
    package static let look: TimeInterval = 0.02
}
