import Foundation
import Testing

@testable import GoogleDirectory

@Suite("Google's quota", .timeLimit(.minutes(1)))
struct QuotaPaceTests {
    private let start = Date(timeIntervalSince1970: 1_700_000_000)

    @Test("As many as half the quota go at once, then twenty a second")
    func burst() {
        let pace = QuotaPace()
        #expect((0..<1_200).allSatisfy { _ in pace.pause(at: start) == 0 })
        #expect(pace.pause(at: start) == 0.05)
        #expect(pace.pause(at: start) == 0.1)
        #expect(abs(pace.pause(at: start.addingTimeInterval(0.1)) - 0.05) < 0.001)
    }

    @Test("Whoever waits as told never asks more than 2,400 times in a minute, at any speed", arguments: [0, 0.005, 0.02, 0.1])
    func minute(answerTime: TimeInterval) {
        let pace = QuotaPace()
        var now = start
        var moments: [Date] = []
        for _ in 0..<6_000 {
            now += pace.pause(at: now)
            moments.append(now)
            now += answerTime
        }
        for (first, last) in zip(moments, moments.dropFirst(2_400)) { #expect(last.timeIntervalSince(first) > 59.9) }
    }

    @Test("A clock that is set back gives no questions and takes none away")
    func setBack() {
        let pace = QuotaPace()
        for _ in 0..<1_200 { _ = pace.pause(at: start) }
        #expect(pace.pause(at: start.addingTimeInterval(-3_600)) == 0.05)
        #expect(pace.pause(at: start.addingTimeInterval(-3_500)) == 0)
    }
}
