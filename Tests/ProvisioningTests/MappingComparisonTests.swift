import Directory
import Testing

@testable import Provisioning

@Suite("Whoever has what the mapping gives is known without making all values", .timeLimit(.minutes(1)))
struct MappingComparisonTests {
    /// Germany and the United States; an American address has a state.
    private struct Tools: ValueTools {
        func problem(ofPattern pattern: String) -> String? { nil }
        func firstMatch(of pattern: String, in text: String, group: Int) -> String? { nil }
        func phoneNumber(_ text: String, country: String?) -> PhoneNumberReading { .doubt(.notANumber) }
        func countryCode(of text: String) -> String? { ["US", "DE"].contains(text) ? text : nil }
        func countryName(of code: String) -> String? { code }
        func region(_ text: String, in country: String) -> CountryRegion? { text == "CA" ? CountryRegion(code: "CA", name: "California") : nil }
        func hasRegions(_ country: String) -> Bool { country == "US" }
        func missing(for step: ValueStep.Name) -> MissingTool? { nil }
    }

    private static let targets =
        World.targets + [
            TargetAttribute(path: "address.city", label: "City", category: "Work"),
            TargetAttribute(
                path: "address.region", label: "State", format: .region(country: "address.country", mandatoryIn: ["US"]), category: "Work"),
            TargetAttribute(path: "address.country", label: "Country", format: .country, category: "Work"),
        ]

    private static let mappings =
        MappingTable.defaults(for: World.targets) + [
            AttributeMapping(target: "address.city", sources: [.attribute("addresses[work].locality")]),
            AttributeMapping(
                target: "address.region", sources: [.attribute("addresses[work].region", steps: [.region(.init(), .code)])]),
            AttributeMapping(target: "address.country", sources: [.attribute("addresses[work].country", steps: [.country(.code)])]),
        ]

    /// People with and without titles, names and addresses, right and wrong ones.
    private static let people: [Person] = [nil, "Clerk", "  Clerk "].flatMap { title in
        ["Given", nil].flatMap { given in
            [nil, "Oakland"].flatMap { city in
                [nil, "CA", "Elsewhere"].flatMap { region in
                    [nil, "US", "DE", "Atlantis"].map { country in
                        var person = World.person("p", title: title, given: given)
                        person.attributes["addresses[work].locality"] = city
                        person.attributes["addresses[work].region"] = region
                        person.attributes["addresses[work].country"] = country
                        return person
                    }
                }
            }
        }
    }

    @Test("It agrees with what the whole mapping gives, for every person beside every account")
    func agrees() {
        let tables = [
            Self.mappings, Self.mappings + [Self.mappings[3]], Array(Self.mappings.dropFirst()),
            Self.mappings.filter { $0.target != "address.region" },
        ]
        .map { MappingTable(targets: Self.targets, mappings: $0, context: ValueContext(tools: Tools())) }
        var known = 0
        for table in tables {
            let drawn = Self.people.map { table.drawn(for: $0).values }
            var accounts = Set(drawn)
            accounts.insert((drawn.last ?? [:]).merging([AccountLink.externalIDPath: "old"]) { first, _ in first })
            for values in accounts {
                let link = AccountLink(personID: "p", accountID: "a", values: values)
                for person in Self.people {
                    guard let userName = table.userNameOfUnchanged(person, having: link) else { continue }
                    known += 1
                    guard case .values(let mapped) = table.account(for: person, having: link) else {
                        Issue.record("\(person.attributes) has no account, and passed as unchanged beside \(values)")
                        continue
                    }
                    #expect(table.values(link.completing(mapped), in: link) == values && userName == mapped["userName"])
                }
            }
        }
        #expect(known > 20)
    }

    @Test("Nearly everybody is known this way: with a whole address, with one that needs no state, and with none")
    func reached() {
        let table = MappingTable(targets: Self.targets, mappings: Self.mappings, context: ValueContext(tools: Tools()))
        for person in [
            World.person("p", title: "Clerk"), World.person("p"),
            Self.people.first { $0.value(of: "addresses[work].region") == "CA" && $0.value(of: "addresses[work].country") == "US" },
            Self.people.first {
                $0.value(of: "addresses[work].region") == nil && $0.value(of: "addresses[work].country") == "DE"
                    && $0.value(of: "addresses[work].locality") != nil
            },
            Self.people.first { $0.value(of: "addresses[work].region") == "Elsewhere" && $0.value(of: "addresses[work].country") == "DE" },
        ] {
            guard let person, case .values(let values) = table.account(for: person) else {
                Issue.record("there is no account to compare with")
                continue
            }
            #expect(table.userNameOfUnchanged(person, having: AccountLink(personID: "p", accountID: "a", values: values)) == "p@corp.example")
        }
    }
}
