import Foundation
import Synchronization

/// Keeps questions within Google's quota of 2,400 a minute for each user of a Cloud project (API facts C.7): half of it may be used at once, the rest comes back with time.
final class QuotaPace: Sendable {
    /// Questions that may follow one another without a pause.
    private static let burst: Double = 1_200
    /// Questions that come back each second: with the burst, 2,400 in any minute.
    private static let perSecond: Double = 20

    private let state = Mutex<(left: Double, at: Date?)>((QuotaPace.burst, nil))

    /// Takes one question, and says how long it has to wait, in seconds.
    func pause(at now: Date) -> TimeInterval {
        state.withLock { state in
            // A clock that was set back gives nothing, and takes nothing away.
            let passed = max(0, state.at.map { now.timeIntervalSince($0) } ?? 0)
            state.left = min(Self.burst, state.left + passed * Self.perSecond) - 1
            state.at = now
            return max(0, -state.left / Self.perSecond)
        }
    }
}
