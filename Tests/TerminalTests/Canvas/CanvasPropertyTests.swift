import Terminal
import Testing

@Suite("Whatever is drawn on a canvas", .timeLimit(.minutes(5)))
struct CanvasPropertyTests {
    @Test("stays inside, keeps wide characters whole and counts its columns", arguments: 0..<60)
    func random(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let size = Size(columns: Int.random(in: 0...30, using: &generator), rows: Int.random(in: 0...8, using: &generator))
        var canvas = Canvas(size: size, symbols: Bool.random(using: &generator) ? .unicode : .ascii)
        for _ in 0..<60 {
            let before = canvas
            let clip = rect(&generator)
            canvas.clipped(to: clip) { draw(on: &$0, &generator) }
            expectUntouched(before, canvas, outside: clip)
            expectConsistent(canvas)
        }
    }

    @Test("text uses at most its width", arguments: 0..<40)
    func width(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed) + 1_000)
        var canvas = Canvas(size: Size(columns: 40, rows: 1))
        let column = Int.random(in: 0...39, using: &generator)
        let width = Int.random(in: 0...30, using: &generator)
        let before = canvas
        let used = canvas.text(generator.text(pieces: 20), at: Point(column: column, row: 0), role: .accent, width: width)
        #expect(used <= width)
        expectUntouched(before, canvas, outside: Rect(column: column, row: 0, columns: used, rows: 1))
        expectConsistent(canvas)
    }

    private func draw(on canvas: inout Canvas, _ generator: inout SeededGenerator) {
        let area = rect(&generator)
        let role = Role.allCases.randomElement(using: &generator) ?? .normal
        switch Int.random(in: 0...5, using: &generator) {
        case 0: canvas.fill(area, with: Character(generator.text(pieces: 1).first.map(String.init) ?? " "), role: role)
        case 1: canvas.box(area, title: generator.text(pieces: 4), role: role)
        case 2: canvas.restyle(area, role: role)
        case 3: canvas.paragraph(generator.text(pieces: 30), in: area, role: role)
        default: canvas.text(generator.text(pieces: 12), at: area.origin, role: role, truncation: Bool.random(using: &generator) ? .end : .middle)
        }
    }

    private func rect(_ generator: inout SeededGenerator) -> Rect {
        Rect(
            column: Int.random(in: -5...35, using: &generator), row: Int.random(in: -3...10, using: &generator),
            columns: Int.random(in: 0...30, using: &generator), rows: Int.random(in: 0...8, using: &generator))
    }

    private func expectUntouched(_ before: Canvas, _ after: Canvas, outside rect: Rect) {
        for row in 0..<after.size.rows {
            for column in 0..<after.size.columns where !rect.contains(Point(column: column, row: row)) {
                let (old, new) = (before[column, row], after[column, row])
                // The outer half of a wide character that the rectangle's edge cuts may become a space.
                let isTornHalf = new == Cell(character: " ", role: old.role) && old != new
                #expect(old == new || isTornHalf, "at \(column), \(row)")
            }
        }
    }

    private func expectConsistent(_ canvas: Canvas) {
        for row in 0..<canvas.size.rows {
            for column in 0..<canvas.size.columns {
                let cell = canvas[column, row]
                let isWide = !cell.isContinuation && DisplayWidth.columns(of: cell.character) == 2
                #expect(canvas[column + 1, row].isContinuation == isWide, "\(cell.character) at \(column), \(row)")
                if column == 0 { #expect(!cell.isContinuation) }
                #expect(cell.character.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
                #expect(cell.character.unicodeScalars.count <= 5)
            }
        }
        #expect(canvas.plainText().split(separator: "\n", omittingEmptySubsequences: false).count == max(1, canvas.size.rows))
    }
}
