import Terminal
import Testing

@Suite("Bars across the screen", .timeLimit(.minutes(5)))
struct BarTests {
    @Test(
        "progress",
        arguments: [
            (0.0, SymbolSet.unicode, "[░░░░░░░░░░]   0 %"), (0.5, .unicode, "[█████░░░░░]  50 %"), (0.55, .unicode, "[█████▌░░░░]  55 %"),
            (1, .unicode, "[██████████] 100 %"),
            (0.999, .unicode, "[█████████▉]  99 %"), (-3, .unicode, "[░░░░░░░░░░]   0 %"), (.nan, .unicode, "[░░░░░░░░░░]   0 %"),
            (.infinity, .unicode, "[██████████] 100 %"),
            (0.55, .ascii, "[#####.....]  55 %"),
        ])
    func progress(fraction: Double, symbols: SymbolSet, shown: String) {
        #expect(drawn(20, symbols: symbols) { ProgressBar(fraction: fraction).draw(on: &$0, in: $1) }.plainText() == shown)
    }

    @Test("a label stands behind the bar, and stays when the bar has no room", arguments: [(50, true), (30, false), (10, false)])
    func progressLabel(columns: Int, showsBar: Bool) {
        let text = drawn(columns) { ProgressBar(fraction: 0.25, label: "50 of 200, 3 min left").draw(on: &$0, in: $1) }.plainText()
        #expect(text.contains("25 %"))
        #expect(text.contains("[") == showsBar)
    }

    @Test(
        "key hints are dropped from the right, never cut",
        arguments: [
            (40, "Enter Open   Esc Back   ? Help"), (29, "Enter Open   Esc Back"), (20, "Enter Open"), (9, ""),
        ])
    func keyBar(columns: Int, shown: String) {
        let bar = KeyBar([KeyHint("Enter", "Open"), KeyHint("Esc", "Back"), KeyHint("?", "Help")])
        #expect(drawn(columns) { bar.draw(on: &$0, in: $1) }.plainText() == shown)
    }

    @Test(
        "the last key hints stay as long as there is room for them; the others give way, the least useful first",
        arguments: [
            (60, "Enter Open   x Remove   Esc Back   ? Help   q Quit"), (49, "Enter Open   x Remove   ? Help   q Quit"),
            (28, "Enter Open   ? Help   q Quit"), (27, "? Help   q Quit"), (14, "? Help"),
        ])
    func keptHints(columns: Int, shown: String) {
        let bar = KeyBar(
            [KeyHint("Enter", "Open"), KeyHint("x", "Remove"), KeyHint("Esc", "Back")], always: [KeyHint("?", "Help"), KeyHint("q", "Quit")])
        #expect(drawn(columns) { bar.draw(on: &$0, in: $1) }.plainText() == shown)
    }

    @Test(
        "a path loses its beginning, then the status",
        arguments: [
            (60, " Apps › Web and mobile apps › RingCentral Office         ON"), (40, " … › RingCentral Office              ON"),
            (28, " … › RingCentral Office  ON"),
            (24, " RingCentral Office  ON"), (12, " RingCentr…"),
        ])
    func breadcrumb(columns: Int, shown: String) {
        let line = Breadcrumb(["Apps", "Web and mobile apps", "RingCentral Office"], status: "ON")
        let canvas = drawn(columns) { line.draw(on: &$0, in: $1) }
        #expect(canvas.plainText() == shown)
        #expect(canvas.styleText() == String(repeating: "T", count: columns))
    }

    @Test(
        "a banner is one row: the longest of its texts that fits, or a cut one that says where the rest is",
        arguments: [
            (60, " ! Reauthorization needed: the password was changed.", false), (53, " ! Reauthorization needed: the password was changed.", false),
            (52, " ! Reauthorization needed.", true), (27, " ! Reauthorization needed.", true), (26, " ! Reauthorizati…  ? Help", true),
        ])
    func banner(columns: Int, shown: String, isShortened: Bool) {
        let banner = Banner("Reauthorization needed: the password was changed.", shorter: ["Reauthorization needed."], whole: "? Help")
        let canvas = drawn(columns, 2) { banner.draw(on: &$0, in: $1) }
        #expect(canvas.plainText() == shown + "\n")
        #expect(canvas.styleText().split(separator: "\n")[0] == String(repeating: "B", count: columns)[...])
        #expect(banner.isShortened(columns: columns) == isShortened)
        #expect(drawn(34) { Banner("Done", role: .success).draw(on: &$0, in: $1) }.plainText() == " ✓ Done")
    }

    @Test("hostile text in any of them stays inside", arguments: 0..<30)
    func hostile(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let text = generator.text(pieces: 30)
        let area = Rect(column: 2, row: 1, columns: Int.random(in: 0...25, using: &generator), rows: Int.random(in: 0...3, using: &generator))
        let canvas = drawn(30, 6) { canvas, _ in
            Breadcrumb([text, text], status: text).draw(on: &canvas, in: area)
            KeyBar([KeyHint(text, text)]).draw(on: &canvas, in: area)
            Banner(text).draw(on: &canvas, in: area)
            ProgressBar(fraction: 0.3, label: text).draw(on: &canvas, in: area)
            CheckBox(text, disabledReason: text).draw(on: &canvas, in: area, focused: true)
            RadioGroup([text, text, text, text]).draw(on: &canvas, in: area, focused: true)
            RadioGroup([text, text], direction: .horizontal).draw(on: &canvas, in: area, focused: true)
            Slider(isOn: true, disabledReason: text).draw(on: &canvas, in: area, focused: true)
            ButtonRow([Button(text), Button(text, disabledReason: text)], focus: 1).draw(on: &canvas, in: area, focused: true)
            TextField(text).draw(on: &canvas, in: area, focused: true)
            Dialog(title: text, message: [text], buttons: ButtonRow([Button(text)])).draw(on: &canvas, in: area)
        }
        for row in 0..<6 {
            for column in 0..<30 where !area.contains(Point(column: column, row: row)) { #expect(canvas[column, row] == Cell(), "\(column) \(row)") }
        }
    }
}
