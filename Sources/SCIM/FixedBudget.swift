package import Foundation

/// A fixed budget of requests: decisions only, no waiting. For services that do not tell their limits in headers.
///
/// As with ``RateLimitState``, times are noted when an answer arrives, which is never before the server counted the request.
package struct FixedBudget: Sendable, Equatable {
    /// A little more than the clocks' and the network's jitter, in seconds.
    static let margin: TimeInterval = 0.05

    /// Requests a window.
    package let requests: Int
    private let window: TimeInterval
    private let maximumInFlight: Int
    private var answered: [Date] = []
    private var inFlight = 0
    private var penaltyEnds: Date?
    /// Whether the machine's clock was set back.
    private var clock = ClockSetBack()

    /// A budget of `requests` in a sliding window of `window` seconds, at most `inFlight` of them under way at once.
    package init(requests: Int, window: TimeInterval, inFlight: Int) {
        self.requests = max(1, requests)
        self.window = window
        maximumInFlight = max(1, inFlight)
    }

    /// What to do with a request that could leave at `now`.
    package func decide(at now: Date) -> TurnDecision {
        if let penaltyEnds, penaltyEnds > now { return .wait(until: penaltyEnds) }
        guard inFlight < maximumInFlight else { return .waitForAnswer }
        let recent = answered.filter { $0 > now - window - Self.margin }
        guard recent.count + inFlight >= requests else { return .sendNow }
        // With requests under way that the window has no room for, their answers come first.
        guard recent.count + inFlight - requests < recent.count else { return .waitForAnswer }
        return .wait(until: recent[recent.count + inFlight - requests] + window + Self.margin)
    }

    /// Takes notice of the time: what is kept moves back with a clock that was set back.
    package mutating func follow(_ now: Date) {
        guard let jump = clock.jump(now) else { return }
        answered = answered.map { $0 + jump }
        penaltyEnds = penaltyEnds.map { $0 + jump }
    }

    /// A request leaves.
    package mutating func sent() { inFlight += 1 }

    /// A request that was announced does not leave after all.
    package mutating func notSent() { inFlight = max(0, inFlight - 1) }

    /// An answer came, or none will. `retryAfter` is what a 429 asked for, in seconds: nothing leaves until then.
    package mutating func observed(retryAfter: TimeInterval?, at now: Date) {
        follow(now)
        inFlight = max(0, inFlight - 1)
        answered.removeAll { $0 <= now - window - Self.margin }
        answered.append(now)
        // A number that is none, such as NaN, would be waited for without end.
        if let retryAfter { penaltyEnds = now + (retryAfter.isFinite ? min(max(retryAfter, 1), 3_600) : 3_600) + Self.margin }
    }

    /// Requests that may leave at `now`; how many may be under way at once is another question.
    package func left(at now: Date) -> Int {
        if let penaltyEnds, penaltyEnds > now { return 0 }
        return max(0, requests - answered.count { $0 > now - window - Self.margin } - inFlight)
    }

    /// Seconds until `count` more requests have left.
    package func secondsNeeded(for count: Int, at now: Date) -> TimeInterval {
        guard count > 0 else { return 0 }
        let start = max(now, penaltyEnds ?? now)
        var times = answered.filter { $0 > start - window - Self.margin } + Array(repeating: now, count: inFlight)
        var last = start
        for _ in 0..<count {
            if times.count >= requests { last = max(last, times[times.count - requests] + window + Self.margin) }
            times.append(last)
        }
        return last.timeIntervalSince(now)
    }
}
