import Terminal
import Testing

@Suite("List", .timeLimit(.minutes(5)))
struct ListViewTests {
    @Test(
        "keys move the selection",
        arguments: [
            ([Key.down], 1, Handling.changed), ([.character("j"), .character("j")], 2, .changed), ([.down, .up], 0, .changed), ([.up], 0, .handled),
            ([.character("k")], 0, .handled), ([.pageDown], 10, .changed), ([.pageDown, .pageUp], 0, .changed), ([.end], 99, .changed),
            ([.character("G"), .down], 99, .handled), ([.end, .home], 0, .changed), ([.character("G"), .character("g")], 0, .changed),
            ([.enter], 0, .activated),
            ([.character("x")], 0, .ignored), ([.escape], 0, .ignored), ([.tab], 0, .ignored),
        ])
    func keys(keys: [Key], selection: Int, last: Handling) {
        var list = ListView(count: 100, visibleRows: 10)
        var handling = Handling.ignored
        for key in keys { handling = list.handle(key) }
        #expect(list.selection == selection)
        #expect(handling == last)
    }

    @Test("the view moves only as far as needed")
    func scrolling() {
        var list = ListView(count: 100, visibleRows: 5)
        for _ in 0..<6 { _ = list.handle(.down) }
        #expect(list.offset == 2)
        _ = list.handle(.up)
        #expect(list.offset == 2)
        _ = list.handle(.end)
        #expect(list.offset == 95)
        list.visibleRows = 10
        #expect(list.offset == 90)
        list.count = 3
        #expect(list.offset == 0)
        #expect(list.selection == 2)
    }

    @Test("no rows: no selection, and the reason is shown")
    func empty() {
        var list = ListView(count: 0, emptyMessage: "No groups yet. Press a to add one.")
        #expect(list.selection == nil)
        #expect(list.handle(.down) == .ignored)
        #expect(list.handle(.enter) == .ignored)
        #expect(drawn(20, 2) { list.draw(on: &$0, in: $1, focused: true) { _, _, _, _ in } }.plainText() == "No groups yet. Press\na to add one.")
        list.count = 2
        #expect(list.selection == 0)
    }

    @Test("a mark, a style and a scroll bar")
    func drawing() {
        var list = ListView(count: 8, visibleRows: 4)
        _ = list.handle(.down)
        func draw(focused: Bool) -> Canvas {
            drawn(12, 4) { canvas, rect in
                list.draw(on: &canvas, in: rect, focused: focused) { index, canvas, rect, _ in canvas.text("row \(index)", at: rect.origin) }
            }
        }
        #expect(draw(focused: true).plainText() == "  row 0    █\n› row 1    █\n  row 2    │\n  row 3    │")
        #expect(draw(focused: true).styleText().split(separator: "\n")[1] == "SSSSSSSSSS.b")
        #expect(draw(focused: false).styleText().split(separator: "\n")[1] == "UUUUUUUUUU.b")
    }

    @Test("a million rows: only those in sight are asked for")
    func million() {
        var list = ListView(count: 1_000_000, visibleRows: 5)
        _ = list.handle(.end)
        var asked: [Int] = []
        let canvas = drawn(20, 5) { canvas, rect in
            list.draw(on: &canvas, in: rect, focused: true) { index, _, _, _ in asked.append(index) }
        }
        #expect(asked == Array(999_995..<1_000_000))
        #expect(canvas[19, 4].character == "█")
        #expect(canvas[19, 0].character == "│")
    }

    @Test("a row cannot draw outside its place; without the focus there is a pointer only where one is wanted", arguments: [nil, false, true])
    func clipping(pointer: Bool?) {
        let list = ListView(count: 1)
        let canvas = drawn(10, 3) { canvas, _ in
            list.draw(on: &canvas, in: Rect(column: 2, row: 1, columns: 6, rows: 1), focused: false, pointer: pointer) { _, canvas, _, _ in
                canvas.fill(canvas.bounds, with: "#")
            }
        }
        #expect(canvas.plainText() == (pointer == true ? "\n  › ####\n" : "\n    ####\n"))
    }

    @Test("a click selects the row under it, a second one activates it; the wheel finds the list between its rows too")
    func click() {
        var list = ListView(count: 100, selection: 50, visibleRows: 10)
        let rect = Rect(column: 0, row: 3, columns: 20, rows: 10)
        let canvas = drawn(20, 15) { canvas, _ in list.draw(on: &canvas, in: rect, focused: true) { _, _, _, _ in } }
        for key in canvas.clickTarget(at: Point(column: 1, row: 5))?.keys ?? [] { _ = list.handle(key) }
        #expect(list.selection == 43)
        let again = drawn(20, 15) { canvas, _ in list.draw(on: &canvas, in: rect, focused: true) { _, _, _, _ in } }
        #expect((0..<15).map { again.clickTarget(at: Point(column: 1, row: $0))?.keys }.filter { $0 == [.enter] }.count == 1)
        #expect(canvas.clickTarget(at: Point(column: 1, row: 2)) == nil)
        let short = drawn(20, 15) { canvas, _ in ListView(count: 2).draw(on: &canvas, in: rect, focused: true) { _, _, _, _ in } }
        #expect(short.clickTarget(at: Point(column: 1, row: 9))?.keys == [])
        #expect(short.wheelTarget(at: Point(column: 1, row: 9)) != nil)
    }

    @Test("the selected row is in sight at any size, even one the list was not told of", arguments: 0..<40)
    func visible(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        var list = ListView(count: Int.random(in: 1...50, using: &generator), visibleRows: Int.random(in: 1...9, using: &generator))
        for _ in 0..<30 {
            _ = list.handle([.up, .down, .pageUp, .pageDown, .home, .end].randomElement(using: &generator) ?? .up)
            var selected: [Int] = []
            _ = drawn(10, Int.random(in: 1...12, using: &generator)) { canvas, rect in
                list.draw(on: &canvas, in: rect, focused: true) { index, _, _, isSelected in if isSelected { selected.append(index) } }
            }
            #expect(selected == [list.selection].compactMap { $0 })
        }
    }
}
