import Testing

@testable import Terminal

@Suite("A line of small columns", .timeLimit(.minutes(1)))
struct SparklineTests {
    @Test(
        "Each column is as high as its number is beside the greatest; nothing is 0, and anything is at least 1",
        arguments: [
            ([], 10, []), ([0, 0, 0], 10, [0, 0, 0]), ([1, 0, 7], 10, [1, 0, 7]), ([1, 1_000], 10, [1, 7]), ([5], 10, [7]),
            ([500, 1_000], 10, [4, 7]),
            // Fewer columns than numbers: the newest stand together, and the oldest take what is left.
            ([1, 2, 3, 4, 5, 6], 3, [2, 4, 7]), ([9, 1, 1, 1, 1], 3, [7, 2, 2]), ([1, 2], 0, []),
        ])
    func heights(values: [Int], columns: Int, heights: [Int]) {
        #expect(Sparkline(values).heights(columns: columns, steps: 7) == heights)
    }

    @Test("It is drawn with what the terminal has, and not at all where text is read aloud")
    func symbols() {
        for (symbols, text) in [(SymbolSet.unicode, "▁▂█"), (.ascii, "_##"), (.plain(isASCIIOnly: false), "   ")] {
            var canvas = Canvas(size: Size(columns: 3, rows: 1), symbols: symbols)
            Sparkline([0, 1, 9]).draw(on: &canvas, in: Rect(canvas.size))
            #expect(String(canvas.row(0).map(\.character)) == text)
        }
    }

    @Test("In several rows the greatest number takes all of them")
    func high() {
        var canvas = Canvas(size: Size(columns: 3, rows: 2))
        Sparkline([0, 7, 14]).draw(on: &canvas, in: canvas.bounds)
        #expect(canvas.plainText() == "  █\n▁██")
    }
}
