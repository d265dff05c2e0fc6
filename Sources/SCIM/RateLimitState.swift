package import Foundation
package import HTTP

/// What is known of one group's limit, and whether a request may leave now: decisions only, no waiting. The server tells the limit in headers.
package struct RateLimitState: Sendable, Equatable {
    /// Waited after a 429 without `Retry-After`, in seconds.
    static let defaultPenalty: TimeInterval = 60

    /// A limit above this is not believed: the moments of as many requests are kept in memory.
    static let greatestLimit = 1_000_000

    /// So many answers without a word about limits show that the app has none: a single one may come from something else that stands in between.
    private static let silenceBelieved = 2

    /// Requests a window; `nil` until the first header was seen.
    package private(set) var limit: Int?
    private var window = RequestWindow(length: 60)
    /// Answers of the app itself without a word about its limits.
    private var silentAnswers = 0

    /// Knows nothing yet.
    package init() {}

    /// What to do with a request that could leave at `now`.
    package func decide(at now: Date) -> TurnDecision {
        if let end = window.silence(at: now) { return .wait(until: end) }
        guard let limit else { return silentAnswers < Self.silenceBelieved && window.inFlight > 0 ? .waitForAnswer : .sendNow }
        return window.decide(limit: limit, at: now)
    }

    /// Takes notice of the time: what is kept moves back with a clock that was set back.
    package mutating func follow(_ now: Date) { window.follow(now) }

    /// A request leaves.
    package mutating func sent() { window.sent() }

    /// A request that was announced does not leave after all.
    package mutating func notSent() { window.notSent() }

    /// An answer came, or none will (`nil`).
    package mutating func observed(_ answer: HTTPResponse?, at now: Date) {
        window.answer(at: now)
        guard let answer else { return }
        // Something in front of the app knows nothing of its limits, so that nobody may take their absence for permission.
        if answer.status < 500, !(answer.headers["Content-Type"] ?? "").lowercased().hasPrefix("text/html") { silentAnswers += 1 }
        if let text = answer.headers["X-Rate-Limit-Limit"], let value = Int(text), (1...Self.greatestLimit).contains(value) { limit = value }
        if let text = answer.headers["X-Rate-Limit-Window"], let value = TimeInterval(text), value > 0, value < 86_400 { window.length = value }
        window.forget(before: now)
        if let limit, let text = answer.headers["X-Rate-Limit-Remaining"], let remaining = Int(text), remaining >= 0 {
            window.countForeign(limit: limit, remaining: remaining, at: now)
        }
        if answer.status == 429 { window.keepSilent(for: answer.retryAfter(now: now) ?? Self.defaultPenalty, at: now) }
    }

    /// Requests that may leave at `now`, if nobody else spends from the budget; `nil` while the limit is unknown.
    package func left(at now: Date) -> Int? { limit.map { window.left(of: $0, at: now) } }

    /// Seconds until `count` more requests have left, if nobody else spends from the budget; `nil` while the limit is unknown.
    package func secondsNeeded(for count: Int, at now: Date) -> TimeInterval? {
        guard count > 0 else { return 0 }
        return limit.map { window.secondsNeeded(for: count, limit: $0, at: now) }
    }
}
