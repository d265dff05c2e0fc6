import Engine
import Foundation
import Provisioning
import SQL
import Testing

@testable import Ledger

@Suite("The ledger's held decisions", .databases, .timeLimit(.minutes(5)))
struct HeldDecisionTests {
    static let now = LedgerTests.now
    typealias Place = LedgerTests.Place

    static func suspension(_ person: String) -> PlanEntry {
        PlanEntry(
            PersonReference(id: person, name: person, email: "\(person)@corp.example"), kind: .suspend, accountID: "account-\(person)",
            reason: .deprovisioning(.init(action: .suspend, cause: .suspended, firstSeen: now, due: now), detail: nil))
    }

    @Test("A decision survives a restart, is replaced by a later one, and can be taken back")
    func survives() throws {
        let place = Place()
        let (p, q) = (Self.suspension("p"), Self.suspension("q"))
        try place.open().decide(.released, about: [p, q], now: Self.now)
        try place.open().decide(.rejected, about: [q], now: Self.now)
        #expect(
            try place.open().state(now: Self.now).heldDecisions == [
                "p": [HeldDecision(.released, about: p, made: Self.now)], "q": [HeldDecision(.rejected, about: q, made: Self.now)],
            ])
        try place.open().decide(nil, about: [p], now: Self.now)
        #expect(try place.open().state(now: Self.now).heldDecisions.keys.sorted() == ["q"])
        try place.open().forget([LapsedDecision(personID: "q", kind: .update)])
        #expect(try place.open().state(now: Self.now).heldDecisions.keys.sorted() == ["q"], "another kind")
        try place.open().forget([LapsedDecision(personID: "q", kind: .suspend)])
        #expect(try place.open().state(now: Self.now).heldDecisions.isEmpty)
    }

    @Test("A release is spent when its action is done, not when it fails or is found not carried out; a rejection stays")
    func spent() throws {
        let ledger = try Place().open()
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        let entries = ["done", "failed", "lost", "rejected"].map(Self.suspension)
        try ledger.decide(.released, about: Array(entries.prefix(3)), now: Self.now)
        try ledger.decide(.rejected, about: [entries[3]], now: Self.now)
        for entry in entries {
            let id = try ledger.recordIntent(run: run, entry: entry, isReleased: true, now: Self.now)
            switch entry.personID {
            case "failed": try ledger.recordOutcome(.failed(.written(code: "refused", sentence: "no")), of: id, now: Self.now)
            case "lost": try ledger.recordOutcome(.notCarriedOut, of: id, now: Self.now)
            default: try ledger.recordOutcome(.linked(LedgerTests.link(entry.personID, active: false)), of: id, now: Self.now)
            }
        }
        #expect(try ledger.state(now: Self.now).heldDecisions.keys.sorted() == ["failed", "lost", "rejected"])
        #expect(try ledger.state(now: Self.now).recentActions[.suspend] == nil)
    }

    @Test(
        "A rejected suspension cancels the hard delete of its cause; taken back or released, it comes again; what somebody decided about it stays",
        arguments: [nil, HeldDecision.Verdict.released])
    func deletion(later: HeldDecision.Verdict?) throws {
        let ledger = try Place().open()
        let entries = ["p", "q"].map(Self.suspension)
        let own = PendingDecision(cause: .suspended, action: .hardDelete, notBefore: Self.now + 86_400)
        try ledger.decide(own, personID: "q", cause: .suspended, action: .hardDelete, now: Self.now)
        try ledger.decide(.rejected, about: entries, now: Self.now + 1)
        #expect(try ledger.state(now: Self.now).decisions == ["p": [PendingDecision(cause: .suspended, action: .hardDelete)], "q": [own]])
        try ledger.decide(later, about: entries, now: Self.now + 2)
        #expect(try ledger.state(now: Self.now).decisions == ["q": [own]])
    }

    @Test("Decisions go with the account, and with the configuration")
    func gone() throws {
        let ledger = try Place().open()
        try ledger.decide(.rejected, about: ["p", "q"].map(Self.suspension), now: Self.now)
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        let id = try ledger.recordIntent(run: run, entry: Self.suspension("p"), now: Self.now)
        try ledger.recordOutcome(.failed(.written(code: "account-missing", sentence: "gone"), link: .forgotten), of: id, now: Self.now)
        #expect(try ledger.state(now: Self.now).heldDecisions.keys.sorted() == ["q"])
        try ledger.forgetLinks(now: Self.now)
        #expect(try ledger.state(now: Self.now).heldDecisions.isEmpty)
    }

    @Test(
        "The rolling window: an action counts for 21 days to the second",
        arguments: [(0, 1), (21 * 86_400, 1), (21 * 86_400 + 1, 0)] as [(Double, Int)])
    func window(age: Double, counted: Int) throws {
        let ledger = try Place().open()
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        let id = try ledger.recordIntent(run: run, entry: Self.suspension("p"), now: Self.now)
        try ledger.recordOutcome(.linked(LedgerTests.link("p", active: false)), of: id, now: Self.now)
        #expect(try ledger.state(now: Self.now + age).recentActions[.suspend] ?? 0 == counted)
    }

    @Test("A ledger of the first version becomes today's with everything in it, and its log's chain stays whole")
    func migration() throws {
        let place = Place()
        try place.database(through: "1: links, timers, runs, journal").write { db in
            try db.execute("INSERT INTO link (person, account, attributes, active) VALUES ('p', '7', '{\"title\":\"a\"}', 1)")
            try db.execute("INSERT INTO run (revision, started, finished, outcome) VALUES (1, 1, 2, 'done')")
            let row = try db.inserted(
                """
                INSERT INTO journal (run, kind, person, name, email, reason, before, after, state, started)
                VALUES (1, 'create', 'p', 'P', 'p@corp.example', 'why', '{}', '{}', 'open', 1) RETURNING *
                """)
            try AuditChain(db).append(row)
        }
        let ledger = try place.open()
        #expect(try ledger.state(now: Self.now).links["p"]?.values == ["title": "a"])
        #expect(try ledger.lastRun()?.waiting == 0)
        #expect(try ledger.verifyAudit() == .intact(entries: 1))
    }
}
