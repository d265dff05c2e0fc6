import Foundation
import Provisioning

/// How long the app takes for an action, and how long it will therefore take for those that are left: what binds where no limit does.
///
/// An action takes from the moment its intent is durable to the moment its end is seen, so that a slow disk or a busy machine counts like a distant app.
struct AnswerPace {
    /// So many of the last actions of a kind are what the next ones are expected to be like.
    static let remembered = 64

    /// Actions under way at the same time.
    let slots: Int
    private var recent: [ActionKind: [TimeInterval]] = [:]
    private var last: ActionKind?

    init(slots: Int) { self.slots = slots }

    /// An action ended, well or not, `seconds` after it began.
    mutating func ended(_ kind: ActionKind, after seconds: TimeInterval) {
        var times = recent[kind] ?? []
        if times.count == Self.remembered { times.removeFirst() }
        times.append(max(0, seconds))
        recent[kind] = times
        last = kind
    }

    /// Seconds until all have ended; `nil` while none has.
    ///
    /// - Parameters:
    ///   - underWay: for how long each of the actions of the first kind has been under way that have begun, in seconds.
    ///   - waiting: how many of each kind have not, in the order in which they will.
    func secondsLeft(underWay: [TimeInterval], waiting: [(kind: ActionKind, count: Int)]) -> TimeInterval? {
        guard let last, let known = recent[last] else { return nil }
        var seconds: TimeInterval = 0
        var underWay = underWay
        // A kind begins when the one before it has ended, so its last action is waited for while no other fills the places of those that ended before.
        for (kind, count) in waiting where !underWay.isEmpty || count > 0 {
            // A kind that was not seen yet is taken to be like the last one, request by request.
            let times = recent[kind] ?? known.map { $0 * Double(ActionWriter.requests(kind)) / Double(ActionWriter.requests(last)) }
            seconds += end(of: count, after: underWay, times)
            underWay = []
        }
        return seconds
    }

    /// Seconds until so many actions of a kind have ended that take as long as those before them did.
    private func end(of count: Int, after underWay: [TimeInterval], _ times: [TimeInterval]) -> TimeInterval {
        let each = times.reduce(0, +) / Double(times.count)
        let longest = times.max() ?? each
        guard underWay.count + count > slots else { return count > 0 ? longest : max(0, longest - (underWay.min() ?? 0)) }
        // The places become free in turn, and the waiting go round them.
        let free = Array(repeating: 0, count: slots - underWay.count) + underWay.sorted(by: >).map { max(0, each - $0) }
        let (rounds, rest) = count.quotientAndRemainder(dividingBy: slots)
        let ends = free.enumerated().map { place, free in free + Double(rounds + (place < rest ? 1 : 0)) * each }
        return ends.max() ?? 0
    }
}
