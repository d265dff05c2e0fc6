import Foundation
import Provisioning
import SQL
import Testing
import Wording

@testable import Ledger

@Suite("Decisions in the log", .databases, .timeLimit(.minutes(5)))
struct LoggedDecisionTests {
    private static let now = LedgerTests.now
    private static let pending = PendingEntry(
        PersonReference(id: "p", name: "Person p", email: "p@corp.example"), accountID: "account-p",
        scheduled: ScheduledAction(action: .suspend, cause: .suspended, firstSeen: now, due: now + 604_800), isHeld: false)

    @Test("A decision is an entry under no run: it counts nowhere, hides no failure and makes no problem new, and the chain guards it")
    func entry() throws {
        let place = LedgerTests.Place()
        let ledger = try place.open()
        #expect(try ledger.lastRun() == nil, "the place of what no run did is no run")
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        let problem = ProblemEntry(PersonReference(id: "p", name: "Person p", email: "p@corp.example"), problem: .missingValues(["Last name"]))
        try ledger.record([problem], run: run, now: Self.now)
        let before = (try ledger.usage(since: .distantPast), try ledger.state(now: Self.now).recentActions)
        let decision = PendingDecision(cause: .suspended, action: .suspend)
        try ledger.decide(
            decision, personID: "p", cause: .suspended, action: .suspend,
            logging: LoggedDecision(.cancelled, about: Self.pending, by: AuditActor(user: "nadia")),
            now: Self.now)
        try ledger.decide(.rejected, about: [LedgerTests.entry(.update, "q")], by: AuditActor(user: "nadia"), now: Self.now)
        try ledger.record([problem], run: run, now: Self.now)

        let found = try ledger.find(ActivityQuery(what: .decisions)).found
        let entries = try ledger.entries(found.ids(0..<10))
        #expect(entries.map(\.what) == ["rejected", "canceled"])
        #expect(
            entries.allSatisfy {
                $0.run == 0 && $0.runWords == "no run" && $0.state == .decided && $0.hash != nil && $0.actor == AuditActor(user: "nadia")
                    && !$0.reason.contains("nadia")
            })
        #expect(try ledger.activity(limit: 10).count == 3, "the problem is not recorded again")
        #expect(try ledger.standingFailures(now: Self.now).map(\.entry.personID) == ["p"])
        #expect(try ledger.usage(since: .distantPast) == before.0)
        #expect(try ledger.state(now: Self.now).recentActions == before.1)
        #expect(try ledger.lastRun()?.id == run)
        #expect(try ledger.done(byRun: run)?.entries.isEmpty == true)
        #expect(try place.open().verifyAudit() == .intact(entries: 3))
        try ledger.database.write { try $0.execute("UPDATE journal SET reason = 'by nobody' WHERE state = 'decided'") }
        #expect(try ledger.verifyAudit() != .intact(entries: 3))
    }

    @Test("A ledger of before knows the place of what no run did")
    func migrated() throws {
        let place = LedgerTests.Place()
        let ledger = try place.open()
        try ledger.log([LoggedDecision(.released, about: LedgerTests.entry(.delete, "p"), by: AuditActor(user: "nadia"))], now: Self.now)
        #expect(try place.open().activity(limit: 1).first?.what == "released")
        #expect(try place.open().lastRun() == nil)
    }
}
