import Engine
import Sync

/// When the state of a home is to be shown again: at once, after each change of its files, and every minute, because it says how much time is left.
struct StatusTimes {
    /// An element each time. Ends, with an error, when the task is canceled.
    let times: AsyncThrowingStream<Void, any Error>

    /// Changes that come in quick succession, as a run makes them, are shown together.
    private static let pause = Duration.milliseconds(250)
    private static let longestPause = Duration.seconds(60)

    /// - Throws: ``OperationError`` when the system cannot watch the home.
    init(_ workspace: Workspace) throws(OperationError) {
        let changes = try workspace.checks.changes()
        times = AsyncThrowingStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let watching = Task {
                continuation.yield()
                for await _ in changes {
                    continuation.yield()
                    try await Task.sleep(for: Self.pause)
                }
                continuation.finish()
            }
            let ticking = Task {
                while true {
                    try await Task.sleep(for: Self.longestPause)
                    continuation.yield()
                }
            }
            continuation.onTermination = { _ in
                watching.cancel()
                ticking.cancel()
            }
        }
    }
}
