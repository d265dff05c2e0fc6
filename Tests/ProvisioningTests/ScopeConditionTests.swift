import Directory
import Foundation
import Provisioning
import Testing
import ValueLibraries
import Wording

@Suite("Conditions of the scope: what a person's attribute must be", .timeLimit(.minutes(5)))
struct ScopeConditionTests {
    private static let title = "organizations[primary].title"

    static let rows: [(ScopeCondition.Test, [String], String?, Bool)] = [
        (.is, ["Clerk"], "Clerk", true), (.is, ["Clerk"], "clerk ", true), (.is, ["Clerk", "Nurse"], "NURSE", true),
        (.is, ["Clerk"], "Clerk II", false),
        (.is, ["Clerk"], nil, false), (.is, ["Élève"], "élève", true),
        (.isNot, ["Clerk"], "Nurse", true), (.isNot, ["Clerk", "Nurse"], "nurse", false), (.isNot, ["Clerk"], nil, true),
        (.isNot, ["Clerk"], "  ", true),
        (.startsWith, ["Head"], "Head of Sales", true), (.startsWith, ["head", "Chief"], "CHIEF of staff", true),
        (.startsWith, ["Head"], "Ahead", false),
        (.startsWith, ["Head"], nil, false),
        (.matches, ["^R[0-9]+$"], "R12", true), (.matches, ["^R[0-9]+$"], "XR12", false), (.matches, ["(?i)clerk", "nurse"], "A Clerk", true),
        (.matches, ["^$"], nil, false),
    ]

    @Test("one value is enough; for is not, none may be the person's", arguments: rows)
    func holds(_ test: ScopeCondition.Test, _ values: [String], _ value: String?, _ expected: Bool) {
        let scope = ProvisioningScope(conditions: [ScopeCondition(Self.title, test, values)])
        let person = World.person("p", title: value)
        let rule = EntitlementRule(
            World.configuration(scope: scope), snapshot: World.snapshot([person]), links: [:], valueTools: MachineValueTools.shared)
        #expect(rule.entitlement(of: person).isEntitled == expected)
    }

    @Test("groups and all conditions must hold; what is said first is the group")
    func together() {
        let scope = ProvisioningScope(
            groups: [World.reference("x")],
            conditions: [ScopeCondition(Self.title, .is, ["Clerk"]), ScopeCondition("name.givenName", .is, ["Ada"])])
        func entitlement(_ person: Person, isMember: Bool = true) -> Entitlement {
            EntitlementRule(
                World.configuration(scope: scope), snapshot: World.snapshot([person], groups: ["x": isMember ? [GroupMember(id: person.id)] : []]),
                links: [:], valueTools: NoValueTools()
            ).entitlement(of: person)
        }
        let clerk = World.person("p", title: "Clerk", given: "Ada")
        #expect(entitlement(clerk).isEntitled)
        #expect(entitlement(clerk, isMember: false) == .excluded(.notInScopeGroups))
        #expect(entitlement(World.person("p", title: "Clerk", given: "Bo")) == .excluded(.conditionNotMet(scope.conditions[1], value: "Bo")))
        #expect(entitlement(World.person("p", given: "Bo")) == .excluded(.conditionNotMet(scope.conditions[0], value: nil)))
    }

    @Test("leaving by a condition counts as the app turned off")
    func leaving() {
        let person = World.person("p", title: "Nurse")
        let scope = ProvisioningScope(conditions: [ScopeCondition(Self.title, .is, ["Clerk"])])
        let policy = DeprovisioningPolicy(appTurnedOff: .init(suspend: .within24Hours), suspended: .init(), deleted: .init())
        let plan = World.plan([person], configuration: World.configuration(scope: scope, policy: policy), links: [World.link(person)])
        #expect(plan.entries.map(\.kind) == [.suspend])
        #expect(
            plan.entries.first?.reason.words.contains("Job title is Nurse, and the scope is for people whose Job title is Clerk") == true,
            "\(plan.entries.first?.reason.words ?? "")")
    }

    static let texts: [(String, ScopeCondition)] = [
        ("organizations[primary].department=Sales|Support", ScopeCondition("organizations[primary].department", .is, ["Sales", "Support"])),
        ("title != A\\|B", ScopeCondition("title", .isNot, ["A|B"])), ("x^=Head of ", ScopeCondition("x", .startsWith, ["Head of"])),
        ("x~a|b=c", ScopeCondition("x", .matches, ["a|b=c"])), ("x=C:\\\\", ScopeCondition("x", .is, ["C:\\"])),
    ]

    @Test("as it is written on the command line, and back", arguments: texts)
    func text(_ text: String, _ condition: ScopeCondition) throws {
        let read = try ScopeCondition(parsing: text)
        #expect(read == condition)
        #expect(try ScopeCondition(parsing: read.text) == condition)
    }

    @Test("what is not a condition is said", arguments: ["", "title", "title=", "=Sales", "title^Sales", "title=|", "title!Sales"])
    func refused(text: String) {
        #expect(throws: ScopeCondition.TextProblem.self) { try ScopeCondition(parsing: text) }
    }

    @Test("in config.json, each test by its own key")
    func json() throws {
        for test in ScopeCondition.Test.allCases {
            let condition = ScopeCondition("title", test, ["A", "B"])
            #expect(try JSONDecoder().decode(ScopeCondition.self, from: JSONEncoder().encode(condition)) == condition)
        }
        for text in [#"{"attribute": "title"}"#, #"{"attribute": "title", "is": ["A"], "isNot": ["B"]}"#, #"{"is": ["A"]}"#] {
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(ScopeCondition.self, from: Data(text.utf8)) }
        }
    }
}
