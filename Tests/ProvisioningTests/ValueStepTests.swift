import Directory
import Foundation
import Testing
import ValueLibraries

@testable import Provisioning

@Suite("Steps: each ends in a value, or in no value and the reason", .timeLimit(.minutes(2)))
struct ValueStepTests {
    private static let context = ValueContext(
        tables: ["departments": ["Eng": "Engineering", "HR": "People"]], companyCountry: "US", tools: MachineValueTools.shared)

    private static let person = Person(
        id: "p", primaryEmail: "ada@corp.example",
        attributes: ["name.familyName": "Lovelace", "addresses[work].country": "Germany", "addresses[home].country": "Atlantis", "empty": " "])

    struct Row: Sendable, CustomTestStringConvertible {
        let text: String
        let steps: [ValueStep]
        let expected: ValueContext.Result
        var testDescription: String { "\(text) \(steps.map(\.text))" }

        init(_ text: String, _ steps: [ValueStep], _ value: String) { (self.text, self.steps, expected) = (text, steps, .value(value)) }
        init(_ text: String, _ steps: [ValueStep], none reason: NoValueReason) { (self.text, self.steps, expected) = (text, steps, .none(reason)) }
    }

    static let rows: [Row] = [
        Row(" a ", [], " a "), Row(" a ", [.trim], "a"), Row("Straße", [.upper], "STRASSE"), Row("ÉTÉ", [.lower], "été"),
        Row("ADA o'neil-smith jr", [.title], "Ada O'neil-Smith Jr"), Row("élan VITAL", [.title], "Élan Vital"),
        Row("R/D", [.replace(find: "/", with: " ")], "R D"), Row("x", [.replace(find: "x", with: "")], none: .empty),
        Row("x", [.replace(find: "", with: "y")], "x"),
        Row("Team: Blue", [.pattern(match: "^Team: (.*)$", group: 1)], "Blue"),
        Row("Blue", [.pattern(match: "^Team: (.*)$", group: 1)], none: .noMatch("Blue")),
        Row("eng", [.lookUp(table: "departments", isKept: false)], "Engineering"),
        Row("Sales", [.lookUp(table: "departments", isKept: false)], none: .notInTable("Sales", table: "departments")),
        Row("Sales", [.lookUp(table: "departments", isKept: true)], "Sales"),
        Row("Sales", [.lookUp(table: "gone", isKept: false)], none: .notInTable("Sales", table: "gone")),
        Row("Ada", [.join(attributes: ["name.familyName", "empty", "missing"], separator: " ")], "Ada Lovelace"),
        Row("abcdef", [.cut(3)], "abc"), Row("ab cd", [.cut(3)], "ab"), Row("abc", [.cut(3)], "abc"),
        // Two UTF-16 units each; a family is one character of many code points, and is not torn.
        Row("😀😀", [.cut(3)], "😀"), Row("a👨‍👩‍👧", [.cut(4)], "a"),
        // The person's own country counts, the company's only where nothing is written.
        Row("030 23125-123", [.e164(.init())], "+493023125123"),
        Row("(415) 555-0123", [.e164(.init(attribute: "missing"))], "+14155550123"),
        Row("020 7946 0958", [.e164(.init(attribute: "missing", fallback: "GB"))], "+442079460958"),
        Row(
            "020 7946 0958", [.e164(.init(attribute: "addresses[home].country", fallback: "GB"))],
            none: .phoneNumber("020 7946 0958", .noCountry, country: nil)),
        Row("1-800-FLOWERS", [.e164(.init())], none: .phoneNumber("1-800-FLOWERS", .letters, country: "DE")),
        Row("Bavaria", [.region(.init(), .code)], "BY"), Row("bayern", [.region(.init(), .name)], "Bayern"),
        Row("California", [.region(.init(), .code)], none: .unknownRegion("California", country: "DE")),
        Row("California", [.region(.init(attribute: "addresses[home].country"), .code)], none: .noCountry("California")),
        Row("Rock", [.region(.init(attribute: "missing", fallback: "GI"), .code)], none: .countryWithoutRegions("Rock", country: "GI")),
        Row("USA", [.country(.name)], "United States"), Row("Deutschland", [.country(.code)], "DE"),
        Row("Atlantis", [.country(.name)], none: .unknownCountry("Atlantis")),
        // The first step without a value is the last one.
        Row("Sales", [.lookUp(table: "departments", isKept: false), .upper], none: .notInTable("Sales", table: "departments")),
        Row(" eng ", [.trim, .lookUp(table: "departments", isKept: false), .cut(5), .upper], "ENGIN"),
    ]

    /// Texts, each with one step, of which the bytes may tell that it stays as it is.
    @Test(
        "a step that a shortcut passes over would have left the text as it is",
        arguments: [
            "", "a", "Sales/EMEA", "/", " a", "a ", "é", "aé", "éa", "\u{301}a", "a\u{301}", "a\r\n", "abcdef", "日本語", "a\u{3000}b", "\u{7F}a",
        ])
    func shortcuts(text: String) {
        let steps: [ValueStep] = [
            .trim, .upper, .lower, .title, .replace(find: "/", with: ""), .replace(find: "", with: "x"), .replace(find: "é", with: "e"), .cut(3),
            .cut(1),
        ]
        for step in steps where StepShortcut.leave(text, [StepShortcut(step)]) {
            #expect(Self.context.result(of: text, through: [step], for: Self.person) == .value(text), "\(step)")
        }
        #expect(!StepShortcut.leave(text, [StepShortcut(.upper)]))
    }

    @Test("the usual value is passed over, and one that a step changes is not")
    func shortcutsTaken() {
        let steps: [ValueStep] = [.trim, .replace(find: "/", with: " "), .cut(12)]
        for (text, isLeft) in [("Sales", true), ("Sales/EMEA", false), ("Sales and more", false), ("Ventes Éé.", true), (" Sales", false)] {
            #expect(StepShortcut.leave(text, steps.map(StepShortcut.init)) == isLeft, "\(text)")
        }
    }

    @Test("what the steps make of a value", arguments: rows)
    func result(row: Row) {
        #expect(Self.context.result(of: row.text, through: row.steps, for: Self.person) == row.expected)
        let trail = Self.context.trail(of: row.text, through: row.steps, for: Self.person)
        #expect(trail.last?.result ?? .value(row.text) == row.expected)
    }

    @Test("a source whose steps end without a value gives way to the next; with none, the first reason counts")
    func fallback() {
        let failing = MappingSource.attribute("name.familyName", steps: [.pattern(match: "^x", group: 0)])
        func result(_ sources: [MappingSource]) -> ValueContext.Result? {
            AttributeMapping(target: "title", sources: sources).result(for: Self.person, Self.context)
        }
        #expect(result([failing, .fixed("else")]) == .value("else"))
        #expect(result([.attribute("missing"), failing, failing]) == .some(.none(.noMatch("Lovelace"))))
        #expect(result([.attribute("missing", steps: [.upper])]) == nil)
    }

    static let steps: [ValueStep] =
        rows.flatMap(\.steps).filter { $0 != .replace(find: "", with: "y") } + [
            .replace(find: "a:b\\", with: ":"), .pattern(match: #"^\d+:(\w+)|x>y$"#, group: 1), .region(.init(attribute: "x", fallback: "US"), .name),
            .country(.code),
            .join(attributes: ["a", "b"], separator: ", "), .cut(64),
        ]

    @Test("a step is written as it is read, in config.json and on the command line", arguments: steps)
    func form(step: ValueStep) throws {
        #expect(try ValueStep(parsing: step.text) == step)
        let source = MappingSource.attribute("x", steps: [step])
        #expect(try JSONDecoder().decode(MappingSource.self, from: JSONEncoder().encode(source)) == source)
    }

    @Test(
        "what is not a step says what would be",
        arguments: [
            ("", "is not a step"), ("shout", "is not a step; there are trim"), ("cut", "Write cut:CHARACTERS."),
            ("cut:many", "Write cut:CHARACTERS."),
            ("replace:a", "Write replace:TEXT:TEXT."), ("replace::b", "Write replace"), ("pattern", "Write pattern:EXPRESSION"),
            ("pattern/x:a", "Write pattern"),
            ("upper:x", "Write upper."), ("country/short", "Write country"), ("trim/x", "Write trim."), ("lookUp/sometimes:t", "Write lookUp"),
            ("e164:US@", "Write e164"),
        ])
    func problem(text: String, words: String) {
        let error = #expect(throws: ValueStep.TextProblem.self) { try ValueStep(parsing: text) }
        #expect(error?.description.contains(words) == true)
    }

    @Test(
        "JSON that is not a step is refused",
        arguments: [
            #""shout""#, "1", "{}", #"{"cut": 3}"#, #"{"cut": {}}"#, #"{"cut": {"length": 3, "unit": "bytes"}}"#, #"{"trim": {}, "upper": {}}"#,
            #"{"region": {"form": "long"}}"#, #"{"lookUp": {"table": "t", "otherwise": "ask"}}"#,
        ])
    func badJSON(text: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(ValueStep.self, from: Data(text.utf8)) }
    }
}
