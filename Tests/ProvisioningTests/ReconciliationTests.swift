import Directory
import Foundation
import Provisioning
import Testing

@Suite("The app's accounts against the ledger", .timeLimit(.minutes(1)))
struct ReconciliationTests {
    static let ada = World.person("100001", email: "ada@corp.example", title: "Engineer")
    static let bob = World.person("100002", email: "bob@corp.example")
    static let people = [
        ada, bob, World.person("100003", email: "off@corp.example", unit: "/Off"),
        World.person("100004", email: "gone@corp.example", status: .suspended),
        World.person("100005", email: "kept@corp.example", status: .archived),
    ]
    static let deleted = [World.person("100009", email: "left@corp.example", status: .deleted)]

    static func input(links: [AccountLink] = [World.link(ada)]) -> PlanInput {
        PlanInput(
            configuration: World.configuration(access: UserAccess(organizationalUnits: ["/": .on, "/Off": .off])), targets: World.targets,
            snapshot: World.snapshot(people, deleted: deleted),
            ledger: LedgerState(links: Dictionary(uniqueKeysWithValues: links.map { ($0.personID, $0) })), now: World.now)
    }

    static func account(_ id: String, owner: String?, name: String, active: Bool = true) -> ObservedAccount {
        ObservedAccount(id: id, externalID: owner, userName: name, isActive: active, values: ["userName": name], isWhole: false)
    }

    static func shown(_ person: Person) -> ObservedAccount {
        ObservedAccount(
            id: "account-\(person.id)", externalID: person.id, userName: person.primaryEmail, isActive: true, values: World.values(of: person))
    }

    @Test(
        "An account without a link",
        arguments: [
            ("100002", "bob@corp.example", .unlinked, .entitled), ("100001", "other@corp.example", .unlinked, .second),
            ("100003", "off@corp.example", .unlinked, .notEntitled), ("100005", "kept@corp.example", .unlinked, .archived),
            ("100004", "gone@corp.example", .leaver, .suspended), ("100009", "left@corp.example", .leaver, .deleted),
            ("999999", "whoever@corp.example", .leaver, .unknown), ("00u1okta", "x@corp.example", .otherSystem, .nobody),
            ("00u1okta", "bob@corp.example", .otherSystem, .entitled), ("00u1okta", "left@corp.example", .otherSystem, .deleted),
            (nil, "made@corp.example", .notOurs, .nobody), ("", "BOB@corp.example", .notOurs, .entitled),
            (nil, "left@corp.example", .leaver, .deleted), (nil, "gone@corp.example", .leaver, .suspended),
            (nil, "off@corp.example", .notOurs, .notEntitled),
        ] as [(String?, String, ReconciliationFinding.Kind, ReconciliationFinding.Holder)])
    func unlinked(owner: String?, name: String, kind: ReconciliationFinding.Kind, holder: ReconciliationFinding.Holder) throws {
        let list = [Self.shown(Self.ada), Self.account("50", owner: owner, name: name)]
        let result = try #require(Reconciliation(Self.input(), keepsExternalID: true, inDoubt: []).compare(list, absences: [:]))
        #expect(result.findings.map(\.kind) == [kind])
        #expect(result.findings.map(\.holder) == [holder])
        // Only what a run adopts by itself needs no decision.
        let waits = FindingRule(mapping: [], decisions: []).waiting(among: result.findings).count == 1
        #expect(waits == (holder != .entitled || kind == .otherSystem))
    }

    @Test("An address that an active person has by now is theirs, not that of the one who left")
    func reusedAddress() throws {
        var input = Self.input()
        input.snapshot.deletedPeople.append(World.person("100010", email: "bob@corp.example", status: .deleted))
        let list = [Self.shown(Self.ada), Self.account("50", owner: nil, name: "bob@corp.example")]
        let result = try #require(Reconciliation(input, keepsExternalID: true, inDoubt: []).compare(list, absences: [:]))
        #expect(result.findings.map(\.personID) == ["100002"])
    }

    @Test("An account that the list leaves out is gone only when a read says so; when a read shows it, the whole list is not believed")
    func absences() throws {
        let reconciliation = Reconciliation(Self.input(links: [World.link(Self.ada), World.link(Self.bob)]), keepsExternalID: true, inDoubt: [])
        var changed = Self.shown(Self.ada)
        changed = ObservedAccount(id: changed.id, externalID: changed.externalID, userName: changed.userName, isActive: false, values: changed.values)
        #expect(reconciliation.missing(from: [changed]).map(\.personID) == ["100002"])
        #expect(reconciliation.compare([changed], absences: ["account-100002": .there]) == nil)
        let unknown = try #require(reconciliation.compare([changed], absences: [:]))
        #expect(unknown.findings.map(\.kind) == [.suspended] && unknown.untold == ["account-100002"])
        let gone = try #require(reconciliation.compare([changed], absences: ["account-100002": .gone]))
        #expect(gone.findings.map(\.kind) == [.suspended, .gone])
        #expect(reconciliation.compare([changed, changed], absences: [:]) == nil, "a list that repeats an account")
    }

    @Test("What the app shows as it is wanted anyway is no finding: the mapping's value, and the active account of somebody who is to have one")
    func wanted() throws {
        // The ledger knows Ada's account as it was before an update that failed halfway, and Bob's as suspended although it was enabled.
        var link = World.link(Self.ada)
        let other = World.link(Self.bob, isActive: false)
        link.values["title"] = "Intern"
        let reconciliation = Reconciliation(Self.input(links: [link, other]), keepsExternalID: true, inDoubt: [])
        let list = [Self.shown(Self.ada), Self.shown(Self.bob)]
        #expect(try #require(reconciliation.compare(list, absences: [:])).findings.isEmpty)
        #expect(reconciliation.compare(list[0], of: link).findings.isEmpty)
        link.values["name.givenName"] = "Eve"
        let changed = Reconciliation(Self.input(links: [link]), keepsExternalID: true, inDoubt: [])
        let eve = ObservedAccount(
            id: link.accountID, externalID: link.personID, userName: link.userName, isActive: true,
            values: World.values(of: Self.ada).merging(["name.givenName": "Zoe"]) { $1 })
        #expect(changed.compare(eve, of: link).findings.map(\.key) == ["changed:name.givenName"])
    }

    @Test("Nothing is said about people of whom it is not known whether an action was carried out")
    func inDoubt() throws {
        var changed = Self.shown(Self.ada)
        changed = ObservedAccount(id: changed.id, externalID: changed.externalID, userName: changed.userName, isActive: false, values: changed.values)
        let reconciliation = Reconciliation(Self.input(), keepsExternalID: true, inDoubt: ["100001", "100002"])
        let list = [changed, Self.account("50", owner: "100002", name: "x@corp.example"), Self.account("51", owner: nil, name: "bob@corp.example")]
        let result = try #require(reconciliation.compare(list, absences: [:]))
        #expect(result.findings.isEmpty)
        #expect(result.untold == ["account-100001", "50", "51"])
        #expect(reconciliation.missing(from: []).isEmpty)
    }

    @Test("What a list leaves out stays as it was read; what it shows counts; each finding keeps the moment at which it was first seen")
    func merging() {
        func finding(_ kind: ReconciliationFinding.Kind, _ account: String, _ attribute: String? = nil, seen: Date = .distantPast)
            -> ReconciliationFinding
        {
            var finding = ReconciliationFinding(kind, accountID: account, userName: "x")
            (finding.attribute, finding.firstSeen) = (attribute, seen)
            return finding
        }
        let before = World.now - 1_000
        let previous = [
            finding(.changed, "1", "phone", seen: before), finding(.changed, "1", "title", seen: before),
            finding(.changed, "1", "city", seen: before),
            finding(.gone, "2", seen: before), finding(.notOurs, "3", seen: before), finding(.suspended, "4", seen: before),
        ]
        var result = Reconciliation.Result()
        result.findings = [finding(.changed, "1", "title"), finding(.reenabled, "5")]
        result.told = ["1": ["title", "city"], "4": ["title"], "5": ["title"]]
        result.untold = ["2"]
        result.unsure = ["4"]
        let list = Reconciliation.merged(previous, with: result, isList: true, now: World.now)
        #expect(list.map(\.id) == ["1 changed:phone", "1 changed:title", "2 gone", "4 suspended", "5 reenabled"])
        #expect(list.map(\.firstSeen) == [before, before, before, before, World.now])
        // A reading says nothing about other accounts.
        let reading = Reconciliation.merged(previous, with: result, isList: false, now: World.now)
        #expect(reading.map(\.id) == ["1 changed:phone", "1 changed:title", "2 gone", "3 notOurs", "4 suspended", "5 reenabled"])
    }

    @Test(
        "Once a day, counted in UTC; a clock that was set back compares again",
        arguments: [
            (nil, "2026-11-28T00:00:00Z", true), ("2026-11-27T23:59:59Z", "2026-11-28T00:00:00Z", true),
            ("2026-11-28T00:00:00Z", "2026-11-28T23:59:59Z", false), ("2026-11-29T00:00:00Z", "2026-11-28T12:00:00Z", true),
        ] as [(String?, String, Bool)])
    func isDue(last: String?, now: String, isDue: Bool) throws {
        let moment = try Date(now, strategy: .iso8601)
        #expect(ReconciliationSchedule.isDue(lastCompared: try last.map { try Date($0, strategy: .iso8601) }, now: moment) == isDue)
    }

    @Test(
        "Reading in turns: all within the days of the setting, no more than their share at once",
        arguments: [
            (10_000, 10_000, nil, 60), (10_000, 10_000, 3_600, 60), (5, 10_000, 3_600, 5), (0, 10_000, 3_600, 0), (40, 40, 3_600, 1),
            (10_000, 10_000, 30 * 86_400, 1_429), (10_000, 10_000, 0, 0), (10_000, 10_000, -5, 0),
        ] as [(Int, Int, TimeInterval?, Int)])
    func turns(due: Int, linked: Int, elapsed: TimeInterval?, count: Int) {
        #expect(ReconciliationSchedule.turns(due: due, linked: linked, every: 7, sinceLastTurn: elapsed, interval: 3_600) == count)
    }
}
