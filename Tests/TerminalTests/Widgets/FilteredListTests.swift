import Terminal
import Testing

@Suite("A list with a filter", .timeLimit(.minutes(5)))
struct FilteredListTests {
    static let texts = ["Presales team", "Zoë Smith", "Sales", "Old sales"]

    static func typed(_ keys: [Key]) -> FilteredList {
        var list = FilteredList(emptyMessage: "Nobody yet.")
        list.replace(count: texts.count) { texts }
        for key in keys { _ = list.handle(key, visibleRows: 5) { texts } }
        return list
    }

    static func keys(_ text: String) -> [Key] { text.map { Key.character($0) } }

    @Test("texts that were folded before are searched as they are")
    func folded() {
        var list = FilteredList()
        var asked = 0
        func texts() -> [String] {
            asked += 1
            return ["Presales", "Sales"]
        }
        list.replace(count: 2, folded: SearchRanking(["Presales", "Sales"]), texts: texts)
        list.openFilter()
        for character in "sal" { _ = list.handle(.character(character), visibleRows: 5, texts: texts) }
        #expect(list.count == 2 && list.selection == 1 && asked == 0)
        list.replace(count: 2, texts: texts)
        #expect(list.count == 2 && asked == 1)
    }

    @Test(
        "Typing narrows, the best match first; Enter keeps the filter and gives the keys to the list",
        arguments: [
            ("/sal", 3, 2), ("/zoe", 1, 1), ("/smith z", 1, 1), ("/qqq", 0, nil), ("/", 4, 0), ("sal", 4, 0),
        ] as [(String, Int, Int?)])
    func narrows(text: String, count: Int, selection: Int?) {
        let list = Self.typed(Self.keys(text) + [.enter])
        #expect(list.count == count)
        #expect(list.selection == selection)
        #expect(!list.isTyping && list.total == 4)
    }

    @Test("Escape clears the filter first, and is ignored when there is none")
    func escape() {
        var list = Self.typed(Self.keys("/sal") + [.enter])
        var handled: [Handling] = []
        for _ in 0..<2 { handled.append(list.handle(.escape, visibleRows: 5) { Self.texts }) }
        #expect(handled == [.changed, .ignored])
        #expect(list.count == 4)
    }

    @Test("Other rows are filtered as the old ones were")
    func replaced() {
        var list = Self.typed(Self.keys("/sal"))
        list.replace(count: 2) { ["x", "salt"] }
        #expect(list.count == 1 && list.selection == 1)
    }

    @Test("The line says how many of how many; the selection is kept in the field's order")
    func drawing() {
        let list = Self.typed(Self.keys("/sal"))
        #expect(drawn(40) { list.drawFilter(title: "People", on: &$0, in: $1) }.plainText() == "/ sal                             3 of 4")
        #expect(drawn(20) { FilteredListTests.typed([]).drawFilter(title: "People", on: &$0, in: $1) }.plainText() == "People        4 rows")
        let nothing = Self.typed(Self.keys("/qqq"))
        #expect(drawn(40) { nothing.draw(on: &$0, in: $1) { _, _, _ in } }.plainText() == "Nothing matches. Esc shows all 4.")
    }

    @Test("Numbers are grouped", arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567"), (-1_000, "-1,000")])
    func grouped(number: Int, text: String) { #expect(number.grouped == text) }
}
