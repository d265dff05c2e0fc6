import Directory
import Provisioning
import Testing

@Suite("Entitlement: active, no guest, app on, in a scope group", .timeLimit(.minutes(5)))
struct EntitlementTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        var person = World.person("p")
        var access = UserAccess(organizationalUnits: ["/": .on])
        var scope = ProvisioningScope()
        var groups: [String: [GroupMember]] = [:]
        var exclusions = Exclusions()
        var link: AccountLink?
        let expected: Entitlement
        var testDescription: String { name }
    }

    private static let root = AccessPath.organizationalUnit(path: "/")
    private static let inPhone = ["phone": [GroupMember(id: "p")]]
    private static let phone = ProvisioningScope(groups: [World.reference("phone")])

    static let rows: [Row] = [
        Row(name: "active, app on, no scope group", expected: .entitled(access: root, scopeGroup: nil)),
        Row(name: "archived people are left alone", person: World.person("p", status: .archived), expected: .excluded(.archived)),
        Row(name: "suspended", person: World.person("p", status: .suspended), expected: .excluded(.suspended)),
        Row(name: "guests never", person: World.person("p", guest: true), expected: .excluded(.guest)),
        Row(name: "app off", access: UserAccess(), expected: .excluded(.appOff(unit: "/", setAt: nil))),
        Row(
            name: "app off by inheritance", person: World.person("p", unit: "/A/B"), access: UserAccess(organizationalUnits: ["/": .on, "/A": .off]),
            expected: .excluded(.appOff(unit: "/A/B", setAt: "/A"))),
        Row(
            name: "an access group wins over a unit that is off", access: UserAccess(groups: [World.reference("phone")]), groups: inPhone,
            expected: .entitled(access: .group(name: "phone"), scopeGroup: nil)),
        Row(name: "in a scope group", scope: phone, groups: inPhone, expected: .entitled(access: root, scopeGroup: "phone")),
        Row(name: "in no scope group", scope: phone, groups: ["phone": []], expected: .excluded(.notInScopeGroups)),
        Row(name: "a scope group that is gone lets nobody in", scope: phone, expected: .excluded(.notInScopeGroups)),
        Row(
            name: "a member by the whole organization", scope: phone, groups: ["phone": [GroupMember(id: "C1", kind: .customer)]],
            expected: .entitled(access: root, scopeGroup: "phone")),
        Row(
            name: "a scope group does not turn the app on", access: UserAccess(), scope: phone, groups: inPhone,
            expected: .excluded(.appOff(unit: "/", setAt: nil))),
        Row(
            name: "secondary domain, scope groups set", person: World.person("p", email: "p@subsidiary.example"), scope: phone, groups: inPhone,
            expected: .excluded(.secondaryDomain("subsidiary.example"))),
        Row(
            name: "secondary domain, no scope group", person: World.person("p", email: "p@subsidiary.example"),
            expected: .entitled(access: root, scopeGroup: nil)),
        Row(
            name: "secondary domain, always excluded", person: World.person("p", email: "p@subsidiary.example"),
            scope: ProvisioningScope(secondaryDomains: .excluded), expected: .excluded(.secondaryDomain("subsidiary.example"))),
        Row(
            name: "excluded by id, whatever the address", person: World.person("p", email: "renamed@corp.example"),
            exclusions: Exclusions(people: [ExcludedPerson(id: "p", email: "p@corp.example")]), expected: .excluded(.excludedPerson)),
        Row(
            name: "an id that is known counts, not the address, which somebody else may have by now",
            exclusions: Exclusions(people: [ExcludedPerson(id: "other", email: "p@corp.example")]), expected: .entitled(access: root, scopeGroup: nil)
        ),
        Row(
            name: "excluded by an address alone, in upper case",
            exclusions: Exclusions(people: [ExcludedPerson(id: "P@corp.example", email: "P@corp.example")]), expected: .excluded(.excludedPerson)),
        Row(
            name: "excluded and suspended: left alone", person: World.person("p", status: .suspended),
            exclusions: Exclusions(people: [ExcludedPerson(id: "p", email: "p@corp.example")]), expected: .excluded(.excludedPerson)),
        Row(
            name: "excluded with the app off: left alone", access: UserAccess(),
            exclusions: Exclusions(people: [ExcludedPerson(id: "p", email: "p@corp.example")]), expected: .excluded(.excludedPerson)),
        Row(
            name: "an excluded account by its id", exclusions: Exclusions(accounts: ["account-p"]), link: World.link(World.person("p")),
            expected: .excluded(.excludedAccount("p@corp.example"))),
        Row(
            name: "an excluded account by its user name", exclusions: Exclusions(accounts: ["P@Corp.Example"]), link: World.link(World.person("p")),
            expected: .excluded(.excludedAccount("p@corp.example"))),
        Row(
            name: "the account's user name counts, not the person's new address", person: World.person("p", email: "new@corp.example"),
            exclusions: Exclusions(accounts: ["new@corp.example"]), link: World.link(World.person("p")),
            expected: .entitled(access: root, scopeGroup: nil)),
        Row(
            name: "no account yet, and an excluded one has the address", exclusions: Exclusions(accounts: ["p@corp.example"]),
            expected: .excluded(.excludedAccount("p@corp.example"))),
    ]

    @Test("who is entitled, and why not", arguments: rows)
    func entitlement(row: Row) {
        var configuration = World.configuration(access: row.access, scope: row.scope)
        configuration.exclusions = row.exclusions
        let rule = EntitlementRule(
            configuration, snapshot: World.snapshot([row.person], groups: row.groups), links: row.link.map { ["p": $0] } ?? [:],
            valueTools: NoValueTools())
        #expect(rule.entitlement(of: row.person) == row.expected)
    }
}
