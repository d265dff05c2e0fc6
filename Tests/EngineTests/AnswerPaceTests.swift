import Foundation
import Provisioning
import Testing

@testable import Engine

@Suite("How long the app's answers will take", .timeLimit(.minutes(5)))
struct AnswerPaceTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// Each kind of the plan, how many, and how long the app takes for one, in seconds.
        let kinds: [(kind: ActionKind, count: Int, seconds: Double)]
        /// Each answer takes so much of it more or less, at most.
        var spread = 0.25
    }

    @Test(
        "At halfway it is within five in a hundred of what is left",
        arguments: [
            Case(testDescription: "one kind", kinds: [(.create, 300, 0.5)]),
            Case(testDescription: "one kind, answers very unlike", kinds: [(.create, 1_000, 0.5)], spread: 0.9),
            Case(testDescription: "a handful of another kind at the end", kinds: [(.create, 300, 0.5), (.update, 5, 0.5)]),
            Case(
                testDescription: "several kinds; one not seen yet takes as long as the one before it",
                kinds: [(.suspend, 40, 0.2), (.delete, 60, 0.3), (.create, 400, 0.5), (.update, 200, 0.5)]),
            Case(
                testDescription: "one account at a time of each kind; a rename reads the account first",
                kinds: [(.suspend, 1, 1), (.delete, 1, 1), (.create, 400, 1), (.rename, 1, 2)]),
        ])
    func halfWay(given: Case) throws {
        let line = SlotsOfAnApp(slots: 16, given)
        let left = try #require(line.saidAtHalf)
        let truth = line.end - line.half
        #expect(abs(left - truth) <= truth * 0.05, "said \(left) s, were \(truth) s")
    }

    @Test("Nothing is said before the first answer, and nothing is left at the end")
    func edges() {
        var pace = AnswerPace(slots: 16)
        #expect(pace.secondsLeft(underWay: [0, 0, 1], waiting: [(.create, 10)]) == nil)
        pace.ended(.create, after: 2)
        #expect(pace.secondsLeft(underWay: [], waiting: [(.create, 0)]) == 0)
    }

    @Test("It follows an app that becomes slow")
    func slower() throws {
        var pace = AnswerPace(slots: 10)
        for _ in 0..<500 { pace.ended(.create, after: 0.1) }
        for _ in 0..<AnswerPace.remembered { pace.ended(.create, after: 1) }
        let seconds = try #require(pace.secondsLeft(underWay: [], waiting: [(.create, 1_000)]))
        #expect((100...101).contains(seconds))
    }

    /// An app that does so many actions at a time, moment by moment: what really happens.
    private struct SlotsOfAnApp {
        private(set) var half = 0.0
        private(set) var end = 0.0
        private(set) var saidAtHalf: Double?

        init(slots: Int, _ given: Case) {
            var pace = AnswerPace(slots: slots)
            var waiting = given.kinds.map { (kind: $0.kind, count: $0.count) }
            let total = waiting.map(\.count).reduce(0, +)
            var (begun, done, now) = (0, 0, 0.0)
            for (place, kind) in given.kinds.enumerated() {
                var underWay: [(began: Double, ends: Double)] = []
                while waiting[place].count > 0 || !underWay.isEmpty {
                    while waiting[place].count > 0, underWay.count < slots {
                        let share = 1 - given.spread + 2 * given.spread * Double(begun * 37 % 101) / 100
                        underWay.append((now, now + kind.seconds * share))
                        waiting[place].count -= 1
                        begun += 1
                    }
                    underWay.sort { $0.ends < $1.ends }
                    let first = underWay.removeFirst()
                    now = first.ends
                    done += 1
                    pace.ended(kind.kind, after: now - first.began)
                    if saidAtHalf == nil, done * 2 >= total {
                        half = now
                        // As the run tells it: the place that became free is taken again.
                        var (next, ages) = (waiting, underWay.map { now - $0.began })
                        if next[place].count > 0 {
                            next[place].count -= 1
                            ages.append(0)
                        }
                        saidAtHalf = pace.secondsLeft(underWay: ages, waiting: Array(next[place...]))
                    }
                }
            }
            end = now
        }
    }
}
