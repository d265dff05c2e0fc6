import Terminal
import Testing

@Suite("Decoding terminal input", .timeLimit(.minutes(5)))
struct KeyDecoderTests {
    static let keys: [(String, Key)] = [
        ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}[B", .down), ("\u{1B}OB", .down), ("\u{1B}[C", .right), ("\u{1B}OC", .right),
        ("\u{1B}[D", .left), ("\u{1B}OD", .left), ("\u{1B}[1;5A", .up), ("\u{1B}[1;2D", .left), ("\u{1B}[a", .up), ("\u{1B}Od", .left),
        ("\u{1B}[H", .home), ("\u{1B}OH", .home), ("\u{1B}[1~", .home), ("\u{1B}[7~", .home),
        ("\u{1B}[F", .end), ("\u{1B}OF", .end), ("\u{1B}[4~", .end), ("\u{1B}[8~", .end),
        ("\u{1B}[5~", .pageUp), ("\u{1B}[6~", .pageDown), ("\u{1B}[2~", .insert), ("\u{1B}[3~", .delete), ("\u{1B}[3;5~", .delete),
        ("\u{1B}[Z", .backTab), ("\t", .tab), ("\r", .enter), ("\n", .enter), ("\u{1B}OM", .enter), ("\u{7F}", .backspace), ("\u{8}", .backspace),
        ("\u{1B}OP", .function(1)), ("\u{1B}[11~", .function(1)), ("\u{1B}[[A", .function(1)), ("\u{1B}OS", .function(4)),
        ("\u{1B}[15~", .function(5)),
        ("\u{1B}[[E", .function(5)), ("\u{1B}[17~", .function(6)), ("\u{1B}[21~", .function(10)), ("\u{1B}[24~", .function(12)),
        ("\u{1}", .control("a")), ("\u{3}", .control("c")), ("\u{1A}", .control("z")), ("\u{0}", .control("@")), ("\u{1F}", .control("_")),
        ("a", .character("a")), (" ", .character(" ")), ("é", .character("é")), ("e\u{301}", .character("e\u{301}")), ("日", .character("日")),
        ("👍", .character("👍")), ("\u{1B}Op", .character("0")), ("\u{1B}Oy", .character("9")), ("\u{1B}Ok", .character("+")),
    ]

    @Test("each sequence is its key", arguments: keys)
    func key(bytes: String, key: Key) {
        var decoder = KeyDecoder()
        #expect(decoder.feed(bytes.utf8) == [.key(key)])
        #expect(decoder.waitingTime == nil)
    }

    @Test("a sequence split over reads is still its key", arguments: keys.filter { $0.0.utf8.count > 1 && $0.0 != "e\u{301}" })
    func split(bytes: String, key: Key) {
        var decoder = KeyDecoder()
        var events: [TerminalEvent] = []
        for (index, byte) in bytes.utf8.enumerated() {
            events += decoder.feed([byte])
            #expect((decoder.waitingTime == nil) == (index == bytes.utf8.count - 1))
        }
        #expect(events == [.key(key)])
    }

    @Test("a lone Escape is reported after 25 ms of silence")
    func loneEscape() {
        var decoder = KeyDecoder()
        #expect(decoder.feed([0x1B]).isEmpty)
        #expect(decoder.waitingTime == .milliseconds(25))
        #expect(decoder.flush() == [.key(.escape)])
        #expect(decoder.waitingTime == nil)
    }

    @Test(
        "Escape before another key is both",
        arguments: [
            ("\u{1B}q", [Key.escape, .character("q")]), ("\u{1B}\u{1B}[A", [.escape, .up]), ("\u{1B}\r", [.escape, .enter]),
        ])
    func escapeAndKey(bytes: String, keys: [Key]) {
        var decoder = KeyDecoder()
        #expect(decoder.feed(bytes.utf8) == keys.map { .key($0) })
    }

    @Test("a burst is decoded at once and in order")
    func burst() {
        var decoder = KeyDecoder()
        #expect(
            decoder.feed(String(repeating: "\u{1B}[Bj", count: 200).utf8)
                == Array(repeating: [.key(.down), .key(.character("j"))], count: 200).flatMap { $0 })
    }

    @Test(
        "answers and unknown sequences mean nothing, and the next key counts",
        arguments: [
            "\u{1B}[?1;2c", "\u{1B}[>0;276;0c", "\u{1B}[12;40R", "\u{1B}]11;rgb:0000/0000/0000\u{7}", "\u{1B}]52;c;eA==\u{1B}\\",
            "\u{1B}P1+r\u{1B}\\", "\u{1B}[I",
            "\u{1B}[99~", "\u{1B}[27;5;9~", "\u{1B}[201~", "\u{1B}[<0;0;0M", "\u{1B}[<0;1M", "\u{1B}[<99;1;1M", "\u{1B}[[Z", "\u{1B}OZ",
            "\u{1B}[1;2$y",
            "\u{1B}[99999999999999999999~",
        ])
    func nothing(bytes: String) {
        var decoder = KeyDecoder()
        #expect(decoder.feed((bytes + "x").utf8) == [.key(.character("x"))])
    }

    @Test("an interrupted sequence does not swallow what follows", arguments: ["\u{1B}[12\u{3}", "\u{1B}O\u{3}", "\u{1B}[\u{3}", "\u{1B}[[\u{3}"])
    func interrupted(bytes: String) {
        var decoder = KeyDecoder()
        #expect(decoder.feed(bytes.utf8) == [.key(.control("c"))])
    }

    @Test("an unfinished sequence is dropped after a while", arguments: ["\u{1B}[", "\u{1B}[1;", "\u{1B}O", "\u{1B}]0;", "\u{1B}[M "])
    func unfinished(bytes: String) {
        var decoder = KeyDecoder()
        #expect(decoder.feed(bytes.utf8).isEmpty)
        #expect(decoder.waitingTime == .milliseconds(100))
        #expect(decoder.flush().isEmpty)
        #expect(decoder.feed("x".utf8) == [.key(.character("x"))])
    }

    @Test(
        "endless sequences give up",
        arguments: ["\u{1B}[" + String(repeating: "1;", count: 5_000), "\u{1B}]" + String(repeating: "x", count: 50_000)])
    func endless(bytes: String) {
        var decoder = KeyDecoder()
        _ = decoder.feed(bytes.utf8)
        _ = decoder.flush()
        #expect(decoder.feed("\u{3}".utf8) == [.key(.control("c"))])
    }

    @Test("bytes that are not UTF-8 are shown as such", arguments: [[0xFF], [0xC3, 0x28], [0xE9]] as [[UInt8]])
    func invalid(bytes: [UInt8]) {
        var decoder = KeyDecoder()
        let events = decoder.feed(bytes) + decoder.flush()
        #expect(events.first == .key(.character("\u{FFFD}")))
    }

    @Test(
        "the mouse, in SGR and in the old form",
        arguments: [
            ("\u{1B}[<0;3;5M", MouseEvent.press(Point(column: 2, row: 4))), ("\u{1B}[<0;3;5m", .release(Point(column: 2, row: 4))),
            ("\u{1B}[<2;1;1M", .secondaryPress(Point(column: 0, row: 0))), ("\u{1B}[<64;300;9M", .wheelUp(Point(column: 299, row: 8))),
            ("\u{1B}[<65;1;9M", .wheelDown(Point(column: 0, row: 8))), ("\u{1B}[<16;1;1M", .press(Point(column: 0, row: 0))),
            ("\u{1B}[M !!", .press(Point(column: 0, row: 0))), ("\u{1B}[M`!\"", .wheelUp(Point(column: 0, row: 1))),
        ])
    func mouse(bytes: String, event: MouseEvent) {
        var decoder = KeyDecoder()
        #expect(decoder.feed(bytes.utf8) == [.mouse(event)])
    }

    @Test("random bytes never crash, and Ctrl-C works afterwards", arguments: 0..<100)
    func fuzz(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        var decoder = KeyDecoder()
        for _ in 0..<50 {
            let alphabet: [UInt8] = [0x1B, 0x5B, 0x4F, 0x5D, 0x3B, 0x32, 0x30, 0x31, 0x7E, 0x4D, 0x3C, 0xC3, 0xA9, 0xF0, 0x9F, 0x41, 0x07]
            _ = decoder.feed(
                (0..<20).map { _ in
                    Bool.random(using: &generator) ? alphabet.randomElement(using: &generator) ?? 0 : UInt8.random(in: 0...255, using: &generator)
                })
        }
        _ = decoder.flush()
        #expect(decoder.feed([3]) == [.key(.control("c"))])
    }
}
