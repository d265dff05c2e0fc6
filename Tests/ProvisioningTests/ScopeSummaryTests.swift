import Directory
import Provisioning
import Testing
import Wording

@Suite("Scope in numbers: what each group adds, and who is left out why", .timeLimit(.minutes(5)))
struct ScopeSummaryTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        var people: [Person] = ["a", "b", "c"].map { World.person($0) }
        var access = UserAccess(organizationalUnits: ["/": .on])
        var scope: [String] = []
        var groups: [String: [GroupMember]] = [:]
        let expected: ScopeSummary
        var testDescription: String { name }
    }

    private static func members(_ ids: String...) -> [GroupMember] { ids.map { GroupMember(id: $0) } }

    static let rows: [Row] = [
        Row(name: "no group: everyone", expected: ScopeSummary(entitled: 3)),
        Row(
            name: "groups that overlap: each counts, the shared member is nobody's alone", scope: ["x", "y"],
            groups: ["x": members("a", "b"), "y": members("b")],
            expected: ScopeSummary(
                entitled: 2, groups: [.init(groupID: "x", people: 2, onlyHere: 1), .init(groupID: "y", people: 1, onlyHere: 0)],
                excluded: [.notInScopeGroups: 1])),
        Row(
            name: "a member listed twice counts once", scope: ["x"], groups: ["x": members("a", "a")],
            expected: ScopeSummary(entitled: 1, groups: [.init(groupID: "x", people: 1, onlyHere: 1)], excluded: [.notInScopeGroups: 2])),
        Row(
            name: "a group of the whole organization", scope: ["all", "x"],
            groups: ["all": [GroupMember(id: "C1", kind: .customer)], "x": members("a")],
            expected: ScopeSummary(
                entitled: 3, groups: [.init(groupID: "all", people: 3, onlyHere: 2), .init(groupID: "x", people: 1, onlyHere: 0)])),
        Row(
            name: "a group that is gone", scope: ["gone"],
            expected: ScopeSummary(entitled: 0, groups: [.init(groupID: "gone", exists: false)], excluded: [.notInScopeGroups: 3])),
        Row(
            name: "every reason",
            people: [
                World.person("in"), World.person("archived", status: .archived), World.person("suspended", status: .suspended),
                World.person("guest", guest: true), World.person("off", unit: "/Off"),
                World.person("second", email: "s@subsidiary.example"), World.person("out"),
            ], access: UserAccess(organizationalUnits: ["/": .on, "/Off": .off]), scope: ["x"],
            groups: ["x": members("in", "archived", "suspended", "guest", "off", "second", "stranger")],
            expected: ScopeSummary(
                entitled: 1, groups: [.init(groupID: "x", people: 1, onlyHere: 1)],
                excluded: [.archived: 1, .suspended: 1, .guest: 1, .appOff: 1, .secondaryDomain: 1, .notInScopeGroups: 1])),
    ]

    @Test("counts", arguments: rows)
    func counts(row: Row) {
        let scope = ProvisioningScope(groups: row.scope.map(World.reference))
        var summary = ScopeSummary(
            World.configuration(access: row.access, scope: scope), snapshot: World.snapshot(row.people, groups: row.groups))
        summary.units = [:]
        #expect(summary == row.expected)
    }

    @Test("a person whom several conditions leave out counts for the first; the others say whom they leave out beside")
    func conditions() {
        let scope = ProvisioningScope(conditions: [
            ScopeCondition("organizations[primary].title", .isNot, ["Intern"]), ScopeCondition("name.givenName", .startsWith, ["Z"]),
        ])
        let people = [
            World.person("a", title: "Intern", given: "Ada"), World.person("b", title: "Clerk", given: "Bo"), World.person("c", given: "Zoe"),
        ]
        let summary = ScopeSummary(World.configuration(scope: scope), snapshot: World.snapshot(people))
        #expect(summary.entitled == 1)
        #expect(summary.conditions == [1, 1])
        #expect(summary.exclusionWords == "2 not meeting the conditions")
    }

    @Test("the people in each unit are the active ones, with those whom an access group lets in; each unit decides for those that inherit from it")
    func units() {
        let people = [
            World.person("root"), World.person("a", unit: "/Sales"), World.person("b", unit: "/Sales"), World.person("c", unit: "/Sales/West"),
            World.person("d", unit: "/Sales/West/Late"), World.person("gone", unit: "/Sales", status: .suspended),
            World.person("guest", unit: "/Sales", guest: true),
        ]
        var access = UserAccess(organizationalUnits: ["/": .on, "/Sales": .off], groups: [World.reference("x")])
        let summary = ScopeSummary(
            World.configuration(access: access), snapshot: World.snapshot(people, groups: ["x": Self.members("b", "d", "gone")]))
        let direct: [String: UnitHeadcount] = [
            "/": .init(people: 1), "/Sales": .init(people: 2, byGroup: 1), "/Sales/West": .init(people: 1),
            "/Sales/West/Late": .init(people: 1, byGroup: 1),
        ]
        #expect(summary.units == direct)
        #expect(access.followers(summary.units)["/"] == UnitHeadcount(people: 1))
        #expect(access.followers(summary.units)["/Sales"] == UnitHeadcount(people: 4, byGroup: 2))
        #expect(access.followers(summary.units)["/Sales/West"] == UnitHeadcount(people: 2, byGroup: 1))
        access.set(.on, at: OrganizationalUnit(id: "w", path: "/Sales/West", name: "West"))
        #expect(access.followers(summary.units)["/Sales"] == UnitHeadcount(people: 2, byGroup: 1))
        access.inherit(at: OrganizationalUnit(id: "s", path: "/Sales", name: "Sales"))
        #expect(access.followers(summary.units)["/"] == UnitHeadcount(people: 3, byGroup: 1))
        #expect(UnitHeadcount(people: 3, byGroup: 1).appIsOn(at: .on) == 3 && UnitHeadcount(people: 3, byGroup: 1).appIsOn(at: .off) == 1)
        let everyone = ScopeSummary(
            World.configuration(access: access), snapshot: World.snapshot(people, groups: ["x": [GroupMember(id: "C1", kind: .customer)]]))
        #expect(everyone.units["/Sales"] == UnitHeadcount(people: 2, byGroup: 2))
    }

    @Test("the words name each reason that holds for somebody")
    func words() {
        #expect(ScopeSummary(entitled: 1).exclusionWords == nil)
        #expect(
            ScopeSummary(entitled: 1, excluded: [.guest: 1, .appOff: 12, .secondaryDomain: 2, .archived: 0]).exclusionWords
                == "12 with the app off, 2 on a secondary domain, 1 guest")
    }
}
