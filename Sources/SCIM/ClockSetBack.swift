import Foundation

/// Notices that the machine's clock was set back. What was noted a moment ago would lie in the future then, and a wait for it last as long as the jump: the moments
/// that are kept move back with the clock.
struct ClockSetBack: Sendable, Equatable {
    private var latest: Date?

    /// How far the clock went back since the last look, in seconds below 0; `nil` when it did not.
    mutating func jump(_ now: Date) -> TimeInterval? {
        defer { latest = now }
        guard let latest, now < latest else { return nil }
        return now.timeIntervalSince(latest)
    }
}
