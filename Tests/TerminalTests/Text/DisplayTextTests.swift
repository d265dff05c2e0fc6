import Terminal
import Testing

@Suite("Foreign text made fit for a terminal", .timeLimit(.minutes(5)))
struct DisplayTextTests {
    @Test(
        "sanitising",
        arguments: [
            ("Anna Meier", "Anna Meier"),
            ("tab\there", "tab here"),
            ("\u{1B}]0;title\u{7}", "\u{FFFD}]0;title\u{FFFD}"),
            ("\u{0}\u{7F}\u{85}", "\u{FFFD}\u{FFFD} "),
            ("\u{90}q\u{9C}", "\u{FFFD}q\u{FFFD}"),
            ("evil\u{202E}fdp.exe", "evil\u{FFFD}fdp.exe"),
            ("\u{2066}x\u{2069}", "\u{FFFD}x\u{FFFD}"),
            ("\u{200E}x\u{200F}", "x"),
            ("می\u{200C}خواهم", "میخواهم"),
            ("\u{FEFF}bom", "bom"),
            ("\u{301}", "\u{FFFD}"),
            ("e\u{301}", "e\u{301}"),
            ("a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}", "a\u{300}\u{301}\u{302}\u{303}"),
            ("👩‍🚀 ok", "👩 ok"),
            ("🇨🇭", "🇨🇭"),
            ("\u{10FFFF}", "\u{FFFD}"),
            ("\u{E0061}x", "x"),
            ("\r\n", " "),
        ])
    func sanitized(text: String, expected: String) {
        #expect(Array(DisplayText.sanitized(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test("sanitising twice changes nothing and keeps the columns", arguments: 0..<100)
    func idempotent(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let text = generator.text(pieces: 25)
        let once = DisplayText.sanitized(text)
        #expect(Array(DisplayText.sanitized(once).unicodeScalars) == Array(once.unicodeScalars))
        #expect(DisplayWidth.columns(of: once) == DisplayWidth.columns(of: text))
    }

    @Test(
        "truncating",
        arguments: [
            ("anna", 4, Truncation.end, "anna"),
            ("anna", 3, .end, "an…"),
            ("anna", 1, .end, "a"),
            ("anna", 0, .end, ""),
            ("anna", -1, .end, ""),
            ("anna.meier@example.com", 11, .middle, "anna.…e.com"),
            ("anna", 2, .middle, "a…"),
            ("日本語", 6, .end, "日本語"),
            ("日本語", 5, .end, "日本…"),
            ("日本語", 4, .end, "日…"),
            ("日本語", 1, .end, ""),
            ("日本語学校", 6, .middle, "日…校"),
            ("e\u{301}e\u{301}e\u{301}", 2, .end, "e\u{301}…"),
            ("", 3, .middle, ""),
        ])
    func truncated(text: String, columns: Int, truncation: Truncation, expected: String) {
        #expect(DisplayText.truncated(text, columns: columns, truncation) == expected)
    }

    @Test("truncating with an ASCII ellipsis")
    func asciiEllipsis() {
        #expect(DisplayText.truncated("anna.meier", columns: 7, ellipsis: "...") == "anna...")
        #expect(DisplayText.truncated("anna.meier", columns: 3, ellipsis: "...") == "ann")
    }

    @Test(
        "padding",
        arguments: [
            ("ab", 5, Alignment.start, "ab   "), ("ab", 5, .end, "   ab"), ("ab", 5, .center, " ab  "), ("日", 3, .end, " 日"),
            ("abcdef", 3, .start, "ab…"),
        ])
    func padded(text: String, columns: Int, alignment: Alignment, expected: String) {
        #expect(DisplayText.padded(text, columns: columns, alignment) == expected)
    }

    @Test(
        "wrapping",
        arguments: [
            ("one two three", 7, ["one two", "three"]),
            ("one two three", 13, ["one two three"]),
            ("one  two", 3, ["one", "two"]),
            ("a verylongword b", 6, ["a", "verylo", "ngword", "b"]),
            ("verylongword", 5, ["veryl", "ongwo", "rd"]),
            ("日本語", 4, ["日本", "語"]),
            ("日本", 1, ["\u{FFFD}", "\u{FFFD}"]),
            ("first\n\nsecond", 10, ["first", "", "second"]),
            ("  indented", 20, ["  indented"]),
            ("a\r\nb", 5, ["a", "b"]),
            ("", 5, [""]),
            ("ab", 0, ["a", "b"]),
            ("trailing ", 20, ["trailing"]),
        ])
    func wrapped(text: String, columns: Int, lines: [String]) {
        #expect(DisplayText.wrapped(text, columns: columns) == lines)
    }

    @Test("Words that are too long can stay whole, on a line of their own")
    func wholeWords() {
        #expect(DisplayText.wrapped("a verylongword b", columns: 6, breakingWords: false) == ["a", "verylongword", "b"])
        #expect(DisplayText.wrapped("verylongword", columns: 5, breakingWords: false) == ["verylongword"])
        #expect(DisplayText.wrapped("ab cd", columns: 2, breakingWords: false) == ["ab", "cd"])
    }

    @Test("fitted text has the columns it was promised", arguments: 0..<100)
    func fitting(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed) + 500)
        let text = generator.text(pieces: 25)
        let columns = Int.random(in: 0...20, using: &generator)
        for truncation in [Truncation.end, .middle] {
            #expect(DisplayWidth.columns(of: DisplayText.truncated(text, columns: columns, truncation)) <= columns)
        }
        #expect(DisplayWidth.columns(of: DisplayText.padded(text, columns: columns, .center)) == columns)
        for line in DisplayText.wrapped(text, columns: columns) { #expect(DisplayWidth.columns(of: line) <= max(1, columns)) }
    }
}
