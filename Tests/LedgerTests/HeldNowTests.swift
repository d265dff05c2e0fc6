import Engine
import Foundation
import Provisioning
import SQL
import Testing
import Wording

@testable import Ledger

@Suite("What is held now", .databases, .timeLimit(.minutes(5)))
struct HeldNowTests {
    static let now = LedgerTests.now

    /// A ledger whose newest run held the suspensions of these people.
    static func ledger(_ place: LedgerTests.Place, holding people: [String]) throws -> Ledger {
        let ledger = try place.open()
        let run = try ledger.startRun(configurationRevision: 1, now: now)
        try finish(run, ledger, holding: people)
        return ledger
    }

    static func finish(_ run: Int64, _ ledger: Ledger, _ outcome: RunOutcome = .held, holding people: [String]?, at time: Date = now) throws {
        try ledger.finishRun(
            run, outcome: outcome, message: nil, peopleRead: 10, held: people?.count ?? 0, pending: 0, problems: 0,
            nowHeld: people?.map(HeldDecisionTests.suspension), now: time)
    }

    @Test("A decision takes its action out of the count, and taken back it is held again")
    func decided() throws {
        let ledger = try Self.ledger(LedgerTests.Place(), holding: ["p", "q", "r"])
        #expect(try ledger.heldNow().undecided == 3)
        try ledger.decide(.rejected, about: [HeldDecisionTests.suspension("p")], now: Self.now)
        #expect(try ledger.heldNow().undecided == 2 && ledger.heldNow().decided == HeldDecided(rejected: 1))
        try ledger.decide(.released, about: ["q", "r"].map { HeldDecisionTests.suspension($0) }, now: Self.now)
        #expect(try ledger.heldNow().undecided == 0 && ledger.heldNow().decided == HeldDecided(released: 2, rejected: 1))
        try ledger.decide(nil, about: ["p", "q", "r"].map { HeldDecisionTests.suspension($0) }, now: Self.now)
        #expect(try ledger.heldNow().undecided == 3 && ledger.heldNow().decided == HeldDecided())
    }

    @Test("An undo, whose rejections are about other actions, takes nothing out of the count")
    func undo() throws {
        let ledger = try Self.ledger(LedgerTests.Place(), holding: ["p", "q"])
        let update = LedgerTests.entry(.update, "p", account: "7")
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        try ledger.record([
            ("p", HeldDecision(.rejected, about: update, made: Self.now + 5)), ("z", HeldDecision(.rejected, about: update, made: Self.now + 5)),
        ])
        try ledger.finishRun(run, outcome: .done, message: nil, peopleRead: 0, held: 0, pending: 0, problems: 0, now: Self.now + 6)
        #expect(try ledger.heldNow().undecided == 2)
    }

    @Test("What is held since then says so, through any number of runs; what was let go of and is held again begins anew")
    func since() throws {
        let ledger = try Self.ledger(LedgerTests.Place(), holding: ["p"])
        #expect(try ledger.heldNow().since == Self.now)
        try Self.finish(try ledger.startRun(configurationRevision: 1, now: Self.now), ledger, holding: ["p", "q"], at: Self.now + 3_600)
        #expect(try ledger.heldNow().since == Self.now)
        try ledger.decide(.rejected, about: [HeldDecisionTests.suspension("p")], now: Self.now)
        #expect(try ledger.heldNow().since == Self.now + 3_600, "p is decided about")
        try Self.finish(try ledger.startRun(configurationRevision: 1, now: Self.now), ledger, .done, holding: [], at: Self.now + 7_200)
        #expect(try ledger.heldNow().since == nil)
        try Self.finish(try ledger.startRun(configurationRevision: 1, now: Self.now), ledger, holding: ["q"], at: Self.now + 9_000)
        #expect(try ledger.heldNow().since == Self.now + 9_000)
    }

    @Test("A run for one person keeps since when that person's action is held, and everybody else's")
    func sincePerson() throws {
        let ledger = try Self.ledger(LedgerTests.Place(), holding: ["p"])
        try Self.finish(try ledger.startRun(configurationRevision: 1, now: Self.now), ledger, holding: ["p", "q"], at: Self.now + 3_600)
        try ledger.rememberHeld([HeldDecisionTests.suspension("p")], of: "p", now: Self.now + 7_200)
        #expect(try ledger.heldNow().since == Self.now && ledger.heldNow().undecided == 2)
        try ledger.rememberHeld([], of: "p", now: Self.now + 7_200)
        #expect(try ledger.heldNow().since == Self.now + 3_600 && ledger.heldNow().undecided == 1)
        try ledger.rememberHeld([HeldDecisionTests.suspension("r")], of: "r", now: Self.now + 1)
        #expect(try ledger.heldNow().since == Self.now + 1 && ledger.heldNow().undecided == 2)
    }

    @Test("A run that failed after it had read the people made no plan: what was held still is", arguments: [RunOutcome.failed, .stopped])
    func failed(outcome: RunOutcome) throws {
        let ledger = try Self.ledger(LedgerTests.Place(), holding: ["p", "q"])
        try Self.finish(try ledger.startRun(configurationRevision: 1, now: Self.now), ledger, outcome, holding: nil)
        #expect(try ledger.heldNow().undecided == 2)
        try Self.finish(try ledger.startRun(configurationRevision: 1, now: Self.now), ledger, .done, holding: [])
        #expect(try ledger.heldNow().undecided == 0)
    }

    @Test("A ledger from before keeps the number that its newest run held")
    func migration() throws {
        let place = LedgerTests.Place()
        try place.database(through: "5: decisions in the log").write { db in
            try db.execute("INSERT INTO run (revision, started, finished, outcome, people, held) VALUES (1, 1, 2, 'held', 9, 4)")
        }
        #expect(try place.open().heldNow().undecided == 4)
    }
}

@Suite("Words that a newer program wrote", .databases, .timeLimit(.minutes(5)))
struct UnknownWordTests {
    @Test(
        "They are refused by name and never passed over",
        arguments: [
            ("INSERT INTO timer (person, cause, first_seen) VALUES ('p', 'onLeave', 1)", "cause", "onLeave"),
            ("INSERT INTO decision (person, cause, action, made) VALUES ('p', 'onLeave', 'suspend', 1)", "cause", "onLeave"),
            ("INSERT INTO decision (person, cause, action, made) VALUES ('p', 'deleted', 'downgrade', 1)", "action", "downgrade"),
            ("INSERT INTO held_decision (person, kind, verdict, fingerprint, made) VALUES ('p', 'move', 'released', '', 1)", "kind", "move"),
            (
                "INSERT INTO held_decision (person, kind, verdict, fingerprint, made) VALUES ('p', 'suspend', 'deferred', '', 1)", "verdict",
                "deferred"
            ),
        ])
    func state(sql: String, column: String, word: String) throws {
        let place = LedgerTests.Place()
        let ledger = try place.open()
        try ledger.write { try $0.execute(sql) }
        #expect(throws: LedgerError.unknownWord(file: place.name, word: word, column: column)) { _ = try ledger.state(now: LedgerTests.now) }
        let words = LedgerError.unknownWord(file: place.name, word: word, column: column).description
        #expect(words.contains("the \(column) \"\(word)\"") && words.contains("newer autoprovision"))
    }

    @Test("An open action of a kind that is not known is not forgotten: it would never be looked up")
    func openIntent() throws {
        let place = LedgerTests.Place()
        let ledger = try place.open()
        let run = try ledger.startRun(configurationRevision: 1, now: LedgerTests.now)
        try ledger.write { db in
            try db.execute(
                """
                INSERT INTO journal (run, kind, person, name, email, reason, before, after, state, started)
                VALUES (\(run), 'move', 'p', 'P', 'p@corp.example', 'why', '{}', '{}', 'open', 1)
                """)
        }
        #expect(throws: LedgerError.unknownWord(file: place.name, word: "move", column: "kind")) { _ = try ledger.openIntents() }
    }
}

@Suite("Messages in the log", .databases, .timeLimit(.minutes(5)))
struct KeptMessageTests {
    @Test("A refusal of 20 MB is kept as its beginning, in the journal and in the run's own record; the log's chain stays whole")
    func bounded() throws {
        let ledger = try LedgerTests.Place().open()
        let run = try ledger.startRun(configurationRevision: 1, now: LedgerTests.now)
        let id = try ledger.recordIntent(run: run, entry: LedgerTests.entry(.update, "p", account: "7"), now: LedgerTests.now)
        let text = "Refused: " + String(repeating: "é", count: 10_000_000)
        try ledger.recordOutcome(.failed(.written(code: "refused", sentence: text)), of: id, now: LedgerTests.now)
        try ledger.finishRun(run, outcome: .failed, message: text, peopleRead: 0, held: 0, pending: 0, problems: 0, now: LedgerTests.now)
        let kept = [try ledger.activity(limit: 1).first?.message, try ledger.lastRun()?.message]
        #expect(kept.allSatisfy { $0?.hasPrefix("Refused: é") == true && $0?.hasSuffix("...") == true && ($0?.count ?? .max) <= 4_003 })
        #expect(Ledger.kept("short") == "short")
        guard case .intact = try ledger.verifyAudit() else {
            Issue.record("the chain is broken")
            return
        }
    }
}
