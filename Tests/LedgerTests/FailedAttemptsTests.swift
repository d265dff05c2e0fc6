import Engine
import Foundation
import Provisioning
import Testing
import Wording

@testable import Ledger

@Suite("The ledger's failures in a row, and what an undo reads", .databases, .timeLimit(.minutes(5)))
struct FailedAttemptsTests {
    static let now = LedgerTests.now

    /// Writes a journal in which each action failed or was done, one a minute, the last one now.
    static func ledger(_ journal: [(ActionKind, String, Bool)], person: String = "p") throws -> Ledger {
        let ledger = try LedgerTests.Place().open()
        for (index, (kind, title, isDone)) in journal.enumerated() {
            let run = try ledger.startRun(configurationRevision: 1, now: now)
            let entry = PlanEntry(
                PersonReference(id: person, name: person, email: "\(person)@corp.example"), kind: kind, accountID: "account-\(person)",
                after: ["title": title],
                reason: .attributesChanged([]))
            let id = try ledger.recordIntent(run: run, entry: entry, now: now)
            let time = now - Double(journal.count - 1 - index) * 60
            if isDone {
                try ledger.recordOutcome(.linked(LedgerTests.link(person)), of: id, now: time)
            } else {
                try ledger.recordOutcome(.failed(.written(code: "refused", sentence: "no \(index)")), of: id, now: time)
            }
        }
        return ledger
    }

    @Test(
        "Failures in a row are those of the same action with the same values, up to now",
        arguments: [
            ([], nil), ([(.update, "a", false)], 1), ([(.update, "a", false), (.update, "a", false)], 2),
            ([(.update, "a", false), (.update, "a", true)], nil), ([(.update, "a", false), (.update, "a", true), (.update, "a", false)], 1),
            ([(.update, "a", false), (.update, "b", false), (.update, "b", false)], 2), ([(.create, "a", false), (.update, "a", false)], 1),
            (Array(repeating: (.update, "a", false), count: 40), 16),
        ] as [([(ActionKind, String, Bool)], Int?)])
    func inARow(journal: [(ActionKind, String, Bool)], count: Int?) throws {
        let failures = try Self.ledger(journal).state(now: Self.now).failures
        #expect(failures["p"]?.count == count)
        if count != nil {
            #expect(failures["p"]?.last == Self.now)
            #expect(failures["p"]?.message == "no \(journal.count - 1)")
            #expect(failures["p"]?.after == ["title": journal.last?.1 ?? ""])
        }
    }

    @Test("Another try on request: failures up to now count no more, the next one is the first")
    func retry() throws {
        let ledger = try Self.ledger([(.update, "a", false), (.update, "a", false)])
        try ledger.requestRetry(personIDs: ["p"])
        #expect(try ledger.state(now: Self.now).failures.isEmpty)
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        let id = try ledger.recordIntent(run: run, entry: LedgerTests.entry(.update, "p", account: "7"), now: Self.now)
        try ledger.recordOutcome(.failed(.written(code: "refused", sentence: "no")), of: id, now: Self.now)
        #expect(try ledger.state(now: Self.now).failures["p"]?.count == 1)
    }

    @Test("What failed more than a day ago postpones nothing; a problem is no failed action")
    func old() throws {
        let ledger = try Self.ledger([(.update, "a", false)])
        #expect(try ledger.state(now: Self.now + 86_400).failures.count == 1)
        #expect(try ledger.state(now: Self.now + 86_401).failures.isEmpty)
        let other = try Self.ledger([])
        let run = try other.startRun(configurationRevision: 1, now: Self.now)
        let problem = ProblemEntry(PersonReference(id: "p", name: "P", email: "p@corp.example"), problem: .missingValues(["Last name"]))
        try other.record([problem], run: run, now: Self.now)
        #expect(try other.state(now: Self.now).failures.isEmpty)
    }

    @Test("That an account is somebody else's holds however long ago it was found: the next try reads it first")
    func aboutOwner() throws {
        let ledger = try Self.ledger([])
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        let entry = PlanEntry(
            PersonReference(id: "p", name: "P", email: "p@corp.example"), kind: .update, accountID: "a", after: [:], reason: .attributesChanged([]))
        for (index, finding) in [
            AccountFinding.givenAway(.init(accountID: "a", userName: "b@corp.example", externalID: nil)), .stillActive,
        ].enumerated() {
            let id = try ledger.recordIntent(run: run, entry: entry, now: Self.now)
            try ledger.recordOutcome(.failed(.written(code: finding.code, sentence: "")), of: id, now: Self.now + Double(index))
            #expect(try ledger.state(now: Self.now + 30 * 86_400).failures.keys.contains("p"), "\(finding)")
        }
        // Once done, it is over.
        let id = try ledger.recordIntent(run: run, entry: entry, now: Self.now + 2)
        try ledger.recordOutcome(.linked(LedgerTests.link("p")), of: id, now: Self.now + 2)
        #expect(try ledger.state(now: Self.now + 30 * 86_400).failures.isEmpty)
    }

    @Test("What a run did, in its order, with the runs that did something for the same people later; failures do not count")
    func done() throws {
        let ledger = try Self.ledger([(.update, "a", true), (.update, "b", false), (.update, "c", true), (.update, "d", true)])
        #expect(try ledger.done(byRun: 9) == nil)
        let first = try #require(try ledger.done(byRun: 1))
        #expect(first.entries.map(\.after) == [["title": "a"]])
        #expect(first.laterRuns == ["p": 4])
        #expect(try #require(try ledger.done(byRun: 2)).entries.isEmpty)
        #expect(try #require(try ledger.done(byRun: 4)).laterRuns.isEmpty)
    }
}
