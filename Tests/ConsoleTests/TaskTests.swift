import Engine
import Foundation
import Provisioning
import Sync
import Synchronization
import Terminal
import Testing
import Wording

@testable import Console

@Suite("Tasks", .timeLimit(.minutes(2)))
struct TaskTests {
    /// What a runner reports.
    private final class Reports: Sendable {
        private let events = Mutex<[ConsoleEvent]>([])

        func add(_ event: ConsoleEvent) { events.withLock { $0.append(event) } }
        var all: [ConsoleEvent] { events.withLock { $0 } }
    }

    /// Begins effects and waits until nothing of them is under way.
    @MainActor
    private static func reports(of effects: [ConsoleEffect], _ services: ConsoleServices) async -> [ConsoleEvent] {
        let reports = Reports()
        let (ends, continuation) = AsyncStream.makeStream(of: Void.self)
        let runner = EffectRunner(services: services, options: ConsoleOptions(), report: { reports.add($0) })
        runner.settled = { continuation.yield() }
        for effect in effects { runner.perform(effect) }
        for await _ in ends where !runner.isFetching { break }
        await runner.stop()
        return reports.all
    }

    private struct Log: RefusingServices {
        func find(_ query: ActivityQuery) async throws(OperationError) -> (found: ActivityIndex, total: Int) { (ActivityIndex([]), query.text.count) }
    }

    @Test("Of several searches only the newest is answered; the others are given up")
    func newest() async {
        let searches = ["a", "ab", "abc"].map { ConsoleEffect.findActivity(ActivityQuery(text: $0)) }
        let reports = await Self.reports(of: searches, ConsoleServices(Log()))
        #expect(reports.compactMap { $0.success(of: ActivityPage.Find.self)?.total } == [3])
    }

    /// Answers the first question only once everything was asked.
    private final class Slow: RefusingServices {
        private let answers = Mutex(0)
        private let (gate, opening) = AsyncStream.makeStream(of: Void.self)

        var count: Int { answers.withLock { $0 } }
        func open() { opening.finish() }

        func find(_ query: ActivityQuery) async throws(OperationError) -> (found: ActivityIndex, total: Int) {
            for await _ in gate {}
            return (
                ActivityIndex([]),
                answers.withLock {
                    $0 += 1; return $0
                }
            )
        }
    }

    @Test("What is asked for again and again while it is read is read once more afterwards")
    @MainActor func again() async {
        let (log, reports) = (Slow(), Reports())
        let (ends, continuation) = AsyncStream.makeStream(of: Void.self)
        let runner = EffectRunner(services: ConsoleServices(log), options: ConsoleOptions(), report: { reports.add($0) })
        runner.settled = { continuation.yield() }
        for _ in 0..<300 { runner.perform(.findActivity(ActivityQuery())) }
        log.open()
        for await _ in ends where !runner.isFetching { break }
        #expect(log.count == 2)
        #expect(reports.all.compactMap { $0.success(of: ActivityPage.Find.self)?.total } == [1, 2])
        await runner.stop()
    }

    @Test("The end of a search that was given up takes nothing from the same one that was asked for later")
    func givenUp() throws {
        var reads = ReadsUnderWay()
        let (wanted, other) = (ActivityPage.Find(query: ActivityQuery(text: "a")), ActivityPage.Find(query: ActivityQuery(text: "b")))
        let numbers = [wanted, other, wanted, wanted].map { reads.ask(for: $0) }
        let (given, begun) = (try #require(numbers[0]), try #require(numbers[2]))
        #expect(numbers[1] != nil && numbers[3] == nil)
        let ends = [given, begun, begun].map { reads.end($0) as? ActivityPage.Find }
        #expect(ends == [nil, wanted, nil])
    }

    private struct Broken: RefusingServices {
        struct Defect: Error {}

        func usageByDay() async throws(OperationError) -> [UsageDay]? { throw .unreachable("The ledger is locked.") }
        func requestRetry(of personIDs: [String]) async throws(OperationError) { throw .cancelled }
    }

    private struct Defective: ConsoleTask {
        func perform(_ services: ConsoleServices) async throws { throw Broken.Defect() }
    }

    @Test("A failure comes back with its task, in a sentence; what was stopped is no failure")
    func failures() async throws {
        let reports = await Self.reports(of: [.loadUsage, .retryFailures(["1"]), .task(Defective())], ConsoleServices(Broken()))
        #expect(reports.count == 2)
        let usage = try #require(reports.compactMap { $0.answer(of: UsagePage.Count.self) }.first)
        #expect(usage == .failure(TaskFailure(text: "The ledger is locked.")))
        let defect = try #require(reports.compactMap { $0.answer(of: Defective.self) }.first)
        guard case .failure(let failure) = defect else {
            Issue.record("it must fail")
            return
        }
        #expect(failure.text.hasPrefix("Something unexpected happened: Defect"))
    }

    /// Tells when it is asked to look what administrators have to be told.
    private struct Looked: RefusingServices {
        let looks: AsyncStream<Void>.Continuation

        func lookForAlerts(_ teller: @Sendable (AlertMessage, AlertOrigin) -> AlertNotice) async throws(OperationError) { looks.yield() }
    }

    @Test(
        "What administrators have to be told is looked at when the console opens and after what changes much",
        arguments: [ConsoleEffect.watchHome, .run(released: []), .task(AlertsPage.Test())])
    @MainActor func looks(effect: ConsoleEffect) async {
        let (stream, looks) = AsyncStream.makeStream(of: Void.self)
        let runner = EffectRunner(services: ConsoleServices(Looked(looks: looks)), options: ConsoleOptions(), report: { _ in })
        runner.perform(effect)
        var count = 0
        for await _ in stream {
            count += 1
            break
        }
        #expect(count == 1)
        await runner.stop()
    }

    @Test("A failure is said at the bottom of the screen, unless the page says it itself")
    func places() {
        var state = Fixture.app()
        _ = state.handle(.failure(Defective(), "It broke."))
        #expect(state.message?.text == "It broke.")
        state.press(.character("f"))
        _ = state.handle(.failure(FailuresPage.List(), "The ledger is locked."))
        #expect(state.message == nil && state.text.contains("The ledger is locked."))
    }

    @Test("The answer to another question than the one that is asked now changes nothing")
    func stale() {
        var state = Fixture.app()
        _ = state.push(UndoPage(run: 8))
        _ = state.handle(.undoForetold(UndoPageTests.undo()))
        #expect(state.text.contains("Reading the log..."))
    }

    private struct Saving: RefusingServices {
        var isOvertaken = false
        var consequences: PlanConsequences?

        func requireNewest(_ edited: Configuration) async throws(OperationError) { if isOvertaken { throw .overtaken(HistoryPageTests.overtaking) } }
        func consequences(of edited: Configuration) async throws(OperationError) -> PlanConsequences? { consequences }
        func save(_ edited: Configuration, restoring restored: Int?) async throws(OperationError) -> Configuration {
            var saved = edited
            saved.revision += 1
            return saved
        }
    }

    @Test("Nobody is asked about a save that is overtaken; what would follow is asked about before it is saved; once it was asked about, it is saved")
    func saving() async throws {
        let change = Save.change(Fixture.configuration(isOn: true), .back)
        let consequences = Fixture.consequences(.suspend, 111)
        guard case .overtaken = try await change.perform(ConsoleServices(Saving(isOvertaken: true, consequences: consequences))) else {
            Issue.record("it was overtaken")
            return
        }
        guard case .consequences(consequences) = try await change.perform(ConsoleServices(Saving(consequences: consequences))) else {
            Issue.record("it has consequences")
            return
        }
        guard case .saved(let saved) = try await Save(change.configuration, .back).perform(ConsoleServices(Saving(consequences: consequences))) else {
            Issue.record("it is to be saved")
            return
        }
        #expect(saved.revision == change.configuration.revision + 1)
        guard case .saved = try await change.perform(ConsoleServices(Saving())) else {
            Issue.record("there is nothing to ask about")
            return
        }
    }

    private struct Forgetful: RefusingServices {
        let known: Plan?

        func memoryBeforeAsking() async throws(OperationError) -> Plan? { known }
    }

    @Test("What is remembered is shown until it is certain that nobody can be asked", arguments: [true, false])
    func memory(isKnown: Bool) async throws {
        var state = Fixture.app()
        state.press(.character("p"))
        let recall = RecallPlan()
        let known = try await recall.perform(ConsoleServices(Forgetful(known: isKnown ? Fixture.plan : nil)))
        #expect(state.handle(.answer(recall, known)) == [.task(MakePlan())])
        #expect((state.model.plan.value != nil) == isKnown)
        #expect(state.model.isPlanning != isKnown)
    }
}
