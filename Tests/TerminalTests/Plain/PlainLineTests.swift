import Testing

@testable import Terminal

@Suite("A canvas as lines of text", .timeLimit(.minutes(5)))
struct PlainLineTests {
    static func canvas(columns: Int = 60, rows: Int = 6, symbols: SymbolSet = .plain(isASCIIOnly: false), _ draw: (inout Canvas) -> Void) -> Canvas {
        var canvas = Canvas(size: Size(columns: columns, rows: rows), symbols: symbols)
        canvas.isRead = true
        draw(&canvas)
        return canvas
    }

    static func words(_ canvas: Canvas) -> [String] { canvas.plainLines(in: 0..<canvas.size.rows).map(\.words) }

    @Test("Two blanks part texts, empty rows and frames are left out, and what ends in a colon belongs to what follows")
    func rows() {
        let canvas = Self.canvas { canvas in
            canvas.box(canvas.bounds, title: "Title")
            canvas.text("one two   three", at: Point(column: 3, row: 2))
            canvas.text("File:  /tmp", at: Point(column: 3, row: 4))
        }
        #expect(Self.words(canvas) == ["Title", "one two; three", "File: /tmp"])
    }

    @Test("Widgets say in words what they show by a shape", arguments: [true, false])
    func widgets(isASCIIOnly: Bool) {
        let canvas = Self.canvas(rows: 8, symbols: .plain(isASCIIOnly: isASCIIOnly)) { canvas in
            CheckBox("Box", isOn: true).draw(on: &canvas, in: canvas.bounds.line(0), focused: false)
            RadioGroup(["A", "B"], selection: 1, direction: .horizontal).draw(on: &canvas, in: canvas.bounds.line(1), focused: false)
            Slider(isOn: false).draw(on: &canvas, in: canvas.bounds.line(2), focused: false)
            ProgressBar(fraction: 0.25, label: "5 of 20").draw(on: &canvas, in: canvas.bounds.line(3))
            ButtonRow([Button("Back"), Button("Go", disabledReason: "Not yet.")], focus: 1).draw(
                on: &canvas, in: canvas.bounds.line(4), focused: true)
            Banner("Look here.").draw(on: &canvas, in: canvas.bounds.line(5))
        }
        #expect(
            Self.words(canvas) == [
                "Box (ticked)", "A; B (chosen)", "Switch (OFF)", "25 %, 5 of 20", "Back; Go (not available: Not yet.)", "Look here.",
            ])
    }

    @Test(
        "A field is read with its label; a secret never",
        arguments: [("", false, "Name: empty, for instance x"), ("Zoë", false, "Name: \"Zoë\""), ("geheim", true, "Name: 6 hidden characters")])
    func fields(text: String, isSecret: Bool, words: String) {
        let canvas = Self.canvas { canvas in
            canvas.text("Name:", at: Point(column: 0, row: 0))
            TextField(text, placeholder: "x", isSecret: isSecret).draw(on: &canvas, in: canvas.bounds.line(0).dropping(left: 6), focused: true)
        }
        #expect(Self.words(canvas) == [words])
        #expect(canvas.plainLines(in: 0..<1)[0].parts[0].isFocused)
        #expect(!Self.words(canvas).joined().contains("geheim"))
    }

    @Test("What is cut on the canvas is read whole, but not without end and never raw")
    func cut() {
        let hostile = "\u{1B}[31m" + String(repeating: "W", count: 10_000) + "\u{202E}"
        let canvas = Self.canvas(columns: 20) { canvas in
            canvas.text("a name that is too long for this", at: Point(column: 0, row: 0), width: 10)
            canvas.paragraph("many words that need more than the two rows that there are for them", in: Rect(column: 0, row: 1, columns: 20, rows: 2))
            canvas.text(hostile, at: Point(column: 0, row: 4))
        }
        let words = Self.words(canvas)
        #expect(words.prefix(2) == ["a name that is too long for this", "many words that need more than the two rows that there are for them"])
        #expect(words[2].count < 2_100)
        #expect(!words[2].unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
    }

    @Test("A list's rows can be chosen at their places, and the focus is known")
    func list() throws {
        let canvas = Self.canvas { canvas in
            var list = ListView(count: 3, visibleRows: 6)
            _ = list.handle(.down)
            list.draw(on: &canvas, in: canvas.bounds, focused: true) { row, canvas, line, _ in
                canvas.text("row \(row)   detail", at: line.origin)
            }
        }
        let parts = canvas.plainLines(in: 0..<6).map(\.parts)
        #expect(parts.map(\.count) == [1, 1, 1])
        #expect(parts.map { $0[0].words } == ["row 0; detail", "row 1; detail", "row 2; detail"])
        #expect(parts.map { $0[0].isFocused } == [false, true, false])
        let place = try #require(parts[2][0].place)
        #expect(canvas.clickTarget(at: place)?.keys == [.down])
    }

    @Test("A canvas that is only looked at notes nothing")
    func looked() {
        var canvas = Canvas(size: Size(columns: 40, rows: 2))
        CheckBox("Box", isOn: true).draw(on: &canvas, in: canvas.bounds, focused: false)
        #expect(canvas.readings.isEmpty)
    }
}
