import Terminal
import Testing

@Suite("Table columns", .timeLimit(.minutes(5)))
struct TableTests {
    private let columns = [
        TableColumn("Name", priority: 1, minimumWidth: 8, idealWidth: 12, isStretching: true),
        TableColumn("Unit", priority: 3, minimumWidth: 6, idealWidth: 10),
        TableColumn("Address", priority: 2, minimumWidth: 10, idealWidth: 20, truncation: .middle),
        TableColumn("Due", priority: 3, minimumWidth: 4, idealWidth: 4, alignment: .end),
    ]

    @Test(
        "columns are dropped by priority, the rightmost of equals first",
        arguments: [
            (80, [0, 1, 2, 3]), (34, [0, 1, 2, 3]), (33, [0, 1, 2]), (28, [0, 1, 2]), (27, [0, 2]), (20, [0, 2]), (19, [0]), (8, [0]), (3, [0]),
        ])
    func dropping(width: Int, shown: [Int]) {
        #expect(Table(columns, width: width).places.map(\.index) == shown)
    }

    @Test("no column reaches into the next one or outside", arguments: 0..<100)
    func inside(width: Int) {
        let places = Table(columns, width: width).places
        for (left, right) in zip(places, places.dropFirst()) { #expect(left.offset + left.width + 2 == right.offset) }
        #expect(places.allSatisfy { $0.offset + $0.width <= width })
    }

    @Test("room that nobody needs goes to the column that stretches")
    func stretching() {
        #expect(Table(columns, width: 60).places.map(\.width) == [20, 10, 20, 4])
        #expect(Table(columns, width: 40).places.map(\.width) == [12, 6, 12, 4])
    }

    @Test("on a wide screen the columns stay near each other; the last one takes the rest when its text begins there")
    func wide() {
        #expect(Table(columns, width: 200).places.map(\.width) == [24, 10, 20, 4])
        #expect(Table(Array(columns.prefix(3)), width: 200).places.map(\.width) == [24, 10, 162])
        #expect(Table([columns[0]], width: 200).places.map(\.width) == [200])
    }

    @Test("with the texts known, what would be cut gets the room, the columns that stretch first, and what needs less than its ideal width lends it")
    func texts() {
        let long = [String(repeating: "n", count: 30), "u", String(repeating: "a", count: 25), "1"]
        #expect(Table(columns, width: 80, texts: [long, ["x"]]).places.map(\.width) == [30, 10, 25, 4])
        #expect(Table(columns, width: 60, texts: [long]).places.map(\.width) == [24, 6, 20, 4])
        #expect(Table(columns, width: 52, texts: [long]).places.map(\.width) == [16, 6, 20, 4])
        // Nothing is cut: no column grows beyond its ideal width, and nobody has to look for the address.
        #expect(Table(columns, width: 200, texts: [["n", "u", "a", "1"]]).places.map(\.width) == [12, 10, 20, 4])
    }

    @Test("a row and its heading")
    func drawing() {
        let table = Table(columns, width: 52)
        let canvas = drawn(60, 3) { canvas, rect in
            let area = rect.left(52)
            table.drawHeader(on: &canvas, in: area.line(0))
            table.drawRow(["Zoë Müller", "/Sales", "zoe.mueller@sales.example.com", "7 d"], on: &canvas, in: area.line(1))
            table.drawRow(["日本語日本語日本語"], roles: [.danger], on: &canvas, in: area.line(2))
        }
        #expect(
            canvas.plainText() == """
                Name          Unit        Address                Due
                Zoë Müller    /Sales      zoe.muelle…ample.com   7 d
                日本語日本…
                """)
        #expect(canvas.styleText().split(separator: "\n")[2].hasPrefix("ddddddddddd."))
    }
}
