package import Foundation
import Timing

/// What to do with the next request of one kind.
package enum TurnDecision: Sendable, Equatable {
    case sendNow
    case wait(until: Date)
    /// Requests are under way, and their answers decide.
    case waitForAnswer
}

extension TurnDecision {
    /// Answers under way are looked at this often, in seconds.
    package static let look: TimeInterval = 0.02

    /// Asks for a turn until there is one.
    ///
    /// - Throws: when the task is canceled; then no turn was taken.
    static func wait(
        time: Time, isolation: isolated (any Actor)? = #isolation,
        take: () -> TurnDecision
    ) async throws(CancellationError) {
        while true {
            guard !Task.isCancelled else { throw CancellationError() }
            let pause: TimeInterval
            switch take() {
            case .sendNow: return
            case .wait(let until): pause = until.timeIntervalSince(time.now())
            case .waitForAnswer: pause = look
            }
            do { try await time.sleep(.seconds(max(pause, 0.001))) } catch { throw CancellationError() }
        }
    }
}
