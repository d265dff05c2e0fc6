import Foundation
import Synchronization

/// Keeps one reader's questions within Google's quota of 2,400 a minute (API facts C.7): 1,200 may follow one another, after that 20 a second. Google counts by user and Cloud
/// project; what another program asks for the same user is not known here.
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
