import Directory
import Provisioning
import Testing

@testable import Engine

@Suite("What a run that died left open is looked up, not repeated", .timeLimit(.minutes(1)))
struct RunResumptionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let kind: ActionKind
        /// Whether the request of the run that died was carried out.
        let wasDone: Bool
        var testDescription: String { "\(kind), \(wasDone ? "carried out" : "not carried out")" }
    }

    /// One person, an open intent of a run that died, and the app as that run left it.
    static func run(_ given: Case) async throws -> TestedRun {
        let (old, person) = (TestedRun.person("p"), Self.person(given.kind))
        let isNew = given.kind == .create
        let run = TestedRun(
            people: person.status == .deleted ? [] : [person], deleted: person.status == .deleted ? [person] : [], linked: isNew ? [] : [old],
            suspended: given.kind == .reenable ? ["p"] : [])
        let link = TestedRun.link(old, isActive: given.kind != .reenable)
        let after = given.kind == .delete ? [:] : given.kind == .suspend ? link.values : TestedRun.values(of: person)
        let entry = PlanEntry(
            PersonReference(person), kind: given.kind, accountID: isNew ? nil : link.accountID, before: isNew ? [:] : link.values, after: after,
            reason: .attributesChanged([]))
        let (dead, _) = try await run.ledger.beginRun(
            configurationRevision: 1, isUnattended: false, by: AuditActor(user: "mario"), now: TestedRun.now)
        _ = try await run.ledger.record(outcomes: [], run: dead, intents: [(entry, false)], now: TestedRun.now)
        if given.wasDone { try await carryOut(entry, run.accounts) }
        return run
    }

    static func person(_ kind: ActionKind) -> Person {
        switch kind {
        case .suspend: TestedRun.person("p", status: .suspended)
        case .delete: TestedRun.person("p", status: .deleted)
        case .update: TestedRun.person("p", title: "Lead")
        case .rename: TestedRun.person("p", email: "new@corp.example")
        case .create, .reenable, .adopt: TestedRun.person("p")
        }
    }

    static func carryOut(_ entry: PlanEntry, _ accounts: InMemoryAccounts) async throws {
        switch entry.kind {
        case .create: _ = try await accounts.create(entry.after, for: entry.personID)
        case .delete: try await accounts.delete(entry.accountID ?? "")
        case .suspend: _ = try await accounts.change(entry.accountID ?? "", AccountChange(isActive: false), over: nil)
        case .reenable: _ = try await accounts.change(entry.accountID ?? "", AccountChange(isActive: true), over: nil)
        case .update, .rename, .adopt:
            _ = try await accounts.change(entry.accountID ?? "", AccountChange(from: entry.before, to: entry.after), over: nil)
        }
    }

    static let cases: [Case] = [ActionKind.create, .suspend, .reenable, .delete, .update, .rename].flatMap { kind in
        [Case(kind: kind, wasDone: true), Case(kind: kind, wasDone: false)]
    }

    @Test("It is asked about before anything is written, is never done twice, and ends as wanted", arguments: cases)
    func lookedUp(given: Case) async throws {
        let run = try await Self.run(given)
        let before = run.writes.count
        let record = try await run.perform()
        #expect(record.outcome == .done, "\(record)")
        #expect(run.writes.count - before == (given.wasDone ? 0 : 1), "\(run.trace.all)")
        let first = try #require(run.trace.all.dropFirst(before + 1).first { $0.hasPrefix("ask ") || $0.hasPrefix("write ") })
        #expect(first == (given.kind == .create ? "ask look up p@corp.example" : "ask read account-p"))
        #expect(try await run.ledger.openIntents().isEmpty)
        let outcomes = run.ledger.read { $0.journal.map(\.isDone) }
        #expect(outcomes == (given.wasDone ? [true] : [false, true]))
        #expect(try await run.perform().counts.isEmpty)
    }

    @Test("By a clock that is wrong nothing is written down of it: it stays open, and the next run with a right one asks again", arguments: cases)
    func wrongClock(given: Case) async throws {
        var run = try await Self.run(given)
        let before = run.writes.count
        run.clock = .wrong(secondsAhead: 2_977_851)
        let error = await #expect(throws: OperationError.self) { _ = try await run.perform() }
        #expect(error?.code == "clock-wrong")
        #expect(try await run.ledger.openIntents().map(\.personID) == ["p"] && run.writes.count == before)
        run.clock = .right(off: [])
        #expect(try await run.perform().outcome == .done)
        #expect(try await run.ledger.openIntents().isEmpty && run.writes.count - before == (given.wasDone ? 0 : 1))
    }

    @Test(
        "Where the app does not answer about one person, the action stays open beside its failure; nothing else is done about them, and others go on")
    func refusedLookup() async throws {
        let run = try await Self.run(Case(kind: .update, wasDone: true))
        run.directory.change { $0.people.append(TestedRun.person("q")) }
        let before = run.writes.count
        run.accounts.fail({ $0 == .read("account-p") }, .init(error: AccountError(.forbidden(detail: "no"), .personOrRun)))
        let record = try await run.perform()
        #expect(record.counts == [.create: 1] && run.writes.dropFirst(before) == ["create q"], "\(record)")
        #expect(try await run.ledger.openIntents().map(\.personID) == ["p"])
        #expect(run.ledger.read { Set($0.failures.keys) } == ["p"])
        #expect(record.message?.contains("Whether 1 action was carried out is not known") == true, "\(record.message ?? "")")
        run.accounts.endFaults()
        _ = try await run.perform()
        #expect(try await run.ledger.openIntents().isEmpty && run.writes.count == before + 1)
    }
}
