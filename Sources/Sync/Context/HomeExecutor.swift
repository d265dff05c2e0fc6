import Dispatch
import Files

/// Runs an actor's work on threads that may wait, for a database in the network, so that those of the common pool never do.
final class WaitingSerialExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "autoprovision.home")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}

/// Where the work at one home is done.
enum HomeExecutor: Sendable {
    /// On the common pool: a home in a folder answers at once.
    case pool(PooledActor)
    /// On threads that may wait.
    case waiting(WaitingSerialExecutor, WaitingTaskExecutor)

    /// Its executor is that of any actor without one of its own.
    actor PooledActor {}

    init(mayWait: Bool) {
        self = mayWait ? .waiting(WaitingSerialExecutor(), WaitingTaskExecutor(label: "autoprovision.runs")) : .pool(PooledActor())
    }

    /// For the services that work at the home.
    var serial: UnownedSerialExecutor {
        switch self {
        case .pool(let actor): actor.unownedExecutor
        case .waiting(let executor, _): executor.asUnownedSerialExecutor()
        }
    }

    /// For a run, and whoever else asks the home outside of the services; `nil` where no executor of its own is needed.
    var tasks: (any TaskExecutor)? { if case .waiting(_, let executor) = self { executor } else { nil } }
}
