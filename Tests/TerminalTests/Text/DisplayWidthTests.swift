import Foundation
import Terminal
import Testing

@Suite("Columns of a character", .timeLimit(.minutes(5)))
struct DisplayWidthTests {
    @Test(
        "widths",
        arguments: [
            ("a", 1), ("Ü", 1), ("e\u{301}", 1), ("日", 2), ("ｱ", 1), ("Ａ", 2), ("가", 2), ("👍", 2), ("👨‍👩‍👧", 2), ("🇩🇪", 2), ("─", 1), ("●", 1), ("✓", 1),
            ("\u{200B}", 0), ("\u{1B}", 1), ("\u{FFFD}", 1), ("\u{AD}", 0),
        ] as [(Character, Int)])
    func widths(character: Character, columns: Int) {
        #expect(DisplayWidth.columns(of: character) == columns)
    }

    @Test(
        "characters newer than the C library have their width and stay in a field; what means nothing stays too",
        arguments: [
            ("\u{1FAE8}", 2), ("\u{1FAE9}", 2), ("\u{1C89}", 1), ("\u{31350}", 2), ("\u{10D4A}", 1), ("\u{0897}", 1), ("\u{10FFFD}", 1),
            ("\u{3FFFE}", 1),
        ]
        .compactMap { text, columns in text.unicodeScalars.first.map { (String($0), columns) } })
    func newer(text: String, columns: Int) {
        #expect(DisplayWidth.columns(of: "a" + text) == columns + 1 || text == "\u{0897}")
        var field = TextField()
        #expect(field.insert(paste: "a\(text)b") == .changed)
        #expect(field.text == "a\(text)b")
        #expect(!DisplayText.sanitized("a\(text)b").isEmpty)
    }

    @Test("all marks of the symbol sets take one column", arguments: [SymbolSet.unicode, .ascii])
    func symbols(symbols: SymbolSet) {
        let lines = symbols.lines
        let marks =
            [
                lines.horizontal, lines.vertical, lines.topLeft, lines.topRight, lines.bottomLeft, lines.bottomRight, lines.teeLeft, lines.teeRight,
                symbols.bullet, symbols.pointer, symbols.check, symbols.cross, symbols.radioOn, symbols.radioOff, symbols.sliderKnob,
                symbols.sliderRail, symbols.arrowUp, symbols.arrowDown, symbols.pathSeparator, symbols.moreLeft, symbols.moreRight,
                symbols.secret, symbols.warning, symbols.barFull, symbols.barEmpty, symbols.scrollThumb, symbols.scrollRail,
            ] + symbols.barPartial + symbols.columnPartial
        for mark in marks {
            #expect(DisplayWidth.columns(of: mark) == 1)
            #expect(!symbols.isASCIIOnly || mark.isASCII)
        }
    }
}
