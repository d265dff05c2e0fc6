package import Foundation

/// What to do with the next request of one kind.
package enum TurnDecision: Sendable, Equatable {
    case sendNow
    case wait(until: Date)
    /// Requests are under way, and their answers decide.
    case waitForAnswer
}
