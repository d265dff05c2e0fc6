import Engine
import Sync
import Synchronization

/// What somebody wants of the run that is under way: to hold still, or to end. The run looks at it before each write.
final class RunWishes: Sendable {
    private struct State {
        var isPaused = false
        var isStopped = false
        var isWriting = false
    }

    private let state = Mutex(State())

    var isPaused: Bool { state.withLock { $0.isPaused } }
    var isStopped: Bool { state.withLock { $0.isStopped } }
    /// Whether the run has come to its writes, so that something may have begun.
    var isWriting: Bool { state.withLock { $0.isWriting } }

    /// Takes note of how far the run is.
    func note(_ phase: RunProgress.Phase) { state.withLock { $0.isWriting = phase == .writing } }

    func pause(_ isPaused: Bool) { state.withLock { $0.isPaused = isPaused } }
    func stop() { state.withLock { $0.isStopped = true } }
    /// For the next run.
    func forget() { state.withLock { $0 = State() } }
}
