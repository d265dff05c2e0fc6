import Terminal
import Testing

@Suite("Bracketed paste", .timeLimit(.minutes(5)))
struct PasteTests {
    private let begin = "\u{1B}[200~"
    private let end = "\u{1B}[201~"

    @Test(
        "arrives as one text",
        arguments: [
            ("hello", "hello"), ("a\rb", "a\nb"), ("a\r\nb", "a\nb"), ("a\tb", "a\tb"), ("Zoë 日本 👍🏽", "Zoë 日本 👍🏽"), ("", ""),
            ("\u{1B}[31mred\u{7}", "[31mred"), ("\u{9B}x", "x"), ("\u{1B}[20", "[20"),
        ])
    func text(pasted: String, expected: String) {
        var decoder = KeyDecoder()
        #expect(decoder.feed((begin + pasted + end + "q").utf8) == [.paste(expected), .key(.character("q"))])
    }

    @Test("arrives as one text, wherever the reads were split")
    func split() {
        let bytes = Array((begin + "Zoë \u{1B}[20 日本" + end).utf8)
        for place in 1..<bytes.count {
            var decoder = KeyDecoder()
            #expect(decoder.feed(bytes[..<place]) + decoder.feed(bytes[place...]) == [.paste("Zoë [20 日本")], "split at \(place)")
        }
    }

    @Test("a paste that stalls stays one text, with its line ends, however long the line takes", arguments: 0..<5)
    func stalled(pauses: Int) {
        var decoder = KeyDecoder()
        var events = decoder.feed((begin + "admin@corp.example\r").utf8)
        for _ in 0..<pauses { events += decoder.flush() }
        events += decoder.feed("second\r".utf8) + decoder.flush() + decoder.feed("q\u{1B}[20".utf8) + decoder.flush() + decoder.feed("1~".utf8)
        #expect(events == [.paste("admin@corp.example\nsecond\nq")])
        #expect(decoder.feed("q".utf8) == [.key(.character("q"))])
    }

    @Test("when the end of a paste was lost, Ctrl-C by itself after two seconds of silence is heard; within the text it is none")
    func lostEnd() {
        var decoder = KeyDecoder()
        #expect(decoder.feed((begin + "abc\u{3}").utf8).isEmpty)
        #expect(decoder.feed([3]).isEmpty)
        #expect(decoder.waitingTime == .seconds(2))
        #expect(decoder.flush().isEmpty && decoder.waitingTime == nil)
        #expect(decoder.feed([3]) == [.key(.control("c"))])
        #expect(decoder.feed("x".utf8) == [.key(.character("x"))])
    }

    @Test("an enormous paste loses its end and takes bounded memory")
    func enormous() {
        var decoder = KeyDecoder()
        var events = decoder.feed(begin.utf8)
        let block = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 18)
        for _ in 0..<8 { events += decoder.feed(block) }
        events += decoder.feed(end.utf8)
        #expect(events == [.paste(String(repeating: "x", count: KeyDecoder.maximumPasteBytes))])
    }
}
