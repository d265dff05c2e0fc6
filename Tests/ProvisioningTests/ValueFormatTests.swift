import Directory
import Testing
import ValueLibraries

@testable import Provisioning

@Suite("Formats: what an app does not take is told before it is sent", .timeLimit(.minutes(2)))
struct ValueFormatTests {
    @Test(arguments: [
        (ValueFormat.phoneNumber, "+14155550123", true), (.phoneNumber, "+1 415 555 0123", false), (.phoneNumber, "14155550123", false),
        (.phoneNumber, "+04155550123", false), (.phoneNumber, "+123456", false), (.phoneNumber, "+1234567890123456", false),
        (.phoneNumber, "+١٢٣٤٥٦٧٨", false),
        (.email, "a@corp.example", true), (.email, "a@corp", false), (.email, "a@b@corp.example", false), (.email, "a b@corp.example", false),
        (.email, "@corp.example", false), (.email, "a@corp..example", false), (.text, "", true),
    ])
    func accepts(format: ValueFormat, text: String, isTaken: Bool) { #expect(format.accepts(text) == isTaken) }

    private static let region = #"addresses[type eq "work"].region"#
    private static let country = #"addresses[type eq "work"].country"#
    private static let city = #"addresses[type eq "work"].locality"#
    private static let targets = [
        TargetAttribute(path: "userName", label: "User name", isMandatory: true, format: .email, defaultSource: "primaryEmail", category: "Account"),
        TargetAttribute(path: "mobile", label: "Mobile", format: .phoneNumber, defaultSource: "mobile", category: "Phone"),
        TargetAttribute(path: city, label: "City", defaultSource: "city", category: "Address"),
        TargetAttribute(
            path: region, label: "State", format: .region(country: country, mandatoryIn: ["US"]), defaultSource: "region",
            defaultSteps: [.region(.init(attribute: "country"), .code)], category: "Address"),
        TargetAttribute(
            path: country, label: "Country", format: .country, defaultSource: "country", defaultSteps: [.country(.name)], category: "Address"),
        TargetAttribute(path: "badge", label: "Badge", isOnlyWhenCreated: true, defaultSource: "badge", category: "Work"),
        TargetAttribute(path: "title", label: "Title", isClearable: false, defaultSource: "title", category: "Work"),
    ]

    private static func table() -> MappingTable {
        MappingTable(targets: targets, mappings: MappingTable.defaults(for: targets), context: ValueContext(tools: MachineValueTools.shared))
    }

    private static func person(_ attributes: [String: String]) -> Person { Person(id: "p", primaryEmail: "p@corp.example", attributes: attributes) }

    /// City, region and country as a directory has them, and the parts of the address that the app gets.
    @Test(
        "an address is sent whole or not at all",
        arguments: [
            (
                ["city": "Oakland", "region": "California", "country": "USA"], [city: "Oakland", region: "CA", country: "United States"],
                NoValueReason?.none
            ),
            (["city": "Oakland", "country": "USA"], [:], .addressWithoutRegion(country: "US")),
            (["city": "Oakland", "region": "Bavaria", "country": "USA"], [:], .doubtfulAddress),
            (["city": "Oakland", "region": "California", "country": "Atlantis"], [:], .doubtfulAddress),
            (["city": "Athen", "country": "Greece"], [city: "Athen", country: "Greece"], nil),
            (["city": "Oakland"], [city: "Oakland"], nil),
            // Debian's package lists no regions of Gibraltar: nothing is wrong with the address, which goes without one.
            (["city": "Catalan Bay", "region": "Rock", "country": "GI"], [city: "Catalan Bay", country: "Gibraltar"], nil),
            ([:], [:], nil),
        ] as [([String: String], [String: String], NoValueReason?)])
    func address(attributes: [String: String], sent: [String: String], reason: NoValueReason?) {
        let table = Self.table()
        let person = Self.person(attributes)
        #expect(table.account(for: person) == .values(sent.merging(["userName": "p@corp.example"]) { $1 }))
        let city = Self.targets.first { $0.path == Self.city }
        let expected: MappedValue = reason.map { .leftOut($0) } ?? sent[Self.city].map { .value($0) } ?? .empty
        #expect(city.map { table.value(of: $0, for: person) } == expected)
    }

    @Test("a value of another form is the person's problem, with what it is")
    func unfit() {
        #expect(
            Self.table().account(for: Self.person(["mobile": "(415) 555-0123"]))
                == .unfit([UnfitValue(label: "Mobile", value: "(415) 555-0123", format: .phoneNumber)]))
    }

    @Test("an account keeps what the app takes only once, and what it does not take away")
    func lasting() {
        let table = Self.table()
        let link = AccountLink(
            personID: "p", accountID: "1", values: ["userName": "p@corp.example", "badge": "7", "title": "Engineer", "mobile": "+14155550123"])
        #expect(
            table.values(["userName": "q@corp.example", "badge": "8"], in: link) == ["userName": "q@corp.example", "badge": "7", "title": "Engineer"])
        #expect(table.values(["title": "Lead"], in: AccountLink(personID: "p", accountID: "1", values: [:])) == ["title": "Lead"])
    }

    @Test("a mapping that needs what the machine lacks is named before anything is planned")
    func missing() {
        let without = MappingTable(targets: Self.targets, mappings: MappingTable.defaults(for: Self.targets))
        #expect(without.missingTools == [.places])
        #expect(SetupGate.tools(without)?.description.contains("apt-get install iso-codes") == true)
        #expect(SetupGate.tools(Self.table()) == nil)
        #expect(without.sourceAttributes.isSuperset(of: ["country", "region", "mobile"]))
    }
}
