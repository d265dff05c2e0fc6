import Synchronization

/// A piece of work that several callers wait for together, such as renewing a token.
///
/// A caller whose task is canceled leaves at once while others still wait. When the last caller leaves, the work itself is canceled, and that caller waits
/// until it has ended: what the work stores is stored then.
///
/// The work runs where the first caller prefers to run (`withTaskExecutorPreference`).
package final class SharedWork<Value: Sendable>: Sendable {
    private enum Ending {
        case ended(Result<Value, any Error>)
        /// This caller left.
        case left
        /// The work was canceled because everybody had left.
        case abandoned
    }

    private enum Caller {
        /// Known, but not waiting yet.
        case announced
        /// Canceled before it could wait.
        case left
        case waiting(CheckedContinuation<Ending, Never>)
    }

    private struct State {
        var callers: [Int: Caller] = [:]
        var newestCaller = 0
        var task: Task<Void, Never>?
        var isAbandoned = false
    }

    private let state = Mutex(State())

    /// Makes a place for work; nothing is under way yet.
    package init() {}

    /// Joins the work that is under way, or begins `body`.
    ///
    /// - Throws: what `body` throws, or `CancellationError` when the caller's task is canceled.
    package func value(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        while true {
            try Task.checkCancellation()
            switch await join(body) {
            case .ended(let result): return try result.get()
            case .left: throw CancellationError()
            // It was given up by those who waited before: this caller begins it anew.
            case .abandoned: continue
            }
        }
    }

    private func join(_ body: @escaping @Sendable () async throws -> Value) async -> Ending {
        let id = state.withLock { state in
            state.newestCaller += 1
            state.callers[state.newestCaller] = .announced
            return state.newestCaller
        }
        let executor = preferredExecutor()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isLate = state.withLock { state in
                    if case .left? = state.callers[id] {
                        state.callers[id] = nil
                        return true
                    }
                    state.callers[id] = .waiting(continuation)
                    if state.task == nil { state.task = Task(executorPreference: executor) { await self.perform(body) } }
                    return false
                }
                if isLate { continuation.resume(returning: .left) }
            }
        } onCancel: {
            leave(id)
        }
    }

    private func perform(_ body: @Sendable () async throws -> Value) async {
        let result: Result<Value, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        let (waiting, isAbandoned) = state.withLock { state in
            let waiting = state.callers.compactMap { id, caller -> (Int, CheckedContinuation<Ending, Never>)? in
                if case .waiting(let continuation) = caller { (id, continuation) } else { nil }
            }
            for (id, _) in waiting { state.callers[id] = nil }
            defer { (state.task, state.isAbandoned) = (nil, false) }
            return (waiting, state.isAbandoned)
        }
        let hasFailed = if case .failure = result { true } else { false }
        for (_, continuation) in waiting { continuation.resume(returning: isAbandoned && hasFailed ? .abandoned : .ended(result)) }
    }

    private func leave(_ id: Int) {
        let (leaving, abandoned) = state.withLock { state -> (CheckedContinuation<Ending, Never>?, Task<Void, Never>?) in
            switch state.callers[id] {
            case .announced?:
                state.callers[id] = .left
                return (nil, nil)
            case .waiting(let continuation)?:
                let others = state.callers.contains { other, caller in if case .waiting = caller { other != id } else { false } }
                if others {
                    state.callers[id] = nil
                    return (continuation, nil)
                }
                state.isAbandoned = true
                return (nil, state.task)
            case .left?, nil: return (nil, nil)
            }
        }
        leaving?.resume(returning: .left)
        abandoned?.cancel()
    }
}

/// Runs `body` in such a way that a cancellation reaches it only after `time`: what a server has begun to answer can still be taken and stored.
package func delayingCancellation<Value: Sendable>(
    by time: Duration, _ body: @escaping @Sendable () async -> Value
) async -> Value {
    let task = Task(executorPreference: preferredExecutor()) { await body() }
    return await withTaskCancellationHandler {
        await task.value
    } onCancel: {
        Task {
            try? await Task.sleep(for: time)
            task.cancel()
        }
    }
}

/// Where the current task prefers to run. Work that it begins goes on there: it may wait for a disk, which must not hold a thread of the common pool, and in a simulated world
/// everything takes its turn on one queue.
private func preferredExecutor() -> (any TaskExecutor)? { withUnsafeCurrentTask { $0?.unownedTaskExecutor?.asTaskExecutor() } }
