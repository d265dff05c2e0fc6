import Foundation
import Synchronization
import Testing
import Timing

@testable import Sync

@Suite("The services of a home", .timeLimit(.minutes(1)))
struct ServiceExecutorTests {
    /// Counts who is at work, from outside of any isolation.
    private final class Workers: Sendable {
        private let present = Atomic(0)
        private let together = Atomic(0)

        /// Whether two were ever at work at once.
        var hadCompany: Bool { together.load(ordering: .relaxed) > 0 }

        func work() {
            if present.add(1, ordering: .relaxed).newValue > 1 { together.add(1, ordering: .relaxed) }
            usleep(200)
            present.subtract(1, ordering: .relaxed)
        }
    }

    @Test("They work one after the other, as one actor would")
    func order() async throws {
        let place = SandboxPlace()
        defer { try? FileManager.default.removeItem(at: place.folder) }
        let (workspace, workers) = (try place.open(time: .system), Workers())
        await withTaskGroup { group in
            for _ in 0..<50 {
                group.addTask { await workspace.setup.perform { workers.work() } }
                group.addTask { await workspace.authorization.perform { workers.work() } }
                group.addTask { await workspace.runs.perform { workers.work() } }
                group.addTask { await workspace.history.perform { workers.work() } }
                group.addTask { await workspace.checks.perform { workers.work() } }
            }
        }
        #expect(!workers.hadCompany)
    }

    @Test("A call from one to another does not leave the executor, so nobody comes in between")
    func call() async throws {
        let place = SandboxPlace()
        defer { try? FileManager.default.removeItem(at: place.folder) }
        let workspace = try place.open(time: .system)
        let isUninterrupted = await workspace.setup.callsWithoutInterruption(workspace.authorization, beside: workspace.checks)
        #expect(isUninterrupted)
    }
}

extension HomeService {
    fileprivate func perform(_ work: @Sendable () -> Void) { work() }

    /// Calls `callee` while `other` wants to do something; answers whether the call came back first.
    fileprivate func callsWithoutInterruption(_ callee: some HomeService, beside other: some HomeService) async -> Bool {
        let isDone = Flag()
        let competitor = Task { await other.perform { isDone.set() } }
        // The competitor waits in the executor's queue by now.
        usleep(20_000)
        for _ in 0..<10 { await callee.perform {} }
        let wasAlone = !isDone.isSet
        await competitor.value
        return wasAlone
    }
}

private final class Flag: Sendable {
    private let value = Atomic(false)
    var isSet: Bool { value.load(ordering: .acquiring) }
    func set() { value.store(true, ordering: .releasing) }
}
