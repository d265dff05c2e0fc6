import Directory
import Testing
import ValueLibraries

@testable import Provisioning

@Suite("Data quality: what would be refused, before it is", .timeLimit(.minutes(2)))
struct DataQualityTests {
    private static let targets = [
        TargetAttribute(path: "userName", label: "User name", isMandatory: true, format: .email, defaultSource: "primaryEmail", category: "Account"),
        TargetAttribute(
            path: "name.familyName", label: "Last name", isMandatory: true, maximumLength: 8, defaultSource: "family", category: "Account"),
        TargetAttribute(path: "mobile", label: "Mobile", format: .phoneNumber, defaultSource: "phone", category: "Phone"),
    ]

    private static func person(
        _ id: String, family: String? = "Family", phone: String? = nil, country: String? = nil, status: Person.Status = .active
    ) -> Person {
        var attributes: [String: String] = [:]
        attributes["family"] = family
        attributes["phone"] = phone
        attributes["addresses[work].country"] = country
        return Person(id: id, primaryEmail: "\(id)@corp.example", status: status, attributes: attributes)
    }

    private static func quality(_ people: [Person], change: (inout AutoprovisioningSettings) -> Void = { _ in }) -> DataQuality {
        var configuration = World.configuration()
        configuration.autoprovisioning.mapping = MappingTable.defaults(for: targets)
        change(&configuration.autoprovisioning)
        var input = PlanInput(configuration: configuration, targets: targets, snapshot: World.snapshot(people), now: World.now)
        input.valueTools = MachineValueTools.shared
        return DataQuality(input)
    }

    private static let people = [
        person("a", phone: "(415) 555-0123", country: "USA"), person("b", phone: "020 7946 0958", country: "UK"),
        person("c", phone: "(415) 555-0124"),
        person("d", phone: "+14155550125", country: "US"), person("e", phone: "call me", country: "US"), person("f", family: "Featherstonehaugh"),
        person("g", family: nil), person("gone", family: nil, status: .suspended),
    ]

    @Test("people are grouped by attribute and rule, what is refused first; whom nobody entitles does not count")
    func groups() {
        let quality = Self.quality(Self.people)
        #expect(quality.entitled == 7)
        #expect(quality.refused == 6)
        #expect(quality.findings.map(\.id) == ["mobile unfit.phoneNumber", "name.familyName missing", "name.familyName tooLong"])
        #expect(quality.findings.map { $0.cases.map(\.personID) } == [["a", "b", "c", "e"], ["g"], ["f"]])
    }

    @Test("a value that an account has already is not judged again, as a run does not judge it")
    func taken() {
        let person = Self.person("e", phone: "call me", country: "US")
        var configuration = World.configuration()
        configuration.autoprovisioning.mapping = MappingTable.defaults(for: Self.targets)
        for (mobile, refused) in [("call me", 0), ("+14155550125", 1)] {
            let link = AccountLink(
                personID: "e", accountID: "7", values: ["userName": "e@corp.example", "mobile": mobile, "name.familyName": "Family"])
            var input = PlanInput(
                configuration: configuration, targets: Self.targets, snapshot: World.snapshot([person]), ledger: LedgerState(links: ["e": link]),
                now: World.now)
            input.valueTools = MachineValueTools.shared
            #expect(DataQuality(input).refused == refused)
            #expect(Planner.plan(input).problems.count == refused)
        }
    }

    @Test("what is proposed says how many it helps, and accepting all of it leaves only what the directory has to mend")
    func proposals() {
        var settings = AutoprovisioningSettings()
        let first = Self.quality(Self.people)
        let phone = first.findings.first { $0.target == "mobile" }
        #expect(phone?.proposals.map(\.helps) == [3, 2])
        #expect(phone?.proposals.first?.change == .step(.e164(.init(fallback: "US")), target: "mobile"))
        #expect(first.findings.first { $0.rule == .missing(reason: nil) }?.proposals.isEmpty == true)
        let second = Self.quality(Self.people) { changed in
            for finding in first.findings { if let proposal = finding.proposals.first { changed = proposal.applied(to: changed) } }
            settings = changed
        }
        #expect(second.findings.map(\.id) == ["name.familyName missing", "mobile leftOut.phoneNumber.notANumber"])
        #expect(second.refused == 1)
        #expect(settings.mapping.first { $0.target == "name.familyName" }?.sources == [.attribute("family", steps: [.cut(8)])])
    }

    @Test("where only the country is missing, the country of most people is proposed")
    func companyCountry() {
        let quality = Self.quality(Self.people) { $0.mapping[2].sources = [.attribute("phone", steps: [.e164(.init())])] }
        let finding = quality.findings.first { $0.rule == .leftOut(reason: "phoneNumber.noCountry") }
        #expect(finding?.cases.map(\.personID) == ["c"])
        #expect(finding?.proposals == [QualityProposal(.companyCountry("US"), helps: 1)])
    }

    @Test("an extension is left away only by choice, before the number is read")
    func withoutExtension() throws {
        let people = [Self.person("a", phone: "415 555 0123 x12", country: "US")]
        let quality = Self.quality(people) { $0.mapping[2].sources = [.attribute("phone", steps: [.trim, .e164(.init())])] }
        let proposal = try #require(quality.findings.first?.proposals.first)
        #expect(quality.findings.first?.rule == .leftOut(reason: "phoneNumber.hasExtension"))
        let after = Self.quality(people) {
            $0.mapping[2].sources = [.attribute("phone", steps: [.trim, .e164(.init())])]
            $0 = proposal.applied(to: $0)
            #expect($0.mapping[2].sources[0].steps.map(\.name) == [.trim, .pattern, .e164])
        }
        #expect(after.findings.isEmpty)
    }

    @Test("a directory in which everything fits has no finding")
    func perfect() {
        let quality = Self.quality([Self.person("a", phone: "+14155550123")])
        #expect(quality == Self.quality([Self.person("a", phone: "+14155550123")]))
        #expect(quality.findings.isEmpty && quality.refused == 0 && quality.entitled == 1)
    }
}
