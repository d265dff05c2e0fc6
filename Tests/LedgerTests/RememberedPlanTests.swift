import Foundation
import SQL
import Testing
import Wording

@testable import Ledger
@testable import Provisioning

@Suite("A remembered plan in the ledger", .databases, .timeLimit(.minutes(5)))
struct RememberedPlanTests {
    static let now = LedgerTests.now

    static let scheduled = ScheduledAction(action: .hardDelete, cause: .deleted, firstSeen: now, due: now + 86_400)
    static let move = UnitMove(id: "u", from: "/A", to: "/B/A", parentID: "b")

    static func entry(_ kind: ActionKind, _ reason: PlanReason) -> PlanEntry {
        PlanEntry(
            personID: "p", name: "Zoë \"quoted\"", email: "p@corp.example", kind: kind, accountID: kind == .create ? nil : "7",
            before: kind == .adopt ? ["title": "old"] : [:], after: ["title": "new"], reason: reason)
    }

    static let entries: [RememberedPlan.Entry] = [
        .judged(entry(.create, .entitled(access: .organizationalUnit(path: "/Sales"), scopeGroup: "Phone users"))),
        .judged(entry(.adopt, .entitled(access: .group(name: "G"), scopeGroup: nil))),
        .judged(entry(.update, .attributesChanged(["Job title"]))), .judged(entry(.update, .restoring(["Job title"], changed: ["Department"]))),
        .judged(entry(.adopt, .decided(.link))), .waiting(entry(.update, .undo(run: 3))),
        .judged(
            PlanEntry(
                personID: "p", name: "P", email: "p@corp.example", kind: .delete, accountID: "7", reason: .deprovisioning(scheduled, detail: nil))),
        .deprovisioning(PendingEntry(personID: "q", name: "Q", email: "q@corp.example", accountID: "8", scheduled: scheduled, isHeld: true)),
        .unitEffect(UnitHold.Effect(personID: "r", name: "R", email: "r@corp.example", isGain: true, move: move)),
        .unitDelay(UnitHold.Effect(personID: "s", name: "S", email: "s@corp.example", isGain: true, move: move)), .unitMove(move),
    ]

    static let problems: [PlanProblem] = [
        .missingValues(["First name"]), .tooLong(["Job title (64)"]), .unfit([UnfitValue(label: "Mobile phone", value: "555", format: .phoneNumber)]),
        .accountOfAnother(userName: "a", externalID: "9"), .authorizingAccount(.delete),
        .sameUserName(userName: "a", other: "b@corp.example"), .lookupRefused(.forbidden(detail: "no"), application: "Example"),
    ]

    static func plan(_ origin: PlanMemory.Origin = .run(3), made: Date = now, entries: [RememberedPlan.Entry]) -> RememberedPlan {
        RememberedPlan(
            origin: origin, made: made, configurationRevision: 2, entitledCount: 12,
            holds: [.delete: SafeguardHold(kind: .delete, planned: 3, unconfirmed: 1, recent: 2, rejected: 1, allowance: 0, asksForAuthorizer: 1)],
            entries: entries, leftOut: 4)
    }

    @Test("All of it comes back as it was kept, also after a restart")
    func roundTrip() throws {
        let place = LedgerTests.Place()
        #expect(try place.open().rememberedPlan() == nil)
        let plan = Self.plan(
            entries: Self.entries + Self.problems.map { .problem(ProblemEntry(personID: "p", name: "P", email: "p@corp.example", problem: $0)) })
        try place.open().remember(plan)
        #expect(try place.open().rememberedPlan() == plan)
    }

    @Test(
        "A newer plan takes the place of the whole one; a preview that was begun before the newest run does not, a run does even if the clock went back"
    )
    func replaced() throws {
        let ledger = try LedgerTests.Place().open()
        try ledger.remember(Self.plan(entries: Self.entries))
        let older = Self.plan(.preview, made: Self.now - 60, entries: [])
        try ledger.remember(older)
        #expect(try ledger.rememberedPlan()?.entries.count == Self.entries.count)
        let newer = Self.plan(.preview, made: Self.now + 60, entries: [.unitMove(Self.move)])
        try ledger.remember(newer)
        #expect(try ledger.rememberedPlan() == newer)
        let run = Self.plan(.run(4), made: Self.now - 90, entries: [])
        try ledger.remember(run)
        #expect(try ledger.rememberedPlan() == run)
    }

    @Test("An entry of a sort that a newer program added counts as left out, and the others are read")
    func unknown() throws {
        let ledger = try LedgerTests.Place().open()
        try ledger.remember(Self.plan(entries: [.unitMove(Self.move)]))
        try ledger.write { try $0.execute("INSERT INTO known_entry (content) VALUES ('{\"sort\":\"tomorrow\"}')") }
        let plan = try ledger.rememberedPlan()
        #expect(plan?.entries == [.unitMove(Self.move)] && plan?.leftOut == 5)
    }

    @Test("It is forgotten with the links when the configuration is deleted")
    func forgotten() throws {
        let ledger = try LedgerTests.Place().open()
        try ledger.remember(Self.plan(entries: Self.entries))
        try ledger.forgetLinks(now: Self.now)
        #expect(try ledger.rememberedPlan() == nil)
    }

    @Test("A question lasts over a restart, is answered once, and the answer is an entry of the log with who gave it")
    func question() throws {
        let place = LedgerTests.Place()
        let question = ResumptionQuestion(asked: Self.now, by: AuditActor(user: "root", administrator: "a@corp.example"))
        try place.open().ask(question)
        let ledger = try place.open()
        #expect(try ledger.resumptionQuestion() == question)
        let actor = AuditActor(user: "eve")
        #expect(try ledger.answer(.start, by: actor, now: Self.now) && !ledger.answer(.turnOff, by: actor, now: Self.now))
        #expect(try ledger.resumptionQuestion() == nil)
        let entries = try ledger.activity(limit: 10)
        #expect(entries.count == 1 && entries.first?.reason.contains("the runs continue after the reauthorization") == true)
        #expect(entries.first?.actor == actor)
    }
}
