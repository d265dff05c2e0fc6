import Foundation
import Testing

@testable import Provisioning
@testable import Wording

@Suite("What is remembered of a plan", .timeLimit(.minutes(1)))
struct RecallTests {
    static let now = World.now
    static let person = World.person("p")
    static let policy = DeprovisioningPolicy(
        suspended: .init(suspend: .within24Hours, hardDelete: .after7Days), deleted: .init(hardDelete: .after1Day))
    static let obstacle = PlanMemory.Obstacle(code: "unreachable", whom: "Google", reason: "Nothing answers.")

    /// A ledger that links `p`, with a delay that began so many days ago.
    static func ledger(
        _ cause: DeprovisioningCause? = .deleted, days count: Double = 0.5, isActive: Bool = true, decisions: [PendingDecision] = [],
        held: [HeldDecision] = [], failures: [String: FailedAttempts] = [:], isLinked: Bool = true
    ) -> LedgerState {
        LedgerState(
            links: isLinked ? ["p": World.link(person, isActive: isActive)] : [:],
            timers: cause.map { ["p": [DeprovisioningTimer(cause: $0, firstSeen: now - days(count))]] } ?? [:],
            decisions: decisions.isEmpty ? [:] : ["p": decisions], heldDecisions: held.isEmpty ? [:] : ["p": held], failures: failures)
    }

    static func recall(_ ledger: LedgerState) -> Plan { recall(remembered([]), ledger) }

    static func recall(_ plan: RememberedPlan, _ ledger: LedgerState) -> Plan {
        plan.recalled(ledger: ledger, configuration: World.configuration(policy: policy), obstacle: obstacle, now: now)
    }

    static func remembered(_ entries: [RememberedPlan.Entry], holds: [ActionKind: SafeguardHold] = [:]) -> RememberedPlan {
        RememberedPlan(
            origin: .run(7), made: now - 3_600, configurationRevision: 1, entitledCount: 3, holds: holds, entries: entries, leftOut: 0)
    }

    static func words(_ plan: Plan) -> [String] { plan.deprovisioning.map { "\($0.entry.scheduled.action.words): \($0.state.rawValue)" } }

    static func action(_ cause: DeprovisioningCause, _ action: DeprovisioningAction) -> ScheduledAction {
        ScheduledAction(action: action, cause: cause, firstSeen: now - days(1), due: now)
    }

    static func pending(_ cause: DeprovisioningCause, _ what: DeprovisioningAction, isHeld: Bool = false) -> PendingEntry {
        PendingEntry(
            personID: "p", name: "Zoë Known", email: "p@corp.example", accountID: "account-p", scheduled: action(cause, what), isHeld: isHeld)
    }

    static func suspension(_ cause: DeprovisioningCause = .suspended) -> PlanEntry {
        PlanEntry(
            personID: "p", name: "Zoë Known", email: "p@corp.example", kind: .suspend, accountID: "account-p",
            reason: .deprovisioning(action(cause, .suspend), detail: nil))
    }

    static let hold = [ActionKind.suspend: SafeguardHold(kind: .suspend, planned: 12, recent: 0, allowance: 10)]

    @Test("Delays, decisions, failures and links are those of now, whatever the plan said that is remembered")
    func ledgerDecides() {
        #expect(Self.words(Self.recall(Self.ledger())) == ["hard delete: pending"])
        #expect(Self.words(Self.recall(Self.ledger(days: 1))) == ["hard delete: due"])
        #expect(Self.words(Self.recall(Self.ledger(days: 1, isLinked: false))) == [])
        #expect(Self.words(Self.recall(Self.ledger(nil))) == [])
        let cancelled = Self.recall(Self.ledger(days: 2, decisions: [PendingDecision(cause: .deleted, action: .hardDelete)]))
        #expect(Self.words(cancelled) == ["hard delete: pending"] && cancelled.pending[0].isCancelled && cancelled.entries.isEmpty)
        let postponed = Self.recall(
            Self.ledger(days: 2, decisions: [PendingDecision(cause: .deleted, action: .hardDelete, notBefore: Self.now + 60)]))
        #expect(Self.words(postponed) == ["hard delete: pending"] && postponed.pending[0].scheduled.due == Self.now + 60)
        let failed = FailedAttempts(kind: .delete, after: [:], count: 1, last: Self.now - 60, detail: .written(code: "c", sentence: "m"))
        #expect(Self.words(Self.recall(Self.ledger(days: 2, failures: ["p": failed]))) == ["hard delete: waiting"])
        let rejected = HeldDecision(
            kind: .delete, fingerprint: PlanEntry.fingerprint(kind: .delete, accountID: "account-p", after: [:], cause: .deleted), verdict: .rejected,
            made: Self.now)
        #expect(Self.words(Self.recall(Self.ledger(days: 2, held: [rejected]))) == ["hard delete: rejected"])
        // What is suspended already is not suspended again; the deletion still comes.
        #expect(Self.words(Self.recall(Self.ledger(.suspended, isActive: false))) == ["hard delete: pending"])
    }

    @Test("What a safeguard held is held until somebody decides about that very action")
    func held() {
        let plan = Self.remembered([.judged(Self.suspension()), .deprovisioning(Self.pending(.suspended, .suspend))], holds: Self.hold)
        func recall(_ held: [HeldDecision] = [], cause: DeprovisioningCause = .suspended) -> Plan {
            Self.recall(plan, Self.ledger(cause, held: held))
        }
        #expect(recall().held.map(\.name) == ["Zoë Known"] && recall().holds[.suspend]?.planned == 1 && recall().isHeld)
        let released = recall([HeldDecision(.released, about: Self.suspension(), made: Self.now)])
        #expect(released.held.isEmpty && released.releasedEntries.count == 1 && released.judged.map(\.standing) == [.released])
        #expect(recall([HeldDecision(.rejected, about: Self.suspension(), made: Self.now)]).judged.map(\.standing) == [.rejected])
        // A decision about the same for another cause is none about this.
        #expect(recall([HeldDecision(.released, about: Self.suspension(.appTurnedOff), made: Self.now)]).held.count == 1)
    }

    @Test("Whoever was archived, and whose account gave the authorization, is not due")
    func notDue() {
        let archived = Self.recall(Self.remembered([.deprovisioning(Self.pending(.deleted, .hardDelete, isHeld: true))]), Self.ledger(days: 9))
        #expect(archived.entries.isEmpty && archived.pending.map(\.isHeld) == [true])
        let problem = ProblemEntry(personID: "p", name: "P", email: "p@corp.example", problem: .authorizingAccount(.delete))
        let protected = Self.recall(Self.remembered([.problem(problem)]), Self.ledger(days: 9))
        #expect(protected.entries.isEmpty && protected.problems == [problem])
    }

    @Test("A delay that only a preview showed begins with the next run, so it counts from now")
    func unrecorded() {
        let plan = Self.recall(Self.remembered([.deprovisioning(Self.pending(.deleted, .hardDelete))]), Self.ledger(nil))
        #expect(plan.pending.map(\.scheduled.due) == [Self.now + days(1)])
    }

    @Test(
        "Another action is remembered until something made it needless",
        arguments: [(ActionKind.create, false, true), (.create, true, false), (.update, true, true), (.update, false, false)])
    func others(kind: ActionKind, isLinked: Bool, isThere: Bool) {
        let entry = PlanEntry(
            personID: "p", name: "P", email: "p@corp.example", kind: kind, accountID: kind == .create ? nil : "account-p", after: ["title": "new"],
            reason: .attributesChanged(["Job title"]))
        let hold = [kind: SafeguardHold(kind: kind, planned: 1, recent: 0, allowance: 0)]
        let plan = Self.recall(Self.remembered([.judged(entry)], holds: hold), Self.ledger(nil, isLinked: isLinked))
        #expect(plan.held.count == (isThere ? 1 : 0))
    }

    @Test("Of each sort ten thousand are kept, and the rest is counted")
    func bounded() {
        let problems = (0..<10_005).map { ProblemEntry(personID: "\($0)", name: "", email: "", problem: .missingValues([])) }
        let plan = Plan(
            configurationRevision: 1, made: Self.now, items: [], holds: [:], timerChanges: [], pending: [], problems: problems,
            excluded: [],
            entitledCount: 0)
        let kept = RememberedPlan(plan, origin: .preview)
        #expect(kept.entries.count == 10_000 && kept.leftOut == 5)
    }

    @Test("It says from when it is, and who could not be asked, and why")
    func sentence() {
        let memory = Self.recall(Self.ledger()).memory
        #expect(memory?.sentence == "From the run of \((Self.now - 3_600).words); Google could not be asked: Nothing answers.")
    }

    @Test("Due within a day is what an administrator should see before the runs go on")
    func dueSoon() {
        #expect(Self.recall(Self.ledger()).dueSoon(at: Self.now).map(\.personID) == ["p"])
        #expect(Self.recall(Self.ledger(.suspended, isActive: false)).dueSoon(at: Self.now).isEmpty)
        let cancelled = Self.recall(Self.ledger(days: 2, decisions: [PendingDecision(cause: .deleted, action: .hardDelete)]))
        #expect(cancelled.dueSoon(at: Self.now).isEmpty)
        let held = Self.recall(
            Self.remembered([.judged(Self.suspension()), .deprovisioning(Self.pending(.suspended, .suspend))], holds: Self.hold),
            Self.ledger(.suspended))
        #expect(held.dueSoon(at: Self.now).isEmpty && held.heldDueWords?.hasPrefix("1 more is due and held") == true)
    }

    @Test("What is explained from memory says what is not known, and what is due")
    func explained() {
        let plan = Self.recall(Self.ledger(days: 2))
        guard let memory = plan.memory else { return #expect(Bool(false), "no memory") }
        let explanation = Explanation(
            personID: "p", person: KnownPerson(name: "Zoë", email: "p@corp.example"), ledger: Self.ledger(days: 2), plan: plan, memory: memory,
            isOn: true)
        #expect(explanation.answer == "Due: the next run that can be done will delete the account, unless the reason is gone by then.")
        #expect(explanation.lines.contains { $0.title == "Mapping" && $0.mark == .notAsked && $0.text.contains("Google could not be asked") })
    }
}

@Suite("Whether the runs go on after a reauthorization", .timeLimit(.minutes(1)))
struct ResumptionQuestionTests {
    @Test(
        "Asked while it is on and the authorization had ended",
        arguments: [(true, false, true), (true, true, false), (false, false, false), (false, true, false)])
    func needed(isOn: Bool, wasAuthorized: Bool, isAsked: Bool) {
        #expect(ResumptionQuestion.isNeeded(isOn: isOn, wasAuthorized: wasAuthorized) == isAsked)
    }

    @Test("Open for an hour", arguments: [(0.0, true), (3_599, true), (3_600, false), (-30, true)])
    func open(seconds: Double, isOpen: Bool) {
        let question = ResumptionQuestion(asked: World.now, by: AuditActor(user: "root"))
        #expect(question.isOpen(at: World.now + seconds) == isOpen)
        #expect(question.isAskedLater(than: World.now - 300) && !question.isAskedLater(than: World.now - 30))
    }
}

@Suite("Whom the ledger knows by a name", .timeLimit(.minutes(1)))
struct KnownPersonSearchTests {
    static let people = [
        "1": KnownPerson(name: "Zoë Known", email: "zoe@corp.example"), "2": KnownPerson(name: "Same Name", email: "a@corp.example"),
        "3": KnownPerson(name: "Same Name", email: "b@corp.example"), "4": KnownPerson(name: "Old", email: "zoe@corp.example"),
    ]
    static let links = ["1": AccountLink(personID: "1", accountID: "7", values: ["userName": "zoe@corp.example"])]

    @Test(
        "An id, an address or a whole name; an address that two had is of the one with the account",
        arguments: [
            ("1", KnownPersonSearch.found("1")), ("ZOE@corp.example", .found("1")), ("zoë known", .found("1")),
            ("same name", .ambiguous(["a@corp.example", "b@corp.example"])), ("known", .found("1")),
        ])
    func search(name: String, found: KnownPersonSearch) {
        #expect(KnownPersonSearch(name, in: Self.people, links: Self.links) == found)
    }

    @Test("Who is not known is told whose name comes near", arguments: [("kno", ["Zoë Known <zoe@corp.example>"]), ("x?", [])])
    func nobody(name: String, similar: [String]) {
        guard case .nobody(let found) = KnownPersonSearch(name, in: Self.people, links: Self.links) else {
            Issue.record("somebody was found")
            return
        }
        #expect(found.labels == similar)
    }
}
