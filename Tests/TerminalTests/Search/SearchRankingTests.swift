import Terminal
import Testing

@Suite("Ranking of search results", .timeLimit(.minutes(5)))
struct SearchRankingTests {
    @Test(
        "how well a text matches",
        arguments: [
            ("sales", "Sales", SearchRanking.Grade.exact),
            ("sal", "Sales", .prefix),
            ("team", "Sales team", .wordStart),
            ("doe", "jane.doe@example.com", .wordStart),
            ("ale", "Sales", .anywhere),
            ("sls", "Sales", .scattered),
            ("zoe", "Zoë", .exact),
            ("ZOË", "zoe", .exact),
            ("e\u{301}", "É", .exact),
            ("strasse", "Straße", .exact),
            ("lodz", "Łódź", .exact),
            ("soren", "Søren", .exact),
            ("ｆｕｌｌ", "full", .exact),
            ("meier anna", "Anna Meier", .anywhere),
            ("  anna   meier ", "Anna Meier", .exact),
            ("日", "東日本", .anywhere),
            ("東本", "東日本", .scattered),
            ("и", "Мария", .anywhere),
        ])
    func grades(query: String, candidate: String, grade: SearchRanking.Grade) {
        #expect(SearchRanking([candidate]).matches(query).map(\.grade) == [grade])
    }

    @Test("no match", arguments: [("x", "Sales"), ("salesx", "Sales"), ("es s", "Sal"), ("日", "本"), ("anna bob", "Anna Meier")])
    func noMatch(query: String, candidate: String) {
        #expect(SearchRanking([candidate]).matches(query).isEmpty)
    }

    @Test("better matches first, equal ones in the order given")
    func order() {
        let candidates = ["my-sales", "upsales", "Sales EMEA", "s-a-l-e-s", "sales", "Sales APAC", "pre sales", "marketing"]
        #expect(
            SearchRanking(candidates).matches("sales").map { candidates[$0.index] } == [
                "sales", "Sales EMEA", "Sales APAC", "my-sales", "pre sales", "upsales", "s-a-l-e-s",
            ])
        #expect(SearchRanking(candidates).matches("sales", limit: 2).map(\.index) == [4, 2])
    }

    @Test("an empty query matches all in order", arguments: ["", "  ", "\t"])
    func emptyQuery(query: String) {
        #expect(SearchRanking(["b", "a", ""]).matches(query).map(\.index) == [0, 1, 2])
    }

    @Test("nothing to search, hostile text and huge names do not matter")
    func hostile() {
        #expect(SearchRanking([]).matches("a").isEmpty)
        let ranking = SearchRanking(["\u{1B}[31m\u{0}", String(repeating: "a", count: 100_000), "\u{301}\u{301}"])
        #expect(ranking.matches("aaa").map(\.index) == [1])
        #expect(ranking.matches("[31m").map(\.index) == [0])
        #expect(ranking.matches(String(repeating: "b", count: 10_000)).isEmpty)
    }

    @Test("100,000 names: the one that is meant comes first")
    func many() {
        let names = (0..<100_000).map { "person.\($0)@example.com" } + ["zoë.person@example.com"]
        let matches = SearchRanking(names).matches("zoe", limit: 5)
        #expect(matches.first?.index == 100_000)
        #expect(matches.first?.grade == .prefix)
    }
}
