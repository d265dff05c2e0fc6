import Engine
import Foundation
import Provisioning
import Sync
import Synchronization

/// Another machine that tries to run while one is at it: in vain as long as that one leads, and in its place once its lease has run out.
final class Rivals: Sendable {
    /// What a run of the other machine is, given how it begins.
    typealias Try = @Sendable () async -> Result<RunRecord, OperationError>

    private struct State {
        var cloud: Cloud?
        var executor: WorldExecutor?
        var rival: SimulatedProcess?
        var attempt: Try?
        var task: Task<Result<RunRecord, OperationError>, Never>?
        var hasEnded = false
    }

    private let state = Mutex(State())

    /// So often the one that waits looks whether the other one is far enough.
    private static let patience = 100_000

    /// Who comes if somebody is to come during the run that begins.
    func expect(_ rival: SimulatedProcess, in cloud: Cloud, on executor: WorldExecutor, attempt: @escaping Try) {
        state.withLock { $0 = State(cloud: cloud, executor: executor, rival: rival, attempt: attempt) }
    }

    /// A process stands still for so many seconds, and meanwhile the other machine tries to run. Once that one has asked so many things, both go on.
    func come(seconds: TimeInterval, requests: Int, while link: DatabaseLink?) async {
        let parts = state.withLock { state in
            (state.task == nil ? state.cloud : nil, state.executor, state.rival, state.attempt)
        }
        guard case (let cloud?, let executor?, let rival?, let attempt?) = parts else { return }
        cloud.note("the process stands still for \(seconds) seconds, and another machine tries to run")
        link?.stall(true)
        cloud.clock.advance(by: seconds)
        cloud.with { $0.expectRival(rival.number) }
        let task = Task(executorPreference: executor) {
            let result = await attempt()
            self.state.withLock { $0.hasEnded = true }
            return result
        }
        state.withLock { $0.task = task }
        for _ in 0..<Self.patience {
            let isFar = cloud.with { $0.process == rival.number && $0.run.requests >= requests }
            guard !isFar, state.withLock({ !$0.hasEnded }) else { break }
            await Task.yield()
        }
        link?.stall(false)
    }

    /// How the other machine's run ended; `nil` when it did not come.
    func ending() async -> Result<RunRecord, OperationError>? { await state.withLock { $0.task }?.value }

    /// Nobody is to come any more.
    func forget() { state.withLock { $0 = State() } }
}
