package import Foundation
package import HTTP

/// What is known of one group's limit, and whether a request may leave now: decisions only, no waiting.
///
/// The server counts requests in a sliding window. Times are noted when an answer arrives, which is never before the server counted the request, so the
/// window is never judged too short.
package struct RateLimitState: Sendable, Equatable {
    /// A little more than the clocks' and the network's jitter, in seconds.
    static let margin: TimeInterval = 0.05
    /// Waited after a 429 without `Retry-After`, in seconds.
    static let defaultPenalty: TimeInterval = 60

    /// A limit above this is not believed: the moments of as many requests are kept in memory.
    static let greatestLimit = 1_000_000

    /// So many answers without a word about limits show that the app has none: a single one may come from something else that stands in between.
    private static let silenceBelieved = 2

    /// Requests a window; `nil` until the first header was seen.
    package private(set) var limit: Int?
    private var window: TimeInterval = 60
    private var answered: [Date] = []
    private var inFlight = 0
    private var penaltyEnds: Date?
    /// Answers of the app itself without a word about its limits.
    private var silentAnswers = 0
    /// Whether the machine's clock was set back.
    private var clock = ClockSetBack()

    /// Knows nothing yet.
    package init() {}

    /// What to do with a request that could leave at `now`.
    package func decide(at now: Date) -> TurnDecision {
        if let penaltyEnds, penaltyEnds > now { return .wait(until: penaltyEnds) }
        guard let limit else { return silentAnswers < Self.silenceBelieved && inFlight > 0 ? .waitForAnswer : .sendNow }
        let recent = answered.filter { $0 > now - window - Self.margin }
        guard recent.count + inFlight >= limit else { return .sendNow }
        guard recent.count >= limit - inFlight, let oldest = recent.first else { return .waitForAnswer }
        return .wait(until: oldest + window + Self.margin)
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

    /// An answer came, or none will (`nil`).
    package mutating func observed(_ answer: HTTPResponse?, at now: Date) {
        follow(now)
        inFlight = max(0, inFlight - 1)
        answered.append(now)
        guard let answer else { return }
        // Something in front of the app knows nothing of its limits, so that nobody may take their absence for permission.
        if answer.status < 500, !(answer.headers["Content-Type"] ?? "").lowercased().hasPrefix("text/html") { silentAnswers += 1 }
        if let text = answer.headers["X-Rate-Limit-Limit"], let value = Int(text), (1...Self.greatestLimit).contains(value) { limit = value }
        if let text = answer.headers["X-Rate-Limit-Window"], let value = TimeInterval(text), value > 0, value < 86_400 { window = value }
        answered.removeAll { $0 <= now - window - Self.margin }
        if let limit, let text = answer.headers["X-Rate-Limit-Remaining"], let remaining = Int(text), remaining >= 0 {
            // Another client spends from the same budget: count what it used as if it were ours.
            let foreign = limit - remaining - answered.count - inFlight
            if foreign > 0 { answered.append(contentsOf: repeatElement(now, count: foreign)) }
        }
        if answer.status == 429 {
            let seconds = answer.retryAfter(now: now) ?? Self.defaultPenalty
            penaltyEnds = now + min(max(seconds, 1), 3_600) + Self.margin
        }
    }

    /// Requests that may leave at `now`, if nobody else spends from the budget; `nil` while the limit is unknown.
    package func left(at now: Date) -> Int? {
        guard let limit else { return nil }
        if let penaltyEnds, penaltyEnds > now { return 0 }
        return max(0, limit - answered.count { $0 > now - window - Self.margin } - inFlight)
    }

    /// Seconds until `count` more requests have left, if nobody else spends from the budget; `nil` while the limit is unknown.
    package func secondsNeeded(for count: Int, at now: Date) -> TimeInterval? {
        guard count > 0 else { return 0 }
        guard let limit else { return nil }
        let start = max(now, penaltyEnds ?? now)
        var recent = answered.filter { $0 > start - window - Self.margin } + Array(repeating: now, count: inFlight)
        recent.sort()
        var last = start
        for _ in 0..<count {
            if recent.count >= limit { last = max(last, recent[recent.count - limit] + window + Self.margin) }
            recent.append(last)
        }
        return last.timeIntervalSince(now)
    }
}
