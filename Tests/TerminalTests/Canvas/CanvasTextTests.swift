import Terminal
import Testing

@Suite("Text on a canvas", .timeLimit(.minutes(5)))
struct CanvasTextTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var shown: String
        var columns: Int
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "plain", text: "Anna", shown: "Anna", columns: 4),
        Case(name: "precomposed accent", text: "Zoë", shown: "Zoë", columns: 3),
        Case(name: "combining accent stays on its letter", text: "Zoe\u{308}!", shown: "Zoe\u{308}!", columns: 4),
        Case(name: "wide letters take two columns", text: "日本", shown: "日本", columns: 4),
        Case(name: "emoji takes two columns", text: "a👍b", shown: "a👍b", columns: 4),
        Case(name: "skin tone is left out", text: "👍🏽", shown: "👍", columns: 2),
        Case(name: "family is cut to its first member", text: "👨‍👩‍👧!", shown: "👨!", columns: 3),
        Case(name: "variation selector goes away", text: "❤\u{FE0F}", shown: "❤", columns: 1),
        Case(name: "vowel signs with columns of their own stay", text: "नि", shown: "नि", columns: 2),
        Case(name: "right to left keeps its order of typing", text: "שלום", shown: "שלום", columns: 4),
        Case(name: "escape sequence is made visible", text: "\u{1B}[31mred", shown: "\u{FFFD}[31mred", columns: 8),
        Case(name: "C1 introducer is made visible", text: "\u{9B}2Jx", shown: "\u{FFFD}2Jx", columns: 4),
        Case(name: "line break becomes a space", text: "a\r\nb\nc", shown: "a b c", columns: 5),
        Case(name: "direction override is made visible", text: "a\u{202E}b", shown: "a\u{FFFD}b", columns: 3),
        Case(name: "zero-width space goes away", text: "a\u{200B}b", shown: "ab", columns: 2),
        Case(name: "mark without a letter is made visible", text: "\u{301}x", shown: "\u{FFFD}x", columns: 2),
        Case(name: "empty", text: "", shown: "", columns: 0),
    ]

    @Test("shows and counts", arguments: cases)
    func shows(_ example: Case) {
        var canvas = Canvas(size: Size(columns: 20, rows: 1))
        let used = canvas.text(example.text, at: Point(column: 0, row: 0))
        #expect(canvas.plainText() == example.shown)
        #expect(used == example.columns)
        #expect(DisplayWidth.columns(of: example.text) == example.columns)
    }

    @Test("10,000 characters are cut at the right edge, with a mark")
    func longText() {
        var canvas = Canvas(size: Size(columns: 10, rows: 2))
        #expect(canvas.text(String(repeating: "x", count: 10_000), at: Point(column: 3, row: 0)) == 7)
        #expect(canvas.plainText() == "   xxxxxx…\n")
        canvas.text(String(repeating: "日", count: 10_000), at: Point(column: 0, row: 1))
        #expect(canvas.plainText() == "   xxxxxx…\n日日日日…")
    }

    @Test("a wide character cut by the left edge leaves a space")
    func leftEdge() {
        var canvas = Canvas(size: Size(columns: 4, rows: 1))
        canvas.text("日本", at: Point(column: -1, row: 0))
        #expect(canvas.plainText() == " 本")
        #expect(!canvas[0, 0].isContinuation)
    }

    @Test("overwriting half of a wide character turns the other half into a space", arguments: [(0, "x 本"), (1, " x本"), (2, "日x"), (3, "日 x")])
    func halves(column: Int, shown: String) {
        var canvas = Canvas(size: Size(columns: 4, rows: 1))
        canvas.text("日本", at: Point(column: 0, row: 0))
        canvas.text("x", at: Point(column: column, row: 0))
        #expect(canvas.plainText() == shown)
    }

    @Test("text keeps to its width", arguments: [(Truncation.end, "anna.…"), (.middle, "ann….x")])
    func width(truncation: Truncation, shown: String) {
        var canvas = Canvas(size: Size(columns: 20, rows: 1))
        #expect(canvas.text("anna.meier@example.x", at: Point(column: 0, row: 0), width: 6, truncation: truncation) == 6)
        #expect(canvas.plainText() == shown)
    }

    @Test("alignment inside a rectangle", arguments: [(Alignment.start, "ab"), (.center, "  ab"), (.end, "    ab")])
    func alignment(alignment: Alignment, shown: String) {
        var canvas = Canvas(size: Size(columns: 10, rows: 1))
        canvas.text("ab", in: Rect(column: 0, row: 0, columns: 6, rows: 1), alignment: alignment)
        #expect(canvas.plainText() == shown)
    }

    @Test("a paragraph that does not fit ends in an ellipsis")
    func paragraph() {
        var canvas = Canvas(size: Size(columns: 9, rows: 3))
        #expect(canvas.paragraph("one two three four", in: canvas.bounds) == 3)
        #expect(canvas.plainText() == "one two\nthree\nfour")
        var low = Canvas(size: Size(columns: 9, rows: 1))
        #expect(low.paragraph("one two three four", in: low.bounds) == 1)
        #expect(low.plainText() == "one two…")
    }
}
