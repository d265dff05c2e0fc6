import Dispatch

/// Runs all tasks of one world one after the other, so that a world with many requests in flight takes the same way at every replay.
final class WorldExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "simulation.world")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
