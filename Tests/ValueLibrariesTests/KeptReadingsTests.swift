import Foundation
import Provisioning
import Synchronization
import Testing

@testable import ValueLibraries

@Suite("What was read once is not read again", .timeLimit(.minutes(2)))
struct KeptReadingsTests {
    /// What stands for the file, and how often it was written.
    private final class File: Sendable {
        let content = Mutex<(data: Data?, writes: Int)>((nil, 0))

        var place: KeptReadings.Place {
            KeptReadings.Place(
                read: { self.content.withLock(\.data) },
                write: { data in self.content.withLock { $0 = (data, $0.writes + 1) } })
        }

        var writes: Int { content.withLock(\.writes) }
    }

    @Test("The next process finds it, reads nothing, and writes nothing")
    func left() {
        let file = File()
        let first = KeptReadings(file.place) { "libraries 1" }
        #expect(!first.isFilled)
        for key in ["phone\tUS\t(415) 555-0123", "a=b", "x\t=y", ""] { #expect(first.value(for: key) { "value of \(key)" } == "value of \(key)") }
        first.leave()
        let second = KeptReadings(file.place) { "libraries 1" }
        #expect(second.isFilled)
        for key in ["phone\tUS\t(415) 555-0123", "a=b", "x\t=y", ""] { #expect(second.value(for: key) { "anew" } == "value of \(key)") }
        second.leave()
        #expect(file.writes == 1)
    }

    @Test(
        "A line is read back as the reading that it was, or is not left at all",
        arguments: [
            ("key", "value", true), ("key", "", true), ("key", "ends in CR\r", true), ("key", "a\t=\tb", true), ("", "x", true),
            ("key\t=", "x", false),
            ("a\t=\tb", "x", false), ("key\n", "x", false), ("key", "two\nlines", false), ("key\r\n", "x", false), ("\t=\t", "x", false),
        ])
    func lines(key: String, value: String, isLeft: Bool) {
        let file = File()
        let first = KeptReadings(file.place) { "1" }
        #expect(first.value(for: key) { value } == value && first.value(for: "other") { "y" } == "y")
        first.leave()
        let second = KeptReadings(file.place) { "1" }
        #expect(second.value(for: key) { "anew" } == (isLeft ? value : "anew"))
        #expect(second.value(for: "other") { "anew" } == "y")
    }

    @Test("Only what was asked for is left; what is new is added")
    func used() {
        let file = File()
        let first = KeptReadings(file.place) { "1" }
        for key in ["a", "b"] { _ = first.value(for: key) { key } }
        first.leave()
        let second = KeptReadings(file.place) { "1" }
        _ = second.value(for: "b") { "anew" }
        _ = second.value(for: "c") { "c" }
        second.leave()
        let third = KeptReadings(file.place) { "1" }
        #expect(["a", "b", "c"].map { key in third.value(for: key) { "anew" } } == ["anew", "b", "c"])
    }

    @Test("Other libraries read everything anew, and so does whoever finds something else", arguments: ["", "2", "1\nno mark\n\u{0}", "\n\n", "1"])
    func other(content: String) {
        let file = File()
        file.content.withLock { $0.data = Data(content.utf8) }
        let kept = KeptReadings(file.place) { "1" }
        #expect(!kept.isFilled)
        #expect(kept.value(for: "a") { "anew" } == "anew")
    }

    @Test("What cannot be read now is not kept, and what has a line break in it is not left")
    func notKept() {
        let file = File()
        let kept = KeptReadings(file.place) { "1" }
        #expect(kept.value(for: "a") { nil } == nil)
        #expect(kept.value(for: "a") { "b" } == "b")
        #expect(kept.value(for: "line\nbreak") { "c" } == "c")
        kept.leave()
        let next = KeptReadings(file.place) { "1" }
        #expect(next.value(for: "a") { nil } == "b")
        #expect(next.value(for: "line\nbreak") { nil } == nil)
    }

    @Test("The tools of the next run say the same, of what could be told and of what could not")
    func tools() {
        let file = File()
        func answers(_ tools: MachineValueTools) -> [String] {
            [
                "\(tools.phoneNumber("(415) 555-0123", country: "US"))", "\(tools.phoneNumber("1-800-FLOWERS", country: "US"))",
                "\(tools.phoneNumber("x\n\t=\t1", country: nil))", tools.countryCode(of: "Deutschland") ?? "-",
                tools.countryCode(of: "Atlantis") ?? "-",
                tools.countryName(of: "KR") ?? "-", "\(String(describing: tools.region("Lower Saxony", in: "DE")))",
                "\(String(describing: tools.region("Bavaria", in: "US")))",
            ]
        }
        let first = MachineValueTools(place: file.place)
        let before = answers(first)
        first.leave()
        let second = MachineValueTools(place: file.place)
        #expect(second.missing(for: .e164) == nil)
        #expect(answers(second) == before)
        second.leave()
        #expect(file.writes == 1)
    }
}
