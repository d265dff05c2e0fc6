import Engine
import Foundation
import Provisioning
import SQL
import Testing

@testable import Ledger

@Suite("Looking through the log", .databases, .timeLimit(.minutes(5)))
struct ActivityTests {
    static let now = LedgerTests.now
    static let day: TimeInterval = 86_400

    static func entry(_ kind: ActionKind, _ person: String, _ name: String) -> PlanEntry {
        PlanEntry(
            PersonReference(id: person, name: name, email: "\(person)@corp.example"), kind: kind, accountID: "a-\(person)", before: ["title": "old"],
            after: ["title": "new"], reason: .attributesChanged(["Job title"]))
    }

    /// Entries 1 to 5: two runs, three people, one failure, one problem, one that is open.
    static func filled(_ place: LedgerTests.Place) throws -> Ledger {
        let ledger = try place.open()
        let first = try ledger.startRun(configurationRevision: 1, now: now)
        let created = try ledger.recordIntent(run: first, entry: entry(.create, "p1", "Zoë Østergård"), now: now)
        try ledger.recordOutcome(.linked(LedgerTests.link("p1")), of: created, now: now)
        let failed = try ledger.recordIntent(run: first, entry: entry(.create, "p2", "Anna Smith"), now: now + day)
        try ledger.recordOutcome(.failed(.written(code: "conflict", sentence: "Taken.")), of: failed, now: now + day)
        let second = try ledger.startRun(configurationRevision: 1, now: now + 2 * day)
        let suspended = try ledger.recordIntent(run: second, entry: entry(.suspend, "p1", "Zoë Østergård"), now: now + 2 * day)
        try ledger.recordOutcome(.linked(LedgerTests.link("p1", active: false)), of: suspended, now: now + 2 * day)
        try ledger.record(
            [ProblemEntry(PersonReference(id: "p3", name: "Bo\u{0}\u{8}", email: "bo@corp.example"), problem: .missingValues(["First name"]))],
            run: second, now: now + 2 * day)
        _ = try ledger.recordIntent(run: second, entry: entry(.update, "p2", "Anna Smith"), now: now + 2 * day)
        return ledger
    }

    @Test(
        "Every filter alone and together, newest first",
        arguments: [
            (ActivityQuery(), [5, 4, 3, 2, 1]), (.init(text: "zoe"), [3, 1]), (.init(text: "OSTER zo"), [3, 1]), (.init(text: "smith"), [5, 2]),
            (.init(text: "p3"), []), (.init(text: "bo@"), [4]), (.init(text: "%"), []), (.init(what: .done(.create)), [1]),
            (.init(what: .failures), [4, 2]), (.init(run: 1), [2, 1]), (.init(run: 9), []), (.init(what: .failures, run: 2), [4]),
            (.init(time: now + day..<now + 2 * day), [2]), (.init(time: now + 2 * day..<now + 3 * day), [5, 4, 3]),
            (.init(text: "anna", what: .failures, time: now..<now + 2 * day), [2]),
        ] as [(ActivityQuery, [Int64])])
    func filters(query: ActivityQuery, ids: [Int64]) throws {
        let ledger = try Self.filled(LedgerTests.Place())
        let (found, total) = try ledger.find(query)
        #expect(found.ids(0..<100) == ids)
        #expect(total == 5)
        #expect(try ledger.entries(found.ids(0..<2)).map(\.id) == Array(ids.prefix(2)))
    }

    @Test(
        "In another order the same entries are found, those alike the newest first, and read in that order",
        arguments: [
            (.init(.time, isDescending: false), "", [1, 2, 3, 4, 5]), (.init(.time, isDescending: true), "", [5, 4, 3, 2, 1]),
            (.init(.who, isDescending: false), "", [5, 2, 4, 3, 1]), (.init(.who, isDescending: true), "", [3, 1, 4, 5, 2]),
            (.init(.what, isDescending: false), "", [4, 1, 2, 3, 5]), (.init(.time, isDescending: false), "anna", [2, 5]),
            (.init(.what, isDescending: true), "anna", [5, 2]),
        ] as [(ActivityQuery.Order, String, [Int64])])
    func sorted(order: ActivityQuery.Order, text: String, ids: [Int64]) throws {
        let ledger = try Self.filled(LedgerTests.Place())
        var query = ActivityQuery(text: text)
        query.order = order
        let (found, total) = try ledger.find(query)
        #expect(found.ids(0..<100) == ids && total == 5)
        #expect(try ledger.entries(found.ids(0..<100)).map(\.id) == ids)
        #expect(found.sortedPlace(of: ids[1]) == 1 && found.sortedPlace(of: 99) == nil)
    }

    @Test("An entry comes with its newest hash in the chain")
    func hash() throws {
        let ledger = try Self.filled(LedgerTests.Place())
        let hashes = try ledger.database.read { try $0.values(String.self, "SELECT hash FROM audit WHERE entry = 1 ORDER BY id") }
        #expect(hashes.count == 2)
        #expect(try ledger.entries([1]).first?.hash == hashes.last)
    }

    @Test("A ledger from before knows the names of its people after the migration")
    func migration() throws {
        let place = LedgerTests.Place()
        do {
            let old = try place.database(through: "2: held decisions")
            try old.write { db in
                try db.execute("INSERT INTO run (revision, started) VALUES (1, 0)")
                try db.execute(
                    """
                    INSERT INTO journal (run, person, name, email, reason, before, after, state, started)
                    VALUES (1, 'p', 'Łukasz', 'l@corp.example', 'r', '{}', '{}', 'open', 0)
                    """)
            }
        }
        #expect(try place.open().find(ActivityQuery(text: "lukasz")).found.count == 1)
    }

    @Test("Long logs are found in an index, never by reading every entry")
    func plans() throws {
        let ledger = try LedgerTests.Place(.sqlite).open()
        for condition in ["run = 1", "kind = 'create' AND state = 'done'", "ended >= 1 AND ended < 2", "state = 'failed'"] {
            let plan = try ledger.database.read { db in
                try db.rows("EXPLAIN QUERY PLAN SELECT id FROM journal WHERE \(condition)").map { $0["detail"] as String }
            }
            #expect(plan.allSatisfy { $0.contains("COVERING INDEX") }, "\(condition): \(plan)")
        }
    }

    @Test("Counters day by day add up to those of the whole time")
    func usage() throws {
        let ledger = try Self.filled(LedgerTests.Place())
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        let times = UsageDay.days(from: Self.now - 3_600, to: Self.now + 2 * Self.day, in: calendar)
        let days = try ledger.usage(of: times)
        #expect(days.map(\.usage.created).reduce(0, +) == 1 && days.map(\.usage.suspended).reduce(0, +) == 1)
        #expect(days.map(\.usage.failures).reduce(0, +) == (try ledger.usage(since: Self.now - 3_600).failures))
        #expect(zip(times, times.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    }

    @Test("Whose newest entry is a failure stands, with the first of the row and the next try; what went well since does not")
    func standing() throws {
        let ledger = try LedgerTests.Place().open()
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        for minute in 0..<3 {
            let id = try ledger.recordIntent(run: run, entry: Self.entry(.create, "p", "P"), now: Self.now + Double(minute) * 60)
            try ledger.recordOutcome(.failed(.written(code: "conflict", sentence: "Taken.")), of: id, now: Self.now + Double(minute) * 60)
        }
        let failure = try #require(try ledger.standingFailures(now: Self.now + 180).first)
        #expect(failure.count == 3 && failure.since == Self.now)
        #expect(failure.nextTry == .after(Self.now + 120 + FailedAttempts.delay(afterFailures: 3)))
        try ledger.requestRetry(personIDs: ["p"])
        #expect(try ledger.standingFailures(now: Self.now + 180).first?.nextTry == .asked)
        let id = try ledger.recordIntent(run: run, entry: Self.entry(.create, "p", "P"), now: Self.now + 240)
        try ledger.recordOutcome(.linked(LedgerTests.link("p")), of: id, now: Self.now + 240)
        #expect(try ledger.standingFailures(now: Self.now + 300).isEmpty)
    }
}
