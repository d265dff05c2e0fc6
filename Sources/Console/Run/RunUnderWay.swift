import Engine
import Provisioning
import Sync

/// The run that this console has begun, the only one at a time; reports how it goes and ends.
@MainActor
final class RunUnderWay {
    private let services: ConsoleServices
    private let report: @Sendable (ConsoleEvent) -> Void
    private let wishes = RunWishes()
    private var running: Task<Void, Never>?

    init(services: ConsoleServices, report: @escaping @Sendable (ConsoleEvent) -> Void) {
        self.services = services
        self.report = report
    }

    /// Whether there is one.
    var isUnderWay: Bool { running != nil }

    /// Begins a run with these kinds of action released.
    func begin(released: Set<ActionKind>, releasesUnitMoves: Bool) {
        let services = services
        begin { progress, wishes in
            try await services.runs.sync(
                released: released, releasesUnitMoves: releasesUnitMoves, isUnattended: false, progress: progress, isPaused: { wishes.isPaused },
                isStopped: { wishes.isStopped })
        }
    }

    /// Begins to take back what a run did.
    func beginUndo(of undone: Int64) {
        let services = services
        begin { progress, wishes in
            try await services.runs.undo(run: undone, progress: progress, isPaused: { wishes.isPaused }, isStopped: { wishes.isStopped })
        }
    }

    private func begin(
        _ operation: @escaping @Sendable (_ progress: @escaping @Sendable (RunProgress) -> Void, RunWishes) async throws -> RunRecord
    ) {
        guard running == nil else { return }
        let (report, wishes) = (report, wishes)
        wishes.forget()
        running = Task {
            do {
                let record = try await operation(
                    {
                        wishes.note($0.phase)
                        report(.runProgressed($0))
                    }, wishes)
                report(.runEnded(record))
            } catch {
                report(.runFailed(TaskFailure(error).text))
            }
            running = nil
        }
    }

    /// While it writes, what has begun ends in order; while it reads, there is nothing to wait for.
    func stop() {
        wishes.stop()
        if !wishes.isWriting { running?.cancel() }
    }

    /// Lets no write begin from now on, or lets it go on.
    func pause(_ isPaused: Bool) { wishes.pause(isPaused) }

    /// What a run has begun may take so long to end when somebody leaves; then it is given up, and the next run looks up what became of it.
    private static let patience = Duration.seconds(5)

    /// Ends it, for somebody who leaves.
    func end() async {
        stop()
        let (running, patience) = (running, Self.patience)
        let impatience = Task {
            try await Task.sleep(for: patience)
            running?.cancel()
        }
        await running?.value
        impatience.cancel()
    }
}
