import Terminal
import Testing

@Suite("Lines, areas and styles on a canvas", .timeLimit(.minutes(5)))
struct CanvasDrawingTests {
    @Test(
        "a frame with a title",
        arguments: [
            (SymbolSet.unicode, "┌─ Größe ──┐\n│          │\n└──────────┘"),
            (.ascii, "+- Grose --+\n|          |\n+----------+"),
        ])
    func frame(symbols: SymbolSet, shown: String) {
        var canvas = Canvas(size: Size(columns: 12, rows: 3), symbols: symbols)
        canvas.box(canvas.bounds, title: "Größe")
        #expect(canvas.plainText() == shown)
    }

    @Test("a title that is too long is cut inside the frame")
    func longTitle() {
        var canvas = Canvas(size: Size(columns: 12, rows: 2))
        canvas.box(canvas.bounds, title: "Autoprovisioning")
        #expect(canvas.plainText() == "┌─ Autop… ─┐\n└──────────┘")
    }

    @Test("nothing is drawn for a frame without room", arguments: [(1, 5), (5, 1), (0, 0)])
    func tinyFrame(columns: Int, rows: Int) {
        var canvas = Canvas(size: Size(columns: 5, rows: 5))
        canvas.box(Rect(column: 0, row: 0, columns: columns, rows: rows), title: "x")
        #expect(canvas == Canvas(size: Size(columns: 5, rows: 5)))
    }

    @Test("styles are letters in a snapshot")
    func styles() {
        var canvas = Canvas(size: Size(columns: 6, rows: 2))
        canvas.text("ab", at: Point(column: 1, row: 0), role: .danger)
        canvas.restyle(Rect(column: 0, row: 1, columns: 3, rows: 5), role: .selected)
        #expect(canvas.styleText() == ".dd...\nSSS...")
        #expect(Set(Role.allCases.map(\.snapshotLetter)).count == Role.allCases.count)
    }

    @Test("a wide character fills pairs of columns")
    func wideFill() {
        var canvas = Canvas(size: Size(columns: 5, rows: 1))
        canvas.fill(canvas.bounds, with: "日")
        #expect(canvas.plainText() == "日日")
        #expect(canvas[1, 0].isContinuation)
        #expect(!canvas[4, 0].isContinuation)
    }

    @Test("nothing leaves a clipped part, and the clip ends with it")
    func clipping() {
        var canvas = Canvas(size: Size(columns: 6, rows: 2))
        canvas.clipped(to: Rect(column: 1, row: 0, columns: 3, rows: 1)) { canvas in
            canvas.fill(canvas.bounds, with: "#")
            canvas.clipped(to: Rect(column: 2, row: 0, columns: 9, rows: 9)) { $0.fill($0.bounds, with: "+") }
        }
        #expect(canvas.plainText() == " #++\n")
        canvas.text("x", at: Point(column: 5, row: 1))
        #expect(canvas.plainText() == " #++\n     x")
    }

    @Test("the cursor stays inside")
    func cursor() {
        var canvas = Canvas(size: Size(columns: 3, rows: 3))
        canvas.cursor = Point(column: 2, row: 2)
        #expect(canvas.cursor == Point(column: 2, row: 2))
        canvas.cursor = Point(column: 3, row: 2)
        #expect(canvas.cursor == nil)
    }

    @Test("ASCII keeps the columns of what it cannot show", arguments: difficultPieces + ["Ærø – „Straße“ → 日本"])
    func transliteration(text: String) {
        let plain = SymbolSet.ascii.transliterated(text)
        #expect(plain.utf8.allSatisfy { $0 < 0x80 })
        #expect(DisplayWidth.columns(of: plain) == DisplayWidth.columns(of: text))
    }

    @Test(
        "In ASCII Latin letters lose their marks, and only other letters become question marks",
        arguments: [
            ("Zoë Kowalczyk", "Zoe Kowalczyk", true), ("Jørgen Ødegård", "Jorgen Odegard", true), ("Łucja Nguyễn", "Lucja Nguyen", true),
            ("Équipe de vente", "Equipe de vente", true), ("E\u{301}quipe", "Equipe", true), ("Ǿystein", "Oystein", true), ("Who?", "Who?", true),
            ("佐藤", "????", false), ("Мария", "?????", false), ("👩‍💻 Ada", "?? Ada", false),
        ])
    func letters(text: String, plain: String, isWhole: Bool) {
        #expect(SymbolSet.ascii.transliterated(text) == plain)
        #expect(SymbolSet.ascii.canShow(text) == isWhole && SymbolSet.unicode.canShow(text))
    }
}
