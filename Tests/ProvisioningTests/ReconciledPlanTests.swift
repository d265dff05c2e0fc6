import Directory
import Foundation
import Provisioning
import Testing
import Wording

@Suite("Findings and decisions in the plan", .timeLimit(.minutes(1)))
struct ReconciledPlanTests {
    static let ada = World.person("p", title: "Engineer")
    static let account = "account-p"

    static func finding(_ attribute: String, to: String?, owner: String? = "p", link: AccountLink = World.link(ada)) -> ReconciliationFinding {
        var finding = ReconciliationFinding(.changed, accountID: link.accountID, userName: "p@corp.example")
        (finding.externalID, finding.personID, finding.attribute) = (owner, link.personID, attribute)
        (finding.from, finding.to) = (link.values[attribute], to)
        return finding
    }

    static func input(
        _ people: [Person] = [ada], deleted: [Person] = [], links: [AccountLink] = [World.link(ada)], findings: [ReconciliationFinding] = [],
        decisions: [AccountDecision] = [], observed: [String: DecidedObservation] = [:], drift: DriftPolicy = .report
    ) -> PlanInput {
        var configuration = World.configuration(access: UserAccess(organizationalUnits: ["/": .on, "/Off": .off]))
        for index in configuration.autoprovisioning.mapping.indices { configuration.autoprovisioning.mapping[index].drift = drift }
        var ledger = LedgerState(links: Dictionary(uniqueKeysWithValues: links.map { ($0.personID, $0) }))
        (ledger.findings, ledger.accountDecisions) = (findings, decisions)
        var input = PlanInput(
            configuration: configuration, targets: World.targets, snapshot: World.snapshot(people, deleted: deleted), ledger: ledger, now: World.now)
        input.decidedAccounts = observed
        return input
    }

    static func decision(
        _ verdict: AccountDecision.Verdict, account: String = "50", name: String = "x@corp.example", owner: String? = nil, person: String? = nil,
        findings: Set<String> = ["notOurs"]
    ) -> AccountDecision {
        AccountDecision(verdict, accountID: account, userName: name, externalID: owner, personID: person, findings: findings, made: World.now)
    }

    static func shown(_ id: String = "50", owner: String? = nil, name: String = "x@corp.example", active: Bool = true) -> ObservedAccount {
        ObservedAccount(id: id, externalID: owner, userName: name, isActive: active, values: ["userName": name, "title": "Old"])
    }

    @Test(
        "A changed title",
        arguments: [(.report, false), (.accept, false), (.restore, true)] as [(DriftPolicy, Bool)])
    func drift(policy: DriftPolicy, isWritten: Bool) {
        let plan = Planner.plan(Self.input(findings: [Self.finding("title", to: "Boss")], drift: policy))
        #expect(plan.entries.map(\.kind) == (isWritten ? [.update] : []))
        guard let entry = plan.entries.first else { return }
        #expect(entry.before["title"] == "Boss" && entry.after["title"] == "Engineer" && entry.readsFirst)
        #expect(entry.reason == .restoring(["Job title"], changed: []))
        #expect(entry.reason.words == "changed by hand in the app: Job title")
    }

    @Test("A value that was removed by hand is written again, beside what changed in the directory; a user name is a rename")
    func restoring() throws {
        let promoted = World.person("p", title: "Engineer", given: "Ada")
        let both = Planner.plan(Self.input([promoted], findings: [Self.finding("title", to: nil)], drift: .restore)).entries
        #expect(both.map(\.reason) == [.restoring(["Job title"], changed: ["First name"])])
        #expect(both.first?.before["title"] == nil)
        let renamed = Planner.plan(Self.input(findings: [Self.finding("userName", to: "boss@corp.example")], drift: .restore)).entries
        #expect(renamed.map(\.kind) == [.rename])
    }

    @Test("The app's value that was accepted gives way when the directory's changes")
    func acceptedUntilChange() {
        let promoted = World.person("p", title: "Director")
        let entries = Planner.plan(Self.input([promoted], findings: [Self.finding("title", to: "Boss")], drift: .accept)).entries
        #expect(entries.map { $0.after["title"] } == ["Director"])
    }

    @Test(
        "Nothing is written over an account that may be somebody else's, nor what was written meanwhile",
        arguments: [
            [finding("externalId", to: "okta"), finding("title", to: "Boss")],
            [finding("userName", to: "eve@corp.example", owner: nil), finding("title", to: "Boss", owner: nil)],
            [stale],
        ])
    func notRestored(findings: [ReconciliationFinding]) {
        #expect(Planner.plan(Self.input(findings: findings, drift: .restore)).entries.isEmpty)
    }

    static var stale: ReconciliationFinding {
        var finding = finding("title", to: "Boss")
        finding.from = "Intern"
        return finding
    }

    @Test("Who is not entitled gets nothing restored")
    func notEntitled() {
        let suspended = World.person("p", status: .suspended, title: "Engineer")
        #expect(Planner.plan(Self.input([suspended], findings: [Self.finding("title", to: "Boss")], drift: .restore)).entries.isEmpty)
    }

    @Test("Suspended by hand: only a decision enables the account again")
    func suspendedByHand() throws {
        var finding = ReconciliationFinding(.suspended, accountID: Self.account, userName: "p@corp.example")
        (finding.personID, finding.isActive) = ("p", false)
        #expect(Planner.plan(Self.input(findings: [finding], drift: .restore)).entries.isEmpty)
        let decided = Self.decision(.restore, account: Self.account, person: "p", findings: ["suspended"])
        let entry = try #require(Planner.plan(Self.input(findings: [finding], decisions: [decided])).entries.first)
        #expect(entry.kind == .reenable && entry.reason == .decided(.restore))
    }

    @Test(
        "An account is given to a person by a decision, another system's too, and only while it and the person are as they were",
        arguments: [
            (shown(), decision(.link, person: "q"), nil), (shown(owner: "00u1"), decision(.adopt, owner: "00u1", person: "q"), nil),
            (shown(owner: "00u2"), decision(.adopt, owner: "00u1", person: "q"), .otherOwner),
            (shown(name: "eve@corp.example"), decision(.link, person: "q"), .otherOwner), (nil, decision(.link, person: "q"), .gone),
            (shown(), decision(.link, person: "off"), .personNotEntitled), (shown(), decision(.link, person: "nobody"), .personNotEntitled),
            (shown(), decision(.link, person: "p"), .personHasAccount),
            (shown(account), decision(.link, account: account, person: "q"), .linkChanged),
        ] as [(ObservedAccount?, AccountDecision, LapsedReason?)])
    func given(shown: ObservedAccount?, decision: AccountDecision, lapsed: LapsedReason?) throws {
        let people = [Self.ada, World.person("off", unit: "/Off"), World.person("q", title: "New")]
        let observed = [decision.accountID: shown.map(DecidedObservation.shown) ?? .gone]
        var input = Self.input(people, decisions: [decision], observed: observed)
        input.snapshot.people.sort { $0.id < $1.id }
        let plan = Planner.plan(input)
        #expect(plan.lapsedAccountDecisions.map(\.reason) == [lapsed].compactMap(\.self))
        #expect(plan.notes.count == (lapsed == nil ? 0 : 1))
        let entry = try #require(plan.entries.first { $0.personID == "q" })
        #expect(entry.kind == (lapsed == nil ? .adopt : .create))
        guard lapsed == nil else { return }
        #expect(entry.accountID == "50" && entry.after["title"] == "New" && entry.before["title"] == "Old")
        // The account may carry this id when it is read before the write, and no other one.
        #expect(entry.before["externalId"] == decision.externalID)
    }

    @Test(
        "An account that nobody is to have is suspended by a decision, and never by a rule",
        arguments: [
            (shown(), decision(.suspend), nil), (shown(owner: "00u1"), decision(.suspend, owner: "00u1"), nil),
            (shown(active: false), decision(.suspend), .nothingToDo), (shown(owner: "00u1"), decision(.suspend), .otherOwner),
            (nil, decision(.suspend), .gone), (shown(account), decision(.suspend, account: account), .linkChanged),
            (shown(name: "q@corp.example"), decision(.suspend, name: "q@corp.example", person: "q"), .personEntitled),
        ] as [(ObservedAccount?, AccountDecision, LapsedReason?)])
    func suspended(shown: ObservedAccount?, decision: AccountDecision, lapsed: LapsedReason?) throws {
        let observed = [decision.accountID: shown.map(DecidedObservation.shown) ?? .gone]
        let plan = Planner.plan(Self.input([Self.ada, World.person("q")], decisions: [decision], observed: observed))
        #expect(plan.lapsedAccountDecisions.map(\.reason) == [lapsed].compactMap(\.self))
        let suspensions = plan.entries.filter { $0.kind == .suspend }
        #expect(suspensions.count == (lapsed == nil ? 1 : 0))
        guard let entry = suspensions.first else { return }
        #expect(AccountSubject.isAccount(entry.personID, accountID: entry.accountID))
        #expect(entry.before == entry.after && entry.before["externalId"] == decision.externalID)
    }

    @Test(
        "The account that authorized the app is not suspended by a decision; without knowing which it is, the suspension is held; limits hold it too")
    func protection() {
        var input = Self.input(decisions: [Self.decision(.suspend)], observed: ["50": .shown(Self.shown())])
        input.protection = AccountProtection(owner: "50", setting: nil, administrator: nil)
        let protected = Planner.plan(input)
        #expect(protected.entries.isEmpty && protected.problems.map(\.problem) == [.authorizingAccount(.suspend)])
        input.protection = AccountProtection(owner: nil, setting: nil, administrator: nil)
        #expect(Planner.plan(input).held.map(\.kind) == [.suspend])
        input.protection = AccountProtection()
        input.configuration.safeguards = Safeguards(limits: [.suspend: .init(number: 0, percent: 0)])
        #expect(Planner.plan(input).held.map(\.kind) == [.suspend])
    }

    @Test("Re-enabled by hand: suspended again by a decision while the person is not to have it")
    func reenabledByHand() {
        let decided = Self.decision(.suspend, account: Self.account, name: "p@corp.example", person: "p", findings: ["reenabled"])
        let link = World.link(Self.ada, isActive: false)
        let observed = [Self.account: DecidedObservation.shown(Self.shown(Self.account, owner: "p", name: "p@corp.example"))]
        let off = World.person("p", unit: "/Off", title: "Engineer")
        let plan = Planner.plan(Self.input([off], links: [link], decisions: [decided], observed: observed))
        #expect(plan.entries.map(\.kind) == [.suspend] && plan.entries.first?.personID == "p")
        let entitled = Planner.plan(Self.input([Self.ada], links: [link], decisions: [decided], observed: observed))
        #expect(entitled.entries.map(\.kind) == [.reenable])
        #expect(entitled.lapsedAccountDecisions.map(\.reason) == [.personEntitled])
    }

    @Test("Ignored for good: the same finding waits no more, another one of the account does")
    func ignored() {
        let finding = Self.finding("title", to: "Boss")
        let decision = Self.decision(.ignore, account: Self.account, person: "p", findings: [finding.key])
        let rule = FindingRule(mapping: [], decisions: [decision])
        #expect(rule.state(of: finding) == .ignored)
        #expect(rule.state(of: Self.finding("name.givenName", to: "Eve")) == .waiting)
        var stranger = ReconciliationFinding(.notOurs, accountID: "50", userName: "x")
        let ignored = FindingRule(mapping: [], decisions: [Self.decision(.ignore)])
        #expect(ignored.state(of: stranger) == .ignored)
        stranger.externalID = "00u1"
        #expect(ignored.state(of: stranger) == .waiting, "the account changed hands")
        stranger.isActive = false
        #expect(ignored.state(of: stranger) == .inactive, "it gives nobody access")
    }
}
