import Terminal
import Testing

@Suite("Rectangles", .timeLimit(.minutes(5)))
struct RectTests {
    private let rect = Rect(column: 2, row: 1, columns: 10, rows: 6)

    @Test(
        "what belongs below a list stands right behind it, or at the bottom when the list is longer; where rows are few, no row is empty",
        arguments: [
            (30, 3, 2, 3, 4), (30, 40, 2, 27, 28), (30, 27, 2, 27, 28), (10, 3, 2, 3, 3), (10, 40, 2, 8, 8), (30, 3, 0, 3, 4), (1, 5, 2, 0, 0),
        ])
    func list(rows: Int, count: Int, below: Int, listRows: Int, belowRow: Int) {
        let places = Rect(column: 2, row: 1, columns: 20, rows: rows).splitList(rows: count, below: below)
        #expect(places.list == Rect(column: 2, row: 1, columns: 20, rows: listRows))
        #expect(places.below == Rect(column: 2, row: 1 + belowRow, columns: 20, rows: min(below, rows)))
    }

    @Test("an inset never turns inside out")
    func inset() {
        #expect(rect.inset(by: 1) == Rect(column: 3, row: 2, columns: 8, rows: 4))
        #expect(rect.inset(by: 9).isEmpty)
    }

    @Test(
        "edges belong to the rectangle, what follows does not",
        arguments: [(2, 1, true), (11, 6, true), (12, 6, false), (11, 7, false), (1, 1, false)])
    func contains(column: Int, row: Int, isInside: Bool) {
        #expect(rect.contains(Point(column: column, row: row)) == isInside)
    }

    @Test("parts")
    func parts() {
        #expect(rect.top(2) == Rect(column: 2, row: 1, columns: 10, rows: 2))
        #expect(rect.bottom(2) == Rect(column: 2, row: 5, columns: 10, rows: 2))
        #expect(rect.left(3) == Rect(column: 2, row: 1, columns: 3, rows: 6))
        #expect(rect.right(99) == rect)
        #expect(rect.dropping(top: 1, bottom: 2) == Rect(column: 2, row: 2, columns: 10, rows: 3))
        #expect(rect.dropping(left: 4, right: 99).isEmpty)
        #expect(rect.centered(columns: 4, rows: 2) == Rect(column: 5, row: 3, columns: 4, rows: 2))
        #expect(rect.line(5).row == 6)
        #expect(rect.line(6).isEmpty)
    }

    @Test(
        "a split gives fixed parts first and shares the rest",
        arguments: [
            ([Length.fixed(1), .flexible(1), .fixed(1)], [1, 4, 1]),
            ([.flexible(1), .flexible(2)], [2, 4]),
            ([.fixed(4), .fixed(4)], [4, 2]),
            ([.flexible(1), .flexible(1), .flexible(1), .flexible(1)], [1, 1, 2, 2]),
            ([], []),
        ])
    func split(lengths: [Length], heights: [Int]) {
        #expect(rect.splitRows(lengths).map(\.rows) == heights)
    }

    @Test("parts of a split never overlap and never leave the rectangle", arguments: 0..<30)
    func splitProperty(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let rect = Rect(column: 3, row: 0, columns: Int.random(in: 0...40, using: &generator), rows: 1)
        let lengths = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
            Bool.random(using: &generator)
                ? Length.fixed(Int.random(in: -1...20, using: &generator)) : .flexible(Int.random(in: 0...3, using: &generator))
        }
        let parts = rect.splitColumns(lengths, gap: Int.random(in: 0...2, using: &generator))
        #expect(parts.count == lengths.count)
        for part in parts where !part.isEmpty { #expect(part.intersection(rect) == part) }
        for (left, right) in zip(parts, parts.dropFirst()) where !right.isEmpty { #expect(left.endColumn <= right.column) }
    }
}
