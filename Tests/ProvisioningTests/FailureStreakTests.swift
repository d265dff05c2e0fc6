import Foundation
import Provisioning
import Testing

@Suite("Failures in a row", .timeLimit(.minutes(1)))
struct FailureStreakTests {
    /// The log of a person, newest first: the kind of action, `+` for done and `-` for failed, and the value that was to be written.
    struct Row: Sendable, CustomTestStringConvertible {
        let log: String
        let ofAttempt: Int
        let ofKind: Int
        var testDescription: String { log.isEmpty ? "an empty log" : log }
    }

    static let rows = [
        Row(log: "", ofAttempt: 0, ofKind: 0),
        Row(log: "create+a", ofAttempt: 0, ofKind: 0),
        Row(log: "create-a", ofAttempt: 1, ofKind: 1),
        Row(log: "create-a create-a create-a", ofAttempt: 3, ofKind: 3),
        Row(log: "create+a create-a create-a", ofAttempt: 0, ofKind: 0),
        Row(log: "update-a update-a update+a update-a", ofAttempt: 2, ofKind: 2),
        Row(log: "update-b update-a update-a", ofAttempt: 1, ofKind: 3),
        Row(log: "update-a update-a rename-a update-a", ofAttempt: 2, ofKind: 2),
        Row(log: "problem- problem- update-a", ofAttempt: 2, ofKind: 2),
        Row(log: "update-a problem- update-a", ofAttempt: 1, ofKind: 1),
    ]

    @Test("are of the same attempt for the wait, and of the same kind for how long somebody has to be looked at", arguments: rows)
    func inARow(_ row: Row) {
        let log = row.log.split(separator: " ").enumerated().map { index, word in
            let mark = word.firstIndex { $0 == "+" || $0 == "-" } ?? word.startIndex
            return FailureStreak.Attempt(
                kind: ActionKind(rawValue: String(word[..<mark])), after: ["title": String(word[mark...].dropFirst())], hasFailed: word.contains("-"),
                time: World.now - Double(index) * 60)
        }
        for (sameness, count) in [(FailureStreak.Sameness.attempt, row.ofAttempt), (.kind, row.ofKind)] {
            var streak = FailureStreak(of: sameness)
            for attempt in log { guard streak.counts(attempt) else { break } }
            #expect(streak.count == count)
            #expect(streak.newest == (count == 0 ? nil : log[0]))
            #expect(streak.since == (count == 0 ? nil : log[count - 1].time))
        }
    }
}
