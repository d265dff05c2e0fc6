import Directory
import Foundation
import Provisioning
import Testing
import Wording

@Suite("Plan: what differs, in a fixed order", .timeLimit(.minutes(5)))
struct PlanTests {
    static let person = World.person("p", title: "Engineer")

    @Test("unknown to the app: create, with every mapped value")
    func create() throws {
        let plan = World.plan([Self.person])
        #expect(plan.entries.map(\.kind) == [.create])
        #expect(plan.entries.first?.after == World.values(of: Self.person))
        #expect(plan.entries.first?.reason == .entitled(access: .organizationalUnit(path: "/"), scopeGroup: nil))
    }

    @Test("no change: nothing to do, and planning twice gives the same value")
    func steady() {
        let plan = World.plan([Self.person], links: [World.link(Self.person)])
        #expect(plan.entries.isEmpty)
        #expect(plan == World.plan([Self.person], links: [World.link(Self.person)]))
    }

    @Test(
        "first contact",
        arguments: [
            (nil, [ActionKind.adopt], false), ("", [.adopt], false), ("p", [.adopt], false), ("somebody-else", [], true),
        ] as [(String?, [ActionKind], Bool)])
    func firstContact(externalID: String?, kinds: [ActionKind], isConflict: Bool) {
        let account = ObservedAccount(id: "77", externalID: externalID, userName: "P@Corp.Example", isActive: true, values: [:])
        let plan = World.plan([Self.person], accounts: [account])
        #expect(plan.entries.map(\.kind) == kinds)
        #expect(plan.problems.isEmpty != isConflict)
    }

    @Test("a recycled address does not inherit the account that is still linked to its previous owner")
    func recycledAddress() {
        let previous = World.person("old", email: "p@corp.example", status: .deleted)
        let account = ObservedAccount(id: "77", externalID: nil, userName: "p@corp.example", isActive: true, values: [:])
        let plan = World.plan([Self.person], deleted: [previous], links: [World.link(previous, account: "77")], accounts: [account])
        #expect(plan.problems.map(\.problem) == [.accountOfAnother(userName: "p@corp.example", externalID: "old")])
    }

    @Test("a new address renames the same account; another value updates it")
    func renameAndUpdate() {
        let renamed = World.person("p", email: "new@corp.example", title: "Engineer")
        let promoted = World.person("p", title: "Director")
        #expect(World.plan([renamed], links: [World.link(Self.person)]).entries.map(\.kind) == [.rename])
        let update = World.plan([promoted], links: [World.link(Self.person)]).entries
        #expect(update.map(\.kind) == [.update])
        #expect(update.map(\.reason) == [.attributesChanged(["Job title"])])
    }

    @Test("two people with one user name: the holder keeps it, the other is a problem")
    func sameUserName() {
        let newcomer = World.person("a", email: "P@corp.example")
        let plan = World.plan([newcomer, Self.person], links: [World.link(Self.person)])
        #expect(plan.entries.isEmpty)
        #expect(plan.problems.map(\.personID) == ["a"])
    }

    @Test("order: suspend, re-enable, delete, create, adopt, update")
    func order() {
        let policy = DeprovisioningPolicy(suspended: .init(suspend: .within24Hours), deleted: .init(hardDelete: .within24Hours))
        let people = [
            World.person("a-new"), World.person("b-back"), World.person("c-changed", title: "New"), World.person("d-suspended", status: .suspended),
        ]
        let links = [
            World.link(people[1], isActive: false), World.link(World.person("c-changed")), World.link(World.person("d-suspended")),
            World.link(World.person("e-gone")),
        ]
        let plan = World.plan(
            people, deleted: [World.person("e-gone", status: .deleted)], configuration: World.configuration(policy: policy), links: links)
        #expect(plan.entries.map(\.kind) == [.suspend, .reenable, .delete, .create, .update])
    }

    @Test(
        "what a change would take away, in words",
        arguments: [
            (DeprovisioningRule(), nil), (.init(suspend: .within24Hours), "The next run would suspend 2 people."),
            (.init(hardDelete: .within24Hours), "The next run would delete the account of 2 people."),
            (
                .init(suspend: .after7Days),
                "A deprovisioning delay would begin for 2 people: 2 to suspend, the first due \((World.now + days(7)).words)."
            ),
        ] as [(DeprovisioningRule, String?)])
    func consequences(rule: DeprovisioningRule, words: String?) {
        let people = ["p", "q"].map { World.person($0) }
        let plan = World.plan(
            people, configuration: World.configuration(access: UserAccess(), policy: .init(appTurnedOff: rule)), links: people.map { World.link($0) })
        #expect(plan.consequences(comparedTo: nil).words == words ?? "")
    }

    @Test("a deletion that follows a suspension is foretold with it")
    func laterDeletion() {
        let people = [World.person("p"), World.person("q")]
        let plan = World.plan(
            people,
            configuration: World.configuration(
                access: UserAccess(), policy: .init(appTurnedOff: .init(suspend: .within24Hours, hardDelete: .after7Days))),
            links: people.map { World.link($0) })
        #expect(
            plan.consequences(comparedTo: nil).words
                == "The next run would suspend 2 people. The hard delete of 2 people would follow, the first due \((World.now + days(7)).words).")
    }

    @Test(
        "what a change would give, in words, after what it would take away",
        arguments: [
            (["new"], [], "The next run would create 1 account."), (["new", "newer"], [], "The next run would create 2 accounts."),
            (["new", "changed", "back"], [], "The next run would create 1, re-enable 1 and update 1 account."),
            (["new", "changed"], ["off"], "The next run would suspend 1 person. It would also create 1 and update 1 account."), ([], [], nil),
        ] as [([String], [String], String?)])
    func gains(on: [String], off: [String], words: String?) {
        let people = on.map { World.person($0, title: $0 == "changed" ? "New" : nil) } + off.map { World.person($0, unit: "/Off") }
        let configuration = World.configuration(
            access: UserAccess(organizationalUnits: ["/": .on, "/Off": .off]), policy: .init(appTurnedOff: .init(suspend: .within24Hours)))
        let links = (on + off).filter { !$0.hasPrefix("new") }.map { World.link(World.person($0), isActive: $0 != "back") }
        #expect(World.plan(people, configuration: configuration, links: links).consequences(comparedTo: nil).words == words ?? "")
    }

    @Test(
        "what comes in any case is not counted to the change, and what it would leave undone is said",
        arguments: [
            (["/": .on], ["/": .on], nil), (["/": .on], ["/": .on, "/Off": .on], "The next run would create 1 account."),
            (["/": .on, "/Off": .on], ["/": .on], "What is planned now for 1 person would not be done."),
            (["/": .on], [:], "The next run would suspend 1 person. What is planned now for 1 person would not be done."),
        ] as [([String: UserAccess.Setting], [String: UserAccess.Setting], String?)])
    func difference(saved: [String: UserAccess.Setting], edited: [String: UserAccess.Setting], words: String?) {
        // p has an account; new gets one in any case; other is in a unit that is off at first.
        let people = [World.person("p"), World.person("new"), World.person("other", unit: "/Off")]
        func plan(_ units: [String: UserAccess.Setting]) -> Plan {
            var all = units
            if all["/Off"] == nil { all["/Off"] = .off }
            return World.plan(
                people,
                configuration: World.configuration(
                    access: UserAccess(organizationalUnits: all), policy: .init(appTurnedOff: .init(suspend: .within24Hours))),
                links: [World.link(people[0])])
        }
        #expect(plan(edited).consequences(comparedTo: plan(saved)).words == words ?? "")
    }

    @Test(
        "a limit that is lifted lets through what is held, and says so; a lower one says what it would hold; a deletion is named as such",
        arguments: [
            (0, 10, "What is held now would be done by the next run: delete 3.", true),
            (10, 0, nil, false),
        ] as [(Int, Int, String?, Bool)])
    func limits(saved: Int, edited: Int, words: String?, deletes: Bool) {
        let people = (0..<3).map { World.person("p\($0)", status: .suspended) }
        func plan(_ limit: Int) -> Plan {
            World.plan(
                people,
                configuration: World.configuration(
                    policy: .init(suspended: .init(hardDelete: .within24Hours)),
                    safeguards: .init(limits: [.delete: .init(number: limit, percent: 0)])),
                links: people.map { World.link($0) })
        }
        let consequences = plan(edited).consequences(comparedTo: plan(saved))
        #expect(consequences.words == words ?? "")
        #expect(consequences.isNothing == (words == nil) && consequences.deletesAccounts == deletes)
    }

    @Test(
        "problems that a change would make are said, with one as an example; those that are there in any case are not",
        arguments: [(1, "1 person would have a problem: "), (3, "3 people would have a problem, such as ")])
    func problems(count: Int, start: String) throws {
        let people = (0..<count).map { World.person("p\($0)") }
        var edited = World.configuration()
        edited.autoprovisioning.mapping.removeAll { $0.target == "name.familyName" }
        edited.autoprovisioning.mapping.append(AttributeMapping(target: "name.familyName", sources: [.attribute("employeeId")]))
        let links = people.map { World.link($0) }
        let (saved, plan) = (World.plan(people, links: links), World.plan(people, configuration: edited, links: links))
        let problem = try #require(plan.problems.first)
        #expect(plan.problems.count == count && saved.problems.isEmpty)
        #expect(plan.consequences(comparedTo: saved).words == "\(start)Person p0 (p0@corp.example): \(problem.problem.words)")
        #expect(plan.consequences(comparedTo: plan).isNothing)
    }

    @Test("what would be held is not said to happen; what comes anyway makes the others more")
    func heldAndMore() {
        let people = (0..<4).map { World.person("p\($0)") }
        let links = people.map { World.link($0) }
        func plan(off count: Int, limit: Int) -> Plan {
            World.plan(
                people.enumerated().map { $0.offset < count ? World.person($0.element.id, status: .suspended) : $0.element },
                configuration: World.configuration(
                    policy: .init(suspended: .init(suspend: .within24Hours)), safeguards: .init(limits: [.suspend: .init(number: limit, percent: 0)])),
                links: links)
        }
        #expect(plan(off: 3, limit: 9).consequences(comparedTo: plan(off: 1, limit: 9)).words == "The next run would suspend 2 more people.")
        #expect(
            plan(off: 3, limit: 2).consequences(comparedTo: plan(off: 0, limit: 2)).words
                == "The suspension of 3 people would be held until you release it: more than the limit of 2.")
    }

    @Test("Where nobody knows whether an account that waits for its activation was suspended, who is entitled is enabled and who is not is suspended")
    func suspensionInDoubt() {
        let person = World.person("mina")
        var link = World.link(person, isActive: false)
        link.awaitsActivation = true
        #expect(World.plan([person], links: [link]).entries.map(\.kind) == [.reenable])
        let configuration = World.configuration(policy: .init(suspended: .init(suspend: .within24Hours)))
        #expect(World.plan([World.person("mina", status: .suspended)], configuration: configuration, links: [link]).entries.map(\.kind) == [.suspend])
    }
}
