import Dispatch

/// Runs the work of tasks on threads that may wait or be busy for long, so that those of the common pool, one for each processor, stay free for short work.
package final class WaitingTaskExecutor: TaskExecutor {
    private let queue: DispatchQueue

    /// - Parameters:
    ///   - label: names the queue, for whoever looks at the process.
    ///   - isBusy: whether the work takes the processor for long rather than waits. On Linux such work has to stand in another class than the common pool, or
    ///     it takes threads away from it.
    package init(label: String, isBusy: Bool = false) {
        queue = DispatchQueue(label: label, qos: isBusy ? .utility : .unspecified, attributes: .concurrent)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
