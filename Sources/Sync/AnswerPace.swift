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
    ///   - underWay: actions of the first kind that have begun.
    ///   - waiting: how many of each kind have not, in the order in which they will.
    func secondsLeft(underWay: Int, waiting: [(kind: ActionKind, count: Int)]) -> TimeInterval? {
        guard let last, let known = recent[last] else { return nil }
        var seconds: TimeInterval = 0
        var begun = underWay
        for (kind, count) in waiting where begun + count > 0 {
            // A kind that was not seen yet is taken to be like the last one, request by request.
            let times = recent[kind] ?? known.map { $0 * Double(ActionWriter.requests(kind)) / Double(ActionWriter.requests(last)) }
            let each = times.reduce(0, +) / Double(times.count)
            let longest = times.max() ?? each
            // A kind begins when the one before it has ended, so its last action is waited for while no other fills the places of those that ended before.
            // Those under way are half done on average.
            let work = (Double(count) + Double(begun) / 2) * each / Double(slots)
            seconds += begun + count > slots ? work + each / 2 : max(longest * (begun > 0 ? 0.5 : 1), work)
            begun = 0
        }
        return seconds
    }
}
