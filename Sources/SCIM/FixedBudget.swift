package import Foundation

/// A fixed budget of requests: decisions only, no waiting. For services that do not tell their limits in headers.
package struct FixedBudget: Sendable, Equatable {
    /// Requests a window.
    package let requests: Int
    private let maximumInFlight: Int
    private var window: RequestWindow

    /// A budget of `requests` in a sliding window of `window` seconds, at most `inFlight` of them under way at once.
    package init(requests: Int, window: TimeInterval, inFlight: Int) {
        self.requests = max(1, requests)
        self.window = RequestWindow(length: window)
        maximumInFlight = max(1, inFlight)
    }

    /// What to do with a request that could leave at `now`.
    package func decide(at now: Date) -> TurnDecision {
        if let end = window.silence(at: now) { return .wait(until: end) }
        guard window.inFlight < maximumInFlight else { return .waitForAnswer }
        return window.decide(limit: requests, at: now)
    }

    /// Takes notice of the time: what is kept moves back with a clock that was set back.
    package mutating func follow(_ now: Date) { window.follow(now) }

    /// A request leaves.
    package mutating func sent() { window.sent() }

    /// A request that was announced does not leave after all.
    package mutating func notSent() { window.notSent() }

    /// An answer came, or none will. `retryAfter` is what a 429 asked for, in seconds: nothing leaves until then.
    package mutating func observed(retryAfter: TimeInterval?, at now: Date) {
        window.answer(at: now)
        window.forget(before: now)
        if let retryAfter { window.keepSilent(for: retryAfter, at: now) }
    }

    /// Requests that may leave at `now`; how many may be under way at once is another question.
    package func left(at now: Date) -> Int { window.left(of: requests, at: now) }

    /// Seconds until `count` more requests have left.
    package func secondsNeeded(for count: Int, at now: Date) -> TimeInterval { window.secondsNeeded(for: count, limit: requests, at: now) }
}
