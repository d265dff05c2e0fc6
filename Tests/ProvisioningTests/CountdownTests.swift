import Foundation
import Provisioning
import Testing
import Wording

@Suite("Countdowns", .timeLimit(.minutes(5)))
struct CountdownTests {
    @Test(
        "in words, never over before it is",
        arguments: [
            (-5, "now"), (0, "now"), (1, "in 1 min"), (3_540, "in 59 min"), (3_600, "in 1 h"), (12_000, "in 3 h 20 min"), (86_400, "in 24 h"),
            (172_800, "in 2 d"), (532_800, "in 6 d 4 h"),
        ] as [(TimeInterval, String)])
    func words(seconds: TimeInterval, words: String) {
        #expect(Countdown.words(until: Date(timeIntervalSince1970: seconds), from: Date(timeIntervalSince1970: 0)) == words)
    }
}
