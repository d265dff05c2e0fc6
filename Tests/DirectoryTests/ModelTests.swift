import Directory
import Testing

@Suite("The model of a directory", .timeLimit(.minutes(5)))
struct ModelTests {
    static func unit(_ path: String) -> OrganizationalUnit {
        OrganizationalUnit(id: "id:\(path)", path: path, name: path.split(separator: "/").last.map(String.init) ?? "/")
    }

    static func person(_ id: String, in unit: String) -> Person {
        Person(id: id, primaryEmail: "\(id)@Corp.example", organizationalUnitPath: unit)
    }

    @Test("The unit above", arguments: [("/", nil), ("/Sales", "/"), ("/Sales/West", "/Sales")] as [(String, String?)])
    func parent(path: String, expected: String?) {
        #expect(OrganizationalUnit.parentPath(of: path) == expected)
    }

    @Test("A unit is the same in upper and lower case, and gets the spelling of the list")
    func spelling() {
        var snapshot = DirectorySnapshot(
            primaryDomain: "corp.example", people: [Self.person("a", in: "/SALES/west"), Self.person("b", in: "/")],
            organizationalUnits: ["/", "/Sales", "/Sales/West"].map(Self.unit))
        #expect(snapshot.personOutsideUnits() == nil)
        #expect(snapshot.people.map(\.organizationalUnitPath) == ["/Sales/West", "/"])
    }

    @Test("Somebody whose unit is not in the list is named")
    func outside() {
        var snapshot = DirectorySnapshot(
            primaryDomain: "corp.example", people: [Self.person("a", in: "/"), Self.person("b", in: "/Sales")],
            organizationalUnits: [Self.unit("/")])
        #expect(snapshot.personOutsideUnits()?.id == "b")
    }

    @Test(
        "A group answers to its id as it is, and to its addresses in any case",
        arguments: [
            ("g1", true), ("G1", false), ("STAFF@corp.example", true), ("everyone@corp.example", true), ("other@corp.example", false),
        ])
    func group(key: String, expected: Bool) {
        let group = Group(id: "g1", email: "staff@corp.example", name: "Staff", aliases: ["Everyone@corp.example"])
        #expect(group.answers(to: key) == expected)
    }

    @Test("A domain is in lower case")
    func domain() {
        #expect(Self.person("a", in: "/").domain == "corp.example")
    }

    @Test("Texts come back as they are, however many there are")
    func sharedTexts() {
        var texts = SharedTexts()
        for number in 0..<5_000 { #expect(texts.shared("a department of number \(number)") == "a department of number \(number)") }
        #expect(texts.shared("short") == "short")
    }

    @Test("Configurations hold these names, so they never change")
    func names() {
        #expect(
            DirectoryAttribute.standard.map(\.id) == [
                "primaryEmail", "name.givenName", "name.familyName", "name.fullName", "id", "orgUnitPath", "externalIds[organization]",
                "organizations[primary].title", "organizations[primary].description", "relations[manager]", "organizations[primary].department",
                "organizations[primary].costCenter", "locations[desk].buildingId", "locations[desk].floorName", "locations[desk].floorSection",
                "phones[work]", "phones[home]", "phones[mobile]", "phones[work_mobile]", "emails[home]", "emails[work]",
                "addresses[work].streetAddress", "addresses[work].locality", "addresses[work].region", "addresses[work].postalCode",
                "addresses[work].country", "addresses[work].formatted",
            ])
        #expect(Set(DirectoryAttribute.standard.map(\.label)).count == DirectoryAttribute.standard.count)
    }

    @Test(
        "A custom attribute has a schema and a field",
        arguments: [
            ("customSchemas.Telephony.extension", "Telephony extension"), ("customSchemas.Telephony", nil), ("customSchemas..extension", nil),
            ("customSchemas.Telephony.", nil), ("customSchemas.A.B.C", nil), ("phones[work]", nil), ("other.Telephony.extension", nil),
        ] as [(String, String?)])
    func custom(id: String, expected: String?) {
        #expect(DirectoryAttribute.customParts(of: id).map { "\($0.schema) \($0.field)" } == expected)
        if expected != nil { #expect(DirectoryAttribute.custom(schema: "Telephony", field: "extension").id == id) }
    }

    @Test("A person's own values count as attributes; what was not asked for has no value")
    func values() {
        var person = Self.person("7", in: "/Sales")
        person.attributes = [DirectoryAttribute.jobTitle.id: "Clerk"]
        #expect(
            [DirectoryAttribute.directoryID, .primaryEmail, .unitPath, .jobTitle, .department].map { person.value(of: $0.id) }
                == ["7", "7@Corp.example", "/Sales", "Clerk", nil])
    }
}
