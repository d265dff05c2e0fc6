import Engine
import Foundation
import Provisioning
import Sync
import Terminal
import Testing

@testable import Console

@Suite("A console that only looks", .timeLimit(.minutes(1)))
struct ReadOnlyTests {
    /// Refuses everything with words of its own, so that a test sees what got through.
    private struct Base: RefusingServices {}

    struct Request: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let ask: @Sendable (ConsoleServices) async throws -> Void

        init(_ name: String, _ ask: @escaping @Sendable (ConsoleServices) async throws -> Void) { (testDescription, self.ask) = (name, ask) }
    }

    static let changes = [
        Request("save") { _ = try await $0.setup.save(Fixture.configuration(), restoring: nil) },
        Request("delete the configuration") { try await $0.setup.deleteConfiguration() },
        Request("turn on") { try await $0.runs.turnOn() }, Request("turn off") { try await $0.runs.turnOff() },
        Request("let runs go on") { try await $0.authorization.answer(.start) },
        Request("authorize") { _ = try await $0.authorization.begin() },
        Request("run") {
            _ = try await $0.runs.sync(
                released: [], releasesUnitMoves: false, isUnattended: false, progress: { _ in }, isPaused: { false }, isStopped: { false })
        },
        Request("run for one person") { _ = try await $0.runs.sync(person: "1") {} },
        Request("undo") { _ = try await $0.runs.undo(run: 1, progress: { _ in }, isPaused: { false }, isStopped: { false }) },
        Request("cancel what is to come") { try await $0.runs.decide(.cancel, about: [PendingEntry]()) },
        Request("release") { try await $0.runs.decide(.release, about: [PlanEntry]()) },
        Request("release a unit's move") { try await $0.runs.decide(.release, about: [UnitMove]()) },
        Request("try again") { try await $0.runs.requestRetry(of: ["1"]) },
        Request("compare accounts, which remembers what it found") { _ = try await $0.runs.compareAccounts() },
        Request("decide about accounts") { try await $0.runs.decide([AccountProposal]()) },
        Request("take a decision back") { _ = try await $0.runs.takeBackDecision(about: "1") },
    ]

    @Test("Whatever would change something is refused before it reaches the home, and the refusal says why", arguments: changes)
    func refused(request: Request) async throws {
        let error = await #expect(throws: OperationError.self) { try await request.ask(ConsoleServices(Base()).onlyLooking) }
        #expect(error?.description == "This console was started with --read-only, so it changes nothing.")
    }

    static let looks = [
        Request("status") { _ = try await $0.checks.status() }, Request("plan") { _ = try await $0.runs.planOrMemory() },
        Request("people") { _ = try await $0.runs.peopleOrMemory() }, Request("explain") { _ = try await $0.runs.explain("1") },
        Request("log") { _ = try await $0.history.find(ActivityQuery()) }, Request("accounts") { _ = try await $0.runs.accounts() },
        Request("history") { _ = try await $0.history.revisions(about: nil) }, Request("usage") { _ = try await $0.history.usageByDay() },
        Request("what undoing would do") { _ = try await $0.runs.undoPlan(of: 1) },
    ]

    @Test("Whatever looks is passed on", arguments: looks)
    func passedOn(request: Request) async throws {
        let error = await #expect(throws: OperationError.self) { try await request.ask(ConsoleServices(Base()).onlyLooking) }
        #expect(error?.description == "Nobody expected this.")
    }

    @Test("The line at the top says that nothing can be changed", arguments: Look.sizes)
    func said(size: Size) {
        var state = Fixture.app()
        state.size = size
        #expect(!state.text.contains("read-only"))
        state.model.isReadOnly = true
        #expect(state.text.contains("read-only"), "\(state.text)")
    }
}
