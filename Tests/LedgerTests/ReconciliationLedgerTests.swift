import Engine
import Foundation
import Provisioning
import Testing
import Wording

@testable import Ledger

@Suite("What the ledger keeps of comparisons and decisions about accounts", .databases, .timeLimit(.minutes(5)))
struct ReconciliationLedgerTests {
    static let who = AuditActor(user: "root")

    /// A ledger in which p has the account account-p.
    static func linked() throws -> (LedgerTests.Place, Ledger, run: Int64) {
        let place = LedgerTests.Place()
        let ledger = try place.open()
        let run = try ledger.startRun(configurationRevision: 1, now: LedgerTests.now)
        let intent = try ledger.recordIntent(run: run, entry: LedgerTests.entry(.create, "p"), now: LedgerTests.now)
        try ledger.recordOutcome(.linked(LedgerTests.link("p")), of: intent, now: LedgerTests.now)
        return (place, ledger, run)
    }

    static func finding(_ kind: ReconciliationFinding.Kind, _ account: String = "account-p", _ attribute: String? = nil) -> ReconciliationFinding {
        var finding = ReconciliationFinding(kind, accountID: account, userName: "x@corp.example")
        finding.personID = kind.isAboutLink ? "p" : nil
        (finding.attribute, finding.from, finding.to) = (attribute, attribute.map { _ in "A" }, attribute.map { _ in "B" })
        (finding.externalID, finding.isActive, finding.holder) = ("e", true, kind.isAboutLink ? nil : .nobody)
        return finding
    }

    static func result(_ findings: ReconciliationFinding...) -> Reconciliation.Result {
        var result = Reconciliation.Result()
        result.findings = findings
        result.accountCount = 7
        return result
    }

    static func decision(_ verdict: AccountDecision.Verdict, _ account: String, person: String? = nil) -> (AccountDecision, LoggedDecision) {
        let decision = AccountDecision(
            verdict, accountID: account, userName: "x@corp.example", externalID: "e", personID: person, findings: ["changed:title", "notOurs"],
            made: LedgerTests.now)
        return (
            decision,
            LoggedDecision(.init(verdict), about: decision, person: nil, findings: [DecidedFinding(finding(.notOurs, account), labels: [:])], by: who)
        )
    }

    @Test("Findings, moments and decisions are the same after a restart; decisions are in the log with their actor")
    func kept() throws {
        let (place, ledger, _) = try Self.linked()
        try ledger.record(Self.result(Self.finding(.changed, "account-p", "title"), Self.finding(.notOurs, "50")), isList: true, now: LedgerTests.now)
        try ledger.record(Reconciliation.Result(), isList: false, readings: ["account-p"], now: LedgerTests.now + 60)
        let (decision, logged) = Self.decision(.ignore, "50")
        try ledger.decide([(decision, logged)], now: LedgerTests.now)
        let again = try place.open()
        let state = try again.state(now: LedgerTests.now)
        #expect(state.findings.map(\.id) == ["50 notOurs", "account-p changed:title"])
        #expect(state.findings.allSatisfy { $0.firstSeen == LedgerTests.now })
        #expect(state.findings.first?.holder == .nobody && state.findings.last?.to == "B" && state.findings.last?.isActive == true)
        #expect(state.accountDecisions == [decision])
        let moments = try again.reconciliationMoments()
        #expect(moments.compared == LedgerTests.now && moments.turned == LedgerTests.now + 60 && moments.accounts == 7)
        #expect(try again.accountReadings() == ["account-p": LedgerTests.now + 60])
        #expect(try again.accountBeginnings() == ["account-p": LedgerTests.now])
        #expect(try again.countOfAccountsToRead(before: LedgerTests.now) == 0)
        #expect(try again.accountsToRead(before: LedgerTests.now + 61, limit: 5).map(\.accountID) == ["account-p"])
        let entry = try #require(try again.activity(limit: 1).first)
        #expect(entry.code == "findingIgnored" && entry.actor == Self.who && entry.reason.contains("created by somebody else"))
        guard case .intact = try again.verifyAudit() else {
            Issue.record("the chain is broken")
            return
        }
    }

    @Test("An action that is done settles what it wrote and what was decided; what it left alone still stands")
    func settled() throws {
        let (_, ledger, run) = try Self.linked()
        try ledger.record(
            Self.result(Self.finding(.changed, "account-p", "title"), Self.finding(.changed, "account-p", "phone"), Self.finding(.suspended)),
            isList: true, now: LedgerTests.now)
        try ledger.decide([Self.decision(.restore, "account-p", person: "p")], now: LedgerTests.now)
        let entry = PlanEntry(
            PersonReference(id: "p", name: "P", email: "p@corp.example"), kind: .update, accountID: "account-p",
            before: ["title": "B", "phone": "A"],
            after: ["title": "A", "phone": "A"], reason: .restoring(["title"], changed: []))
        let intent = try ledger.recordIntent(run: run, entry: entry, now: LedgerTests.now)
        try ledger.recordOutcome(.linked(LedgerTests.link("p")), of: intent, now: LedgerTests.now)
        #expect(try ledger.findings().map(\.key) == ["changed:phone"])
        #expect(try ledger.accountDecisions().isEmpty)
    }

    @Test("An account that is nobody's is suspended without a link being made, and an undo can enable it again")
    func suspendedWithoutLink() throws {
        let (_, ledger, run) = try Self.linked()
        try ledger.record(Self.result(Self.finding(.notOurs, "50")), isList: true, now: LedgerTests.now)
        try ledger.decide([Self.decision(.suspend, "50")], now: LedgerTests.now)
        let subject = AccountSubject.id(ofAccount: "50")
        func act(_ kind: ActionKind, active: Bool) throws {
            let entry = PlanEntry(
                PersonReference(id: subject, name: "x", email: "x@corp.example"), kind: kind, accountID: "50", before: ["userName": "x@corp.example"],
                after: ["userName": "x@corp.example"], reason: .decided(.suspend))
            let intent = try ledger.recordIntent(run: run, entry: entry, now: LedgerTests.now)
            try ledger.recordOutcome(
                .linked(AccountLink(personID: subject, accountID: "50", values: entry.after, isActive: active)), of: intent, now: LedgerTests.now)
        }
        try act(.suspend, active: false)
        var state = try ledger.state(now: LedgerTests.now)
        #expect(state.links.keys.sorted() == ["p"] && state.findings.isEmpty && state.accountDecisions.isEmpty)
        #expect(state.withDecidedSuspensions.links[subject]?.isActive == false)
        let done = try #require(try ledger.done(byRun: run))
        let undo = UndoPlan(
            of: run, done: done.entries, laterRuns: done.laterRuns, state: state.withDecidedSuspensions, policy: .init(), now: LedgerTests.now)
        #expect(undo.entries.map(\.action.kind) == [.reenable] && undo.entries.first?.action.accountID == "50")
        try act(.reenable, active: true)
        state = try ledger.state(now: LedgerTests.now)
        #expect(state.decidedSuspensions.isEmpty && state.links.keys.sorted() == ["p"])
    }

    @Test("A link to an account that is gone is given up with everything that was found about it; other people's links stay")
    func givenUp() throws {
        let (_, ledger, _) = try Self.linked()
        try ledger.record(Self.result(Self.finding(.gone)), isList: true, now: LedgerTests.now)
        let (_, logged) = Self.decision(.restore, "account-p", person: "p")
        try ledger.forgetLink(of: "q", account: "account-p", logging: logged, now: LedgerTests.now)
        #expect(try ledger.linkCount() == 1)
        try ledger.forgetLink(of: "p", account: "account-p", logging: logged, now: LedgerTests.now)
        #expect(try ledger.linkCount() == 0 && ledger.findings().isEmpty)
    }

    @Test("Findings about a link end with it, and those about an account without one when somebody gets it")
    func stale() throws {
        let (_, ledger, run) = try Self.linked()
        try ledger.record(Self.result(Self.finding(.changed, "account-p", "title"), Self.finding(.notOurs, "50")), isList: true, now: LedgerTests.now)
        let adopt = PlanEntry(PersonReference(id: "q", name: "Q", email: "q@corp.example"), kind: .adopt, accountID: "50", reason: .decided(.adopt))
        let intent = try ledger.recordIntent(run: run, entry: adopt, now: LedgerTests.now)
        try ledger.recordOutcome(.linked(AccountLink(personID: "q", accountID: "50", values: [:])), of: intent, now: LedgerTests.now)
        #expect(try ledger.findings().map(\.accountID) == ["account-p"])
        try ledger.forgetLinks(now: LedgerTests.now)
        #expect(try ledger.findings().isEmpty)
        #expect(try ledger.reconciliationMoments().compared == nil)
    }
}
