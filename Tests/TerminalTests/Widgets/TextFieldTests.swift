import Terminal
import Testing

@Suite("Text field", .timeLimit(.minutes(5)))
struct TextFieldTests {
    struct Edit: Sendable, CustomTestStringConvertible {
        var start: String
        var keys: [Key]
        var text: String
        var cursor: Int
        var last: Handling
        var testDescription: String { "\(start) + \(keys)" }
    }

    @Test(
        "editing",
        arguments: [
            Edit(start: "", keys: [.character("a"), .character("b")], text: "ab", cursor: 2, last: .changed),
            Edit(start: "ab", keys: [.left, .character("x")], text: "axb", cursor: 2, last: .changed),
            Edit(start: "ab", keys: [.home, .delete], text: "b", cursor: 0, last: .changed),
            Edit(start: "ab", keys: [.backspace], text: "a", cursor: 1, last: .changed),
            Edit(start: "ab", keys: [.home, .backspace], text: "ab", cursor: 0, last: .handled),
            Edit(start: "ab", keys: [.delete], text: "ab", cursor: 2, last: .handled),
            Edit(start: "ab", keys: [.control("a"), .right, .right, .right], text: "ab", cursor: 2, last: .handled),
            Edit(start: "ab", keys: [.home, .end], text: "ab", cursor: 2, last: .handled),
            Edit(start: "ab", keys: [.home, .control("e"), .character("c")], text: "abc", cursor: 3, last: .changed),
            Edit(start: "one two", keys: [.control("u")], text: "", cursor: 0, last: .changed),
            Edit(start: "one two", keys: [.control("w")], text: "one ", cursor: 4, last: .changed),
            Edit(start: "one two  ", keys: [.control("w"), .control("w")], text: "", cursor: 0, last: .changed),
            Edit(start: "one two", keys: [.left, .control("w")], text: "one o", cursor: 4, last: .changed),
            Edit(start: "one two", keys: [.home, .right, .control("k")], text: "o", cursor: 1, last: .changed),
            Edit(start: "e", keys: [.character("\u{301}")], text: "e\u{301}", cursor: 1, last: .changed),
            Edit(start: "👨‍👩‍👧", keys: [.backspace], text: "", cursor: 0, last: .changed),
            Edit(start: "ab", keys: [.enter], text: "ab", cursor: 2, last: .activated),
            Edit(start: "ab", keys: [.tab], text: "ab", cursor: 2, last: .ignored),
            Edit(start: "ab", keys: [.escape], text: "ab", cursor: 2, last: .ignored),
            Edit(start: "ab", keys: [.up], text: "ab", cursor: 2, last: .ignored),
            Edit(start: "ab", keys: [.character("\u{7}")], text: "ab", cursor: 2, last: .handled),
        ])
    func editing(_ edit: Edit) {
        var field = TextField(edit.start)
        var last = Handling.ignored
        for key in edit.keys { last = field.handle(key) }
        #expect(field.text == edit.text)
        #expect(field.cursor == edit.cursor)
        #expect(last == edit.last)
    }

    @Test(
        "pasting",
        arguments: [
            ("x\n", "axb"), ("\r\n x\r\ny", "a x yb"), ("\u{1B}[31m", "a[31mb"), ("\u{202E}", "ab"), ("", "ab"), ("1\t2", "a1 2b"),
        ])
    func pasting(paste: String, text: String) {
        var field = TextField("ab")
        _ = field.handle(.left)
        field.insert(paste: paste)
        #expect(field.text == text)
    }

    @Test("no more than fits")
    func maximum() {
        var field = TextField("abc", maximumLength: 5)
        field.insert(paste: "12345")
        #expect(field.text == "abc12")
        #expect(field.handle(.character("x")) == .handled)
        #expect(field.text == "abc12")
        #expect(TextField(String(repeating: "x", count: 99), maximumLength: 7).text.count == 7)
    }

    @Test(
        "the place of insertion is always in sight",
        arguments: [
            ("abc", 0, "abc", 3), ("abcdefghijkl", 0, "‹ghijkl", 7), ("abcdefghijkl", 12, "abcdefg›", 0), ("abcdefghijkl", 6, "‹defghi›", 4),
            ("日本語日本語", 0, "‹日本語", 7),
        ])
    func scrolling(text: String, stepsLeft: Int, shown: String, cursor: Int) {
        var field = TextField(text)
        for _ in 0..<stepsLeft { _ = field.handle(.left) }
        let canvas = drawn(8) { field.draw(on: &$0, in: $1, focused: true) }
        #expect(canvas.plainText() == shown)
        #expect(canvas.cursor == Point(column: cursor, row: 0))
        #expect(canvas.styleText() == "FFFFFFFF")
    }

    @Test("without the focus: the beginning, and no cursor")
    func unfocused() {
        let canvas = drawn(8) { TextField("abcdefghijkl").draw(on: &$0, in: $1, focused: false) }
        #expect(canvas.plainText() == "abcdefg›")
        #expect(canvas.cursor == nil)
        #expect(canvas.styleText() == "ffffffff")
    }

    @Test("a secret shows marks only")
    func secret() {
        #expect(drawn(8) { TextField("pä日", isSecret: true).draw(on: &$0, in: $1, focused: true) }.plainText() == "•••")
        #expect(drawn(8, symbols: .ascii) { TextField("pw", isSecret: true).draw(on: &$0, in: $1, focused: true) }.plainText() == "**")
    }

    @Test("a placeholder while empty")
    func placeholder() {
        #expect(drawn(12) { TextField(placeholder: "Search").draw(on: &$0, in: $1, focused: true) }.plainText() == "Search")
    }

    @Test("random keys, texts and sizes: nothing outside, the cursor inside", arguments: 0..<60)
    func random(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        var field = TextField(generator.text(pieces: 5), maximumLength: 30)
        let keys: [Key] = [.left, .right, .home, .end, .backspace, .delete, .control("w"), .control("u"), .control("k")]
        for _ in 0..<80 {
            switch Int.random(in: 0...3, using: &generator) {
            case 0: field.insert(paste: generator.text(pieces: 2))
            case 1: for character in generator.text(pieces: 1) { _ = field.handle(.character(character)) }
            default: _ = field.handle(keys.randomElement(using: &generator) ?? .left)
            }
            #expect((0...field.text.count).contains(field.cursor))
            #expect(field.text.count <= 30)
            let place = Rect(column: 3, row: 0, columns: Int.random(in: 0...12, using: &generator), rows: 1)
            let canvas = drawn(20) { canvas, _ in field.draw(on: &canvas, in: place, focused: true) }
            if let cursor = canvas.cursor { #expect(place.contains(cursor)) } else { #expect(place.isEmpty) }
            for column in 0..<20 where !place.contains(Point(column: column, row: 0)) { #expect(canvas[column, 0] == Cell()) }
        }
    }

    @Test(
        "Alt and Ctrl edit by words, which are letters and digits",
        arguments: [
            ([Key.wordLeft], "admin@corp.example", 11), ([.wordLeft, .wordLeft], "admin@corp.example", 6),
            ([.alt("b"), .wordLeft, .wordLeft, .wordLeft], "admin@corp.example", 0),
            ([.home, .wordRight], "admin@corp.example", 5), ([.home, .alt("f"), .wordRight], "admin@corp.example", 10),
            ([.wordRight], "admin@corp.example", 18),
            ([.deleteWordLeft], "admin@corp.", 11), ([.deleteWordLeft, .deleteWordLeft], "admin@", 6),
            ([.home, .deleteWordRight], "@corp.example", 0),
            ([.home, .alt("d"), .alt("d")], ".example", 0), ([.home, .deleteWordLeft], "admin@corp.example", 0), ([.control("w")], "", 0),
        ])
    func words(keys: [Key], text: String, cursor: Int) {
        var field = TextField("admin@corp.example")
        for key in keys { _ = field.handle(key) }
        #expect(field.text == text)
        #expect(field.cursor == cursor)
    }
}
