import Terminal
import Testing

@Suite("Decoding terminal input", .timeLimit(.minutes(5)))
struct KeyDecoderTests {
    static let keys: [(String, Key)] = [
        ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}[B", .down), ("\u{1B}OB", .down), ("\u{1B}[C", .right), ("\u{1B}OC", .right),
        ("\u{1B}[D", .left), ("\u{1B}OD", .left), ("\u{1B}[1;5A", .up), ("\u{1B}[1;2D", .left), ("\u{1B}[a", .up), ("\u{1B}O5A", .up),
        ("\u{1B}[H", .home), ("\u{1B}OH", .home), ("\u{1B}[1~", .home), ("\u{1B}[7~", .home),
        ("\u{1B}[F", .end), ("\u{1B}OF", .end), ("\u{1B}[4~", .end), ("\u{1B}[8~", .end),
        ("\u{1B}[5~", .pageUp), ("\u{1B}[6~", .pageDown), ("\u{1B}[2~", .insert), ("\u{1B}[3~", .delete), ("\u{1B}[3;2~", .delete),
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

    @Test(
        "a sequence in pieces is still its key, however long the line takes after the Escape's delay is over",
        arguments: keys.filter { $0.0.utf8.count > 1 && $0.0 != "e\u{301}" })
    func split(bytes: String, key: Key) {
        var decoder = KeyDecoder()
        var events: [TerminalEvent] = []
        for byte in bytes.utf8 {
            events += decoder.feed([byte])
            // Silence decides about a lone Escape only.
            if byte != 0x1B { events += decoder.flush() }
        }
        #expect(events == [.key(key)])
        #expect(decoder.waitingTime == nil)
    }

    @Test("a lone Escape is reported after 25 ms of silence")
    func loneEscape() {
        var decoder = KeyDecoder()
        #expect(decoder.feed([0x1B]).isEmpty)
        #expect(decoder.waitingTime == .milliseconds(25))
        #expect(decoder.flush() == [.key(.escape)])
        #expect(decoder.flush().isEmpty && decoder.waitingTime == nil)
        #expect(decoder.feed("x".utf8) == [.key(.character("x"))])
    }

    @Test(
        "the delay after Escape is the person's, or longer over SSH",
        arguments: [
            ([:], 25), (["SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"], 100), (["SSH_TTY": "/dev/pts/3"], 100), (["SSH_CONNECTION": ""], 25),
            (["ESCDELAY": "300"], 300), (["ESCDELAY": "10", "SSH_CONNECTION": "x"], 10), (["ESCDELAY": "0"], 0), (["ESCDELAY": "soon"], 25),
            (["ESCDELAY": "-1"], 25), (["ESCDELAY": "99999999"], 5_000),
        ])
    func delay(environment: [String: String], milliseconds: Int) {
        var decoder = KeyDecoder(environment: environment)
        #expect(decoder.feed([0x1B]).isEmpty)
        #expect(decoder.waitingTime == .milliseconds(milliseconds))
    }

    @Test(
        "when the line was slower than the delay after Escape, the rest is no typed text",
        arguments: ["[A", "OB", "[<0;3;5M", "[1;5C", "[12;40R", "[?1;2c"], [false, true])
    func lateRest(rest: String, inPieces: Bool) {
        var decoder = KeyDecoder()
        var events = decoder.feed([0x1B]) + decoder.flush()
        if inPieces, rest.hasPrefix("[") {
            for byte in rest.utf8 { events += decoder.feed([byte]) + decoder.flush() }
        } else {
            events += decoder.feed(rest.utf8)
        }
        #expect(events == [.key(.escape)])
        #expect(decoder.feed("x\u{1B}[A".utf8) == [.key(.character("x")), .key(.up)])
    }

    @Test("a paste whose first Escape was taken for the key is a paste all the same")
    func latePaste() {
        var decoder = KeyDecoder()
        #expect(decoder.feed([0x1B]) + decoder.flush() == [.key(.escape)])
        #expect(decoder.feed("[200~admin\r\u{1B}[201~".utf8) == [.paste("admin\n")])
    }

    @Test("letters typed after Escape are letters", arguments: ["x", "O", "Oliver", "O'Brien", "q"])
    func typedAfterEscape(text: String) {
        var decoder = KeyDecoder()
        _ = decoder.feed([0x1B]) + decoder.flush()
        var events: [TerminalEvent] = []
        for byte in text.utf8 { events += decoder.feed([byte]) }
        #expect(events == text.map { .key(.character($0)) })
    }

    @Test(
        "Escape before another key is both",
        arguments: [
            ("\u{1B}q", [Key.escape, .character("q")]), ("\u{1B}\u{1B}[A", [.escape, .up]), ("\u{1B}\r", [.escape, .enter]),
            ("\u{1B}]x", [.escape, .character("]"), .character("x")]), ("\u{1B}Px", [.escape, .character("P"), .character("x")]),
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

    @Test(
        "a sequence that stalls goes on where it was; silence makes no keys of it",
        arguments: [
            ("\u{1B}[", "A", [TerminalEvent.key(.up)]), ("\u{1B}[1;", "5C", [.key(.wordRight)]), ("\u{1B}O", "B", [.key(.down)]),
            ("\u{1B}[<0;3", ";5M", [.mouse(.press(Point(column: 2, row: 4)))]), ("\u{1B}[M ", "!!", [.mouse(.press(Point(column: 0, row: 0)))]),
            ("\u{1B}]11;rgb:00", "00/0000/0000\u{7}", []), ("\u{1B}]52;c;eA==\u{1B}", "\\", []), ("\u{1B}P1+r544e=", "787465726d\u{1B}\\", []),
            ("\u{1B}[?1;", "2c", []), ("\u{1B}[12;4", "0R", []), ("\u{1B}_Gi=31", ";OK\u{1B}\\", []), ("\u{1B}[99", ";5u", [.key(.control("c"))]),
        ])
    func stalled(start: String, rest: String, expected: [TerminalEvent]) {
        var decoder = KeyDecoder()
        var events = decoder.feed(start.utf8)
        for _ in 0..<5 where !start.hasSuffix("\u{1B}") { events += decoder.flush() }
        events += decoder.feed(rest.utf8)
        #expect(events == expected)
        #expect(decoder.feed("x".utf8) == [.key(.character("x"))])
    }

    @Test(
        "a control character leads out of what never ends",
        arguments: [
            "\u{1B}[" + String(repeating: "1;", count: 5_000), "\u{1B}]0" + String(repeating: "x", count: 50_000), "\u{1B}P1", "\u{1B}[", "\u{1B}O",
            "\u{1B}[M",
            "\u{1B}[M  ", "\u{1B}[[", "\u{1B}[<0;",
        ])
    func endless(bytes: String) {
        var decoder = KeyDecoder()
        #expect((decoder.feed(bytes.utf8) + decoder.flush()).isEmpty)
        #expect(decoder.feed("\u{3}".utf8) == [.key(.control("c"))])
        #expect(decoder.feed("x".utf8) == [.key(.character("x"))])
    }

    @Test("an answer of any length leaks no letters")
    func longAnswer() {
        var decoder = KeyDecoder()
        var events: [TerminalEvent] = []
        for _ in 0..<100 {
            events += decoder.feed("\u{1B}]52;c;".utf8) + decoder.feed([UInt8](repeating: 0x41, count: 10_000)) + decoder.feed([0x07])
        }
        #expect(events.isEmpty)
    }

    @Test("Escape leads out of an answer that never ends")
    func escapeFromAnswer() {
        var decoder = KeyDecoder()
        _ = decoder.feed("\u{1B}]11;rgb".utf8)
        #expect(decoder.feed([0x1B]).isEmpty && decoder.waitingTime == .milliseconds(25))
        #expect(decoder.flush() == [.key(.escape)])
        #expect(decoder.feed("x".utf8) == [.key(.character("x"))])
    }

    @Test("half a character waits for its other half")
    func halfCharacter() {
        var decoder = KeyDecoder()
        #expect((decoder.feed([0xE6, 0x97]) + decoder.flush()).isEmpty && decoder.waitingTime == nil)
        #expect(decoder.feed([0xA5]) == [.key(.character("日"))])
    }

    @Test(
        "the 8-bit form of a sequence, alone and in UTF-8",
        arguments: [
            ([0x9B, 0x41], Key.up), ([0xC2, 0x9B, 0x41], .up), ([0x8F, 0x50], .function(1)), ([0xC2, 0x8F, 0x42], .down),
            ([0x9B, 0x33, 0x7E], .delete),
        ] as [([UInt8], Key)])
    func eightBit(bytes: [UInt8], key: Key) {
        var decoder = KeyDecoder()
        #expect(decoder.feed(bytes) == [.key(key)])
        #expect(decoder.feed("é".utf8 + bytes + "é".utf8) == [.key(.character("é")), .key(key), .key(.character("é"))] || bytes[0] != 0xC2)
    }

    @Test("bytes that are not UTF-8 are shown as such", arguments: [[0xFF], [0xC3, 0x28], [0xE9, 0x28]] as [[UInt8]])
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
        #expect(decoder.feed([3]).last == .key(.control("c")))
    }
}
