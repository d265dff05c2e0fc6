import Foundation

/// The requests to an app that counts them in a sliding window: those that it answered lately, those under way, and a silence that it asked for. Decisions only, no
/// waiting.
///
/// Times are noted when an answer arrives, which is never before the server counted the request, so the window is never judged too short.
struct RequestWindow: Sendable, Equatable {
    /// A little more than the clocks' and the network's jitter, in seconds.
    static let margin: TimeInterval = 0.05
    /// The longest silence that is kept, in seconds.
    private static let longestPenalty: TimeInterval = 3_600

    /// In seconds.
    var length: TimeInterval
    private(set) var inFlight = 0
    private var answered: [Date] = []
    private var penaltyEnds: Date?
    /// Whether the machine's clock was set back.
    private var clock = ClockSetBack()

    init(length: TimeInterval) { self.length = length }

    /// Takes notice of the time: what is kept moves back with a clock that was set back.
    mutating func follow(_ now: Date) {
        guard let jump = clock.jump(now) else { return }
        answered = answered.map { $0 + jump }
        penaltyEnds = penaltyEnds.map { $0 + jump }
    }

    /// A request leaves.
    mutating func sent() { inFlight += 1 }

    /// A request that was announced does not leave after all.
    mutating func notSent() { inFlight = max(0, inFlight - 1) }

    /// An answer came, or none will.
    mutating func answer(at now: Date) {
        follow(now)
        inFlight = max(0, inFlight - 1)
        answered.append(now)
    }

    /// Those that have left the window are no longer kept.
    mutating func forget(before now: Date) { answered.removeAll { $0 <= now - length - Self.margin } }

    /// Counts what other clients spent from the same budget of `limit` requests as if it were ours: the server says that `remaining` are left.
    mutating func countForeign(limit: Int, remaining: Int, at now: Date) {
        let foreign = limit - remaining - answered.count - inFlight
        if foreign > 0 { answered.append(contentsOf: repeatElement(now, count: foreign)) }
    }

    /// Nothing leaves for so many seconds, at most an hour.
    mutating func keepSilent(for seconds: TimeInterval, at now: Date) {
        // A number that is none, such as NaN, would be waited for without end.
        penaltyEnds = now + (seconds.isFinite ? min(max(seconds, 1), Self.longestPenalty) : Self.longestPenalty) + Self.margin
    }

    /// The end of the silence, while there is one.
    func silence(at now: Date) -> Date? { penaltyEnds.flatMap { $0 > now ? $0 : nil } }

    /// What to do with a request that could leave at `now`, when `limit` are counted in a window.
    func decide(limit: Int, at now: Date) -> TurnDecision {
        let recent = answered.filter { $0 > now - length - Self.margin }
        let excess = recent.count + inFlight - limit
        guard excess >= 0 else { return .sendNow }
        // With requests under way that the window has no room for, their answers come first.
        return excess < recent.count ? .wait(until: recent[excess] + length + Self.margin) : .waitForAnswer
    }

    /// Of `limit` requests a window, those that may leave at `now`.
    func left(of limit: Int, at now: Date) -> Int {
        guard silence(at: now) == nil else { return 0 }
        return max(0, limit - answered.count { $0 > now - length - Self.margin } - inFlight)
    }

    /// Seconds until `count` more requests have left, of which `limit` may in a window.
    func secondsNeeded(for count: Int, limit: Int, at now: Date) -> TimeInterval {
        guard count > 0 else { return 0 }
        let start = max(now, penaltyEnds ?? now)
        var times = answered.filter { $0 > start - length - Self.margin } + Array(repeating: now, count: inFlight)
        var last = start
        for _ in 0..<count {
            if times.count >= limit { last = max(last, times[times.count - limit] + length + Self.margin) }
            times.append(last)
        }
        return last.timeIntervalSince(now)
    }
}
