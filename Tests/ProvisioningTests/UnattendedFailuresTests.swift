import Foundation
import Provisioning
import Testing
import Wording

@Suite("Unattended runs that fail one after the other", .timeLimit(.minutes(1)))
struct UnattendedFailuresTests {
    static let start = Date(timeIntervalSince1970: 1_780_000_000)

    /// Runs an hour apart, the oldest first: "f" failed, "r" needs reauthorization, "m" failed after somebody started it by hand, "d" done, "w" done with
    /// failures, "h" held, "s" stopped, "i" interrupted, "o" failed with an older revision, "n" under way.
    static func runs(_ story: String) -> [RunEnding] {
        let outcomes: [Character: RunOutcome] = [
            "f": .failed, "m": .failed, "o": .failed, "r": .reauthorizationNeeded, "d": .done, "w": .doneWithFailures, "h": .held, "s": .stopped,
            "i": .interrupted,
        ]
        return story.enumerated().map { index, kind in
            RunEnding(
                started: start + Double(index) * 3_600, outcome: outcomes[kind], revision: kind == "o" ? 6 : 7, message: "\(index)",
                isUnattended: kind != "m")
        }.reversed()
    }

    @Test(
        "How many in a row, since which run, and why: the newest one's reason",
        arguments: [
            ("", 0, 0, ""), ("f", 1, 0, "0"), ("fff", 3, 0, "2"), ("dff", 2, 1, "2"), ("ffr", 3, 0, "2"),
            // A run that came to its end is a success, whatever a person's account met in it.
            ("ffd", 0, 0, ""), ("fffw", 0, 0, ""), ("fffh", 0, 0, ""), ("ffdf", 1, 3, "3"),
            // What was stopped, died or is under way says nothing; a try by hand neither counts nor ends it, unless it succeeds.
            ("fsf", 2, 0, "2"), ("ffi", 2, 0, "1"), ("ffn", 2, 0, "1"), ("fmmmmf", 2, 0, "5"), ("mmm", 0, 0, ""),
            // A save ends it.
            ("ooof", 1, 3, "3"), ("ooo", 0, 0, ""),
        ])
    func inARow(story: String, count: Int, since: Int, reason: String) {
        let failures = UnattendedFailures(Self.runs(story), revision: 7, authorized: nil)
        #expect(failures?.count ?? 0 == count)
        guard let failures else { return }
        #expect(failures.since == Self.start + Double(since) * 3_600 && failures.reason == reason)
    }

    @Test("A new authorization ends it: only runs that began after it count", arguments: [(-1.0, 4), (1.5, 2), (10.0, 0)])
    func reauthorized(hours: Double, count: Int) {
        #expect(UnattendedFailures(Self.runs("ffff"), revision: 7, authorized: Self.start + hours * 3_600)?.count ?? 0 == count)
    }

    @Test(
        "After three in a row the pause doubles, and doubles again with each further one, to six hours at most; a longer interval stays as it is",
        arguments: [
            (1, 60, 60), (2, 60, 60), (3, 60, 120), (4, 60, 240), (5, 60, 360), (6, 60, 360), (500, 60, 360), (3, 5, 10), (9, 5, 360), (3, 240, 360),
            (5, 1_440, 1_440),
        ])
    func pause(count: Int, minutes: Double, expected: Double) throws {
        let failures = try #require(UnattendedFailures(Self.runs(String(repeating: "f", count: count)), revision: 7, authorized: nil))
        #expect(failures.pause(interval: minutes * 60) == expected * 60)
    }
}
