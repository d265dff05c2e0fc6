import Directory
import Testing
import Wording

@testable import Provisioning

@Suite("Mapping: the first source with a value gives it", .timeLimit(.minutes(5)))
struct MappingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let sources: [MappingSource]
        let expected: String?
        var testDescription: String { name }
    }

    static let person = Person(
        id: "p1", primaryEmail: "mina@corp.example", organizationalUnitPath: "/Sales",
        attributes: ["name.givenName": " Mina ", "empty": "  ", "customSchemas.Telephony.extension": "4711"])

    static let rows: [Row] = [
        Row(name: "attribute, trimmed", sources: [.attribute("name.givenName")], expected: "Mina"),
        Row(name: "primary email is always there", sources: [.attribute("primaryEmail")], expected: "mina@corp.example"),
        Row(name: "directory id", sources: [.attribute("id")], expected: "p1"),
        Row(name: "unit path", sources: [.attribute("orgUnitPath")], expected: "/Sales"),
        Row(name: "custom schema", sources: [.attribute("customSchemas.Telephony.extension")], expected: "4711"),
        Row(name: "fixed text", sources: [.fixed("Employee")], expected: "Employee"),
        Row(name: "white space is no value: fall back", sources: [.attribute("empty"), .fixed("x")], expected: "x"),
        Row(name: "missing: fall back in order", sources: [.attribute("none"), .attribute("name.givenName"), .fixed("x")], expected: "Mina"),
        Row(name: "nothing has a value", sources: [.attribute("none")], expected: nil),
        Row(name: "no source", sources: [], expected: nil),
    ]

    @Test("value of a row", arguments: rows)
    func value(row: Row) {
        let result = AttributeMapping(target: "title", sources: row.sources).result(for: Self.person, ValueContext())
        #expect(result == row.expected.map(ValueContext.Result.value))
    }

    @Test("mandatory attributes without a source are named; an empty source list does not count")
    func unmappedMandatory() {
        var mappings = MappingTable.defaults(for: World.targets)
        mappings[1].sources = []
        #expect(MappingTable(targets: World.targets, mappings: mappings).unmappedMandatory.map(\.label) == ["First name"])
        #expect(MappingTable(targets: World.targets, mappings: []).unmappedMandatory.map(\.label) == ["User name", "First name", "Last name"])
    }

    @Test("a person without a mandatory value is told by label, not sent half")
    func missing() {
        let table = MappingTable(targets: World.targets, mappings: MappingTable.defaults(for: World.targets))
        #expect(table.account(for: World.person("a", given: nil, family: "")) == .missing(["First name", "Last name"]))
    }

    @Test("a value that is longer than the app takes is told with both lengths, and never cut", arguments: [(3, true), (2, false)])
    func tooLong(limit: Int, isTaken: Bool) {
        let targets = [
            TargetAttribute(path: "userName", label: "User name", isMandatory: true, category: "Account"),
            TargetAttribute(path: "title", label: "Title", maximumLength: limit, category: "Work"),
        ]
        let table = MappingTable(
            targets: targets,
            mappings: [
                AttributeMapping(target: "userName", sources: [.attribute("primaryEmail")]),
                AttributeMapping(target: "title", sources: [.fixed("née")]),
            ])
        let person = World.person("a")
        let expected: MappedAccount =
            isTaken ? .values(["userName": person.primaryEmail, "title": "née"]) : .tooLong(["Title (3 characters, at most 2)"])
        #expect(table.account(for: person) == expected)
    }

    @Test("a value that is long beyond any attribute is told too, where the app names no limit", arguments: [(65_536, true), (65_537, false)])
    func beyondReason(length: Int, isTaken: Bool) {
        let targets = [
            TargetAttribute(path: "userName", label: "User name", isMandatory: true, category: "Account"),
            TargetAttribute(path: "title", label: "Title", category: "Work"),
        ]
        let title = String(repeating: "x", count: length)
        let table = MappingTable(
            targets: targets,
            mappings: [
                AttributeMapping(target: "userName", sources: [.attribute("primaryEmail")]),
                AttributeMapping(target: "title", sources: [.fixed(title)]),
            ])
        let person = World.person("a")
        let expected: MappedAccount =
            isTaken
            ? .values(["userName": person.primaryEmail, "title": title]) : .tooLong(["Title (65537 bytes, at most 65536)"])
        #expect(table.account(for: person) == expected)
    }

    @Test(
        "what one attribute gets for one person, and whether it is in the way of an account",
        arguments: [
            ("userName", MappedValue.value("mina@corp.example"), "mina@corp.example"), ("note", .empty, "no value"),
            ("boss", .missing(nil), "no value, but it is mandatory"),
            ("code", .tooLong("4711", limit: 3), "too long (4 characters, at most 3): 4711"),
        ])
    func mappedValue(path: String, expected: MappedValue, words: String) throws {
        let targets = [
            TargetAttribute(path: "userName", label: "User name", isMandatory: true, category: "Account"),
            TargetAttribute(path: "note", label: "Note", category: "Work"),
            TargetAttribute(path: "boss", label: "Boss", isMandatory: true, category: "Work"),
            TargetAttribute(path: "code", label: "Code", maximumLength: 3, category: "Work"),
        ]
        let table = MappingTable(
            targets: targets,
            mappings: [
                AttributeMapping(target: "userName", sources: [.attribute("primaryEmail")]),
                AttributeMapping(target: "boss", sources: [.attribute("none")]),
                AttributeMapping(target: "code", sources: [.attribute("none"), .attribute("customSchemas.Telephony.extension")]),
            ])
        let target = try #require(targets.first { $0.path == path })
        let value = table.value(of: target, for: Self.person)
        #expect(value == expected)
        #expect(value.words == words)
        #expect(value.isProblem == [.missing(nil), .tooLong("4711", limit: 3)].contains(expected))
    }
}
