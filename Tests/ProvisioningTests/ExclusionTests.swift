import Directory
import Foundation
import Testing

@testable import Provisioning

@Suite("Exclusions: who and what is left alone", .timeLimit(.minutes(5)))
struct ExclusionTests {
    /// Whom ids or addresses exclude, and who of them is unknown.
    @Test(
        "An excluded person whom neither the directory nor an account knows is named",
        arguments: [
            (["a"], []), (["gone"], ["gone"]), (["deleted"], []), (["linked"], []), (["A@corp.example"], []),
            (["nobody@corp.example"], ["nobody@corp.example"]), (["Linked@corp.example"], []), (["gone", "a", "lost"], ["gone", "lost"]), ([], []),
        ] as [([String], [String])])
    func unknown(people: [String], unknown: [String]) {
        let snapshot = DirectorySnapshot(
            primaryDomain: "corp.example", people: [World.person("a"), World.person("b")], deletedPeople: [World.person("deleted", status: .deleted)])
        let link = AccountLink(personID: "linked", accountID: "7", values: ["userName": "linked@corp.example"], isActive: true)
        let exclusions = Exclusions(people: people.map { ExcludedPerson(id: $0, email: $0) }, accounts: ["lobby@corp.example"])
        #expect(exclusions.unknownPeople(in: snapshot, links: ["linked": link]).map(\.id) == unknown)
    }

    private static let policy = DeprovisioningPolicy(
        appTurnedOff: .init(suspend: .within24Hours), suspended: .init(suspend: .within24Hours), deleted: .init(hardDelete: .within24Hours))

    private static func configuration(people: [String] = [], accounts: [String] = []) -> Configuration {
        var configuration = World.configuration(policy: policy)
        configuration.exclusions = Exclusions(people: people.map { ExcludedPerson(id: $0, email: "\($0)@corp.example") }, accounts: accounts)
        return configuration
    }

    enum Fate: String, CaseIterable, Sendable {
        case active, suspended, archived, deleted, absent, guest
    }

    private static func plan(_ fate: Fate, _ configuration: Configuration, isLinked: Bool = true, timers: [DeprovisioningTimer] = []) -> Plan {
        let status: Person.Status = fate == .suspended ? .suspended : fate == .archived ? .archived : fate == .deleted ? .deleted : .active
        let before = World.person("p")
        var person = World.person("p", status: status, guest: fate == .guest, title: "New title")
        if fate == .deleted { person.organizationalUnitPath = "/" }
        return World.plan(
            fate == .deleted || fate == .absent ? [] : [person], deleted: fate == .deleted ? [person] : [], configuration: configuration,
            links: isLinked ? [World.link(before)] : [], timers: timers.isEmpty ? [:] : ["p": timers], absent: fate == .absent ? ["p"] : [])
    }

    @Test("nothing is made, changed or taken away for an excluded person or account, whatever the directory says", arguments: Fate.allCases)
    func leftAlone(fate: Fate) {
        for configuration in [
            Self.configuration(people: ["p"]), Self.configuration(accounts: ["account-p"]), Self.configuration(accounts: ["p@corp.example"]),
        ] {
            let plan = Self.plan(fate, configuration)
            #expect(plan.items.isEmpty && plan.timerChanges.isEmpty, "\(plan.items.map(\.action.kind))")
            #expect(plan.excluded.map(\.personID) == ["p"])
        }
        // Without the exclusion each of these states changes something, but an archived person's.
        #expect(Self.plan(fate, Self.configuration()).items.isEmpty == (fate == .archived))
    }

    @Test("no account is made for an excluded person, and none where an excluded account has the name", arguments: [true, false])
    func newcomer(byAccount: Bool) {
        let plan = Self.plan(
            .active, byAccount ? Self.configuration(accounts: ["P@corp.example"]) : Self.configuration(people: ["p"]), isLinked: false)
        #expect(plan.items.isEmpty && plan.entitledCount == 0)
        #expect(Self.plan(.active, Self.configuration(), isLinked: false).counts == [.create: 1])
    }

    @Test("an account that would be adopted is not when its id is excluded")
    func adoption() {
        let account = ObservedAccount(id: "77", externalID: nil, userName: "p@corp.example", isActive: true, values: [:])
        let person = World.person("p")
        let plan = World.plan([person], configuration: Self.configuration(accounts: ["77"]), accounts: [account])
        #expect(plan.items.isEmpty)
        #expect(plan.excluded.first?.exclusion == .excludedAccount("p@corp.example"))
        #expect(World.plan([person], configuration: Self.configuration(), accounts: [account]).counts == [.adopt: 1])
    }

    @Test("delays that run are held, and go on when the exclusion ends")
    func heldTimers() {
        let timer = DeprovisioningTimer(cause: .suspended, firstSeen: World.now - days(3))
        let held = Self.plan(.suspended, Self.configuration(people: ["p"]), timers: [timer])
        #expect(held.pending.count == 1 && held.pending.allSatisfy(\.isHeld))
        #expect(held.timerChanges.isEmpty)
        #expect(Self.plan(.suspended, Self.configuration(), timers: [timer]).counts == [.suspend: 1])
    }

    @Test("a decision about an account that was excluded since comes to nothing")
    func decision() {
        let decision = AccountDecision(
            .suspend, accountID: "77", userName: "x@corp.example", externalID: nil, personID: nil, findings: [], made: World.now)
        var ledger = LedgerState()
        ledger.accountDecisions = [decision]
        for (accounts, expected) in [(["77"], [LapsedReason.excluded]), (["X@corp.example"], [.excluded]), ([], [])] {
            var input = PlanInput(
                configuration: Self.configuration(accounts: accounts), targets: World.targets, snapshot: World.snapshot([World.person("p")]),
                ledger: ledger, now: World.now)
            input.decidedAccounts = [
                "77": .shown(ObservedAccount(id: "77", externalID: nil, userName: "x@corp.example", isActive: true, values: [:]))
            ]
            let plan = Planner.plan(input)
            #expect(plan.lapsedAccountDecisions.map(\.reason) == expected)
            #expect(plan.counts[.suspend] == (expected.isEmpty ? 1 : nil))
        }
    }

    @Test("the comparison with the app reports nothing of what is excluded")
    func findings() throws {
        let person = World.person("p")
        let list = [
            ObservedAccount(id: "account-p", externalID: "p", userName: "p@corp.example", isActive: false, values: ["title": "By hand"]),
            ObservedAccount(id: "77", externalID: nil, userName: "stranger@corp.example", isActive: true, values: [:]),
        ]
        func findings(_ configuration: Configuration) throws -> [String] {
            let input = PlanInput(
                configuration: configuration, targets: World.targets, snapshot: World.snapshot([person]),
                ledger: LedgerState(links: ["p": World.link(person)]), now: World.now)
            let result = try #require(Reconciliation(input, keepsExternalID: true, inDoubt: []).compare(list, absences: [:]))
            return Array(Set(result.findings.map(\.accountID))).sorted()
        }
        #expect(try findings(Self.configuration()) == ["77", "account-p"])
        #expect(try findings(Self.configuration(people: ["p"])) == ["77"])
        #expect(try findings(Self.configuration(accounts: ["STRANGER@corp.example", "account-p"])) == [])
    }
}
