import Dispatch
import HTTP
import Synchronization
import Testing

@Suite("Work that several callers wait for", .timeLimit(.minutes(1)))
struct SharedWorkTests {
    /// Work that ends when it is told to, or when it is canceled.
    private final class Job: Sendable {
        let begun = Mutex(0)
        let cancelled = Mutex(0)
        private let gate = AsyncStream.makeStream(of: Void.self)
        private let starts = AsyncStream.makeStream(of: Void.self)

        func perform() async throws -> Int {
            let number = begun.withLock { count in
                count += 1
                return count
            }
            starts.continuation.yield()
            for await _ in gate.stream { return number }
            cancelled.withLock { $0 += 1 }
            throw CancellationError()
        }

        func waitUntilBegun() async { for await _ in starts.stream { return } }
        func finish() { gate.continuation.yield() }
    }

    /// Counts the jobs that it runs.
    private final class Counting: TaskExecutor {
        let jobs = Mutex(0)
        private let queue = DispatchQueue(label: "test.counting")

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            jobs.withLock { $0 += 1 }
            queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }

    /// How many jobs run on an executor while somebody who prefers it waits for this.
    private func jobs(_ body: @escaping @Sendable () async throws -> Void) async throws -> Int {
        let executor = Counting()
        try await withTaskExecutorPreference(executor) { try await body() }
        return executor.jobs.withLock(\.self)
    }

    @Test("Work runs where its first caller prefers to run")
    func executor() async throws {
        // Each of these lets the executor have the task once more, if it runs there.
        let yields: @Sendable () async -> Void = { for _ in 0..<50 { await Task.yield() } }
        #expect(try await jobs { _ = try await SharedWork<Void>().value { await yields() } } > 50)
        #expect(try await jobs { await delayingCancellation(by: .seconds(1)) { await yields() } } > 50)
        #expect(try await jobs { await Task.detached { await yields() }.value } < 50)
    }

    @Test("Callers share one piece of work and its value")
    func shared() async throws {
        let (work, job) = (SharedWork<Int>(), Job())
        async let first = work.value { try await job.perform() }
        await job.waitUntilBegun()
        async let second = work.value { try await job.perform() }
        job.finish()
        job.finish()
        let values = try await (first, second)
        #expect(values.0 == 1 && values.1 <= 2)
    }

    @Test("A caller who is canceled leaves at once; the others get the value")
    func oneLeaves() async throws {
        let (work, job) = (SharedWork<Int>(), Job())
        let staying = Task { try await work.value { try await job.perform() } }
        await job.waitUntilBegun()
        let leaving = Task { try await work.value { try await job.perform() } }
        leaving.cancel()
        await #expect(throws: CancellationError.self) { try await leaving.value }
        job.finish()
        #expect(try await staying.value == 1)
        #expect(job.cancelled.withLock { $0 } == 0)
    }

    @Test("When the last caller leaves, the work is canceled and has ended before that caller goes on; the next one begins anew")
    func lastLeaves() async throws {
        let (work, job) = (SharedWork<Int>(), Job())
        let caller = Task { try await work.value { try await job.perform() } }
        await job.waitUntilBegun()
        caller.cancel()
        await #expect(throws: CancellationError.self) { try await caller.value }
        #expect(job.cancelled.withLock { $0 } == 1)
        #expect(try await work.value { 7 } == 7)
    }

    @Test("Who is canceled before asking begins nothing")
    func cancelledBefore() async {
        let (work, job) = (SharedWork<Int>(), Job())
        let caller = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await work.value { try await job.perform() }
        }
        await #expect(throws: CancellationError.self) { try await caller.value }
        #expect(job.begun.withLock { $0 } == 0)
    }
}
