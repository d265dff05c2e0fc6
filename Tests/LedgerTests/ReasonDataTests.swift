import Engine
import Foundation
import Provisioning
import SQL
import Testing

@testable import Ledger

@Suite("Reasons in the log are data", .databases, .timeLimit(.minutes(5)))
struct ReasonDataTests {
    private static let now = LedgerTests.now
    private static let person = PersonReference(id: "p", name: "Person p", email: "p@corp.example")

    private static func problem(_ labels: String...) -> ProblemEntry { ProblemEntry(person, problem: .missingValues(labels)) }

    @Test("Why, and how it ended, come back as they were written, without any sentence in the ledger; the chain guards them")
    func roundTrip() throws {
        let ledger = try LedgerTests.Place().open()
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        let reason = PlanReason.deprovisioning(
            ScheduledAction(action: .suspend, cause: .appTurnedOff, firstSeen: Self.now, due: Self.now + 60),
            detail: .appOff(unit: "/Sales", setAt: "/"))
        let intent = try ledger.recordIntent(
            run: run, entry: PlanEntry(Self.person, kind: .suspend, accountID: "7", reason: reason), now: Self.now)
        let detail = OutcomeDetail.refused(.forbidden(detail: "no \"access\""), application: "Example")
        try ledger.recordOutcome(.failed(detail), of: intent, now: Self.now)
        let entry = try #require(try ledger.activity(limit: 1).first)
        #expect(entry.why == .plan(reason) && entry.detail == detail && entry.code == "forbidden")
        let sentences = try ledger.read { db in
            try db.value(Int.self, "SELECT count(*) FROM journal WHERE reason <> '' OR message IS NOT NULL")
        }
        #expect(sentences == 0)
        #expect(try ledger.verifyAudit() == .intact(entries: 1))
        try ledger.write { try $0.execute("UPDATE journal SET detail = replace(detail, 'Example', 'Other')") }
        #expect(try ledger.verifyAudit() == .broken(entry: 1, .entryChanged))
    }

    @Test("The same problem is recorded once, another one again: what tells them apart is data")
    func problems() throws {
        let ledger = try LedgerTests.Place().open()
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        for problem in [Self.problem("Last name"), Self.problem("Last name"), Self.problem("Last name", "First name")] {
            try ledger.record([problem], run: run, now: Self.now)
        }
        #expect(
            try ledger.activity(limit: 10).map(\.detail) == [
                .problem(.missingValues(["Last name", "First name"])), .problem(.missingValues(["Last name"])),
            ])
    }

    @Test("Entries of an older version keep their sentences, and the actor at the end of one is told apart")
    func older() throws {
        let ledger = try LedgerTests.Place().open()
        try ledger.write { db in
            try db.execute(
                """
                INSERT INTO journal (run, kind, person, name, email, reason, before, after, state, code, message, started, ended) VALUES
                    (0, 'create', 'p', 'P', 'p@corp.example', 'app on by unit /', '{}', '{}', 'failed', 'conflict', 'Taken.', 1, 1),
                    (0, NULL, 'p', 'P', 'p@corp.example', 'to suspend, gone; by nadia', '{}', '{}', 'decided', 'rejected', NULL, 2, 2)
                """)
        }
        let entries = try ledger.activity(limit: 2)
        #expect(entries.map(\.why) == [.written("to suspend, gone"), .written("app on by unit /")])
        #expect(entries.map(\.actor) == [AuditActor(user: "nadia"), nil])
        #expect(entries.map(\.detail) == [nil, .written(code: "conflict", sentence: "Taken.")])
    }

    @Test("What a server says at any length is kept as its beginning, and stays data")
    func bounded() throws {
        let long = OutcomeDetail.refused(.forbidden(detail: String(repeating: "é", count: 1_000_000)), application: "Example")
        let text = try #require(try long.columns().data)
        #expect(text.utf8.count < 10_000)
        guard case .refused(.forbidden(let kept), "Example")? = OutcomeDetail(data: text, code: nil, sentence: nil) else {
            Issue.record("It came back as something else.")
            return
        }
        #expect(kept.hasSuffix("é..."))
    }
}
