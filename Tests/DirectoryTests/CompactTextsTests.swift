import Testing

@testable import Directory

@Suite("Texts by key that take little memory", .timeLimit(.minutes(1)))
struct CompactTextsTests {
    private static let texts = [
        "", "a", "é", "日本", String(repeating: "x", count: 126), String(repeating: "y", count: 127), String(repeating: "z", count: 20_000),
    ]

    /// Every text at the first and at a later key, alone and beside others.
    static let dictionaries: [[String: String]] =
        [[:]] + texts.flatMap { text in [["first": text], ["second": text, "third": "b"], ["first": "c", "second": text, "fourth": text]] }

    @Test("What was kept comes back, key by key and as a whole, whatever was kept in the family before", arguments: dictionaries)
    func same(dictionary: [String: String]) {
        let family = CompactTextFamily()
        for other in [[:]] + Self.dictionaries {
            _ = CompactTexts(other, family)
            let kept = CompactTexts(dictionary, family)
            #expect(kept.dictionary == dictionary && kept.count == dictionary.count && kept.isEmpty == dictionary.isEmpty)
            for key in ["first", "second", "third", "fourth", "fifth"] {
                #expect(kept[key] == dictionary[key])
                #expect(kept.has("", for: key) == (dictionary[key] == ""))
                #expect(dictionary[key].map { kept.has($0, for: key) } ?? true)
                #expect(!kept.has("another", for: key))
            }
        }
    }

    @Test("Two are equal when their dictionaries are, whenever they were kept and however letters are written", arguments: dictionaries)
    func equality(dictionary: [String: String]) {
        let family = CompactTextFamily()
        let early = CompactTexts(dictionary, family)
        for other in Self.dictionaries { #expect((CompactTexts(other, family) == early) == (other == dictionary)) }
        #expect(CompactTexts(dictionary, CompactTextFamily()) == early)
    }

    @Test("A letter with its mark is the same in both of its forms, as in a dictionary, although its bytes differ")
    func canonical() {
        let family = CompactTextFamily()
        let (composed, decomposed) = (CompactTexts(["a": "\u{E9}"], family), CompactTexts(["a": "e\u{301}"], family))
        #expect(composed == decomposed && !composed.has("e\u{301}", for: "a"))
    }

    @Test("More keys than anything has are kept too")
    func many() {
        let family = CompactTextFamily()
        for number in 0..<300 {
            let dictionary = ["key\(number)": "a", "other\(number)": "b"]
            #expect(CompactTexts(dictionary, family).dictionary == dictionary)
        }
    }
}
