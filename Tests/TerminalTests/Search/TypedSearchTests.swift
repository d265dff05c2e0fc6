import Terminal
import Testing

@Suite("A search while somebody types", .timeLimit(.minutes(5)))
struct TypedSearchTests {
    static let names = [
        "Sales", "Presales EMEA", "sales-apac", "Équipe Zürich", "Zürich sales", "Łódź", "日本 sales", "", "s a l e s", "Ålesund ½ DŽ", "No\u{A0}break",
        "\u{301}e", "İstanbul", "ΟΔΟΣ", "Straße",
    ]

    @Test(
        "At each key, whatever was typed or deleted before, it finds what a search from the start finds",
        arguments: [
            "sales", "sal es", "  zü sa", "zürich sales", "lodz", "no break", "e\u{301}quipe", "οδος", "日本", "xyz", "istanbul", "strasse", "1", "dz",
        ])
    func narrowing(query: String) {
        let ranking = SearchRanking(Self.names)
        var search = TypedSearch(ranking)
        func isSame(_ text: String) -> Bool { search.find(text) == ranking.matches(text, upTo: .anywhere).map(\.index) }
        let beginnings = (0...query.count).map { String(query.prefix($0)) }
        for text in beginnings + beginnings.reversed() + ["sa", "", "sales e", query, "le"] {
            let same = isSame(text)
            #expect(same, "\(text)")
        }
        #expect(search.count == Self.names.count)
    }

    @Test("Scattered matches are found by a ranking only, and only when they are wanted")
    func scattered() {
        let ranking = SearchRanking(["sales", "s-a-l"])
        #expect(ranking.matches("sal").map(\.index) == [0, 1])
        #expect(ranking.matches("sal", upTo: .anywhere).map(\.index) == [0])
    }

    @Test("Letters of the Latin scripts fold alike alone and beside others", arguments: [" é", "é", "Ø x", "x\u{A0}Ü", "\u{A0}Ü", "ß ", "ǆ", "½"])
    func folding(text: String) {
        // A letter that is not Latin takes the whole text the other way through the folding.
        let (short, long) = (SearchRanking([text + " q"]), SearchRanking([text + " q я"]))
        for query in [text + " q", String(text.reversed()), "q"] {
            #expect(short.matches(query).isEmpty == long.matches(query).isEmpty, "\(query)")
        }
        #expect(!short.matches(text).isEmpty)
    }
}
