import Sync

/// Reads how the home is.
struct ReadStatus: ConsoleTask {
    static let isReading = true

    /// Whether it is asked for because the one before may have been read before this console saved: then it counts, whatever it says.
    var isSecond = false

    func perform(_ services: ConsoleServices) async throws -> WorkspaceStatus { try await services.checks.status() }
    func done(_ status: WorkspaceStatus, _ console: inout ConsoleState) -> [ConsoleEffect] { console.takeStatus(status, isSecond: isSecond) }

    func failed(_ text: String, _ console: inout ConsoleState) -> [ConsoleEffect] {
        console.model.statusFailure = text
        return []
    }
}

extension ConsoleEffect {
    /// Reads how the home is.
    static var loadStatus: ConsoleEffect { .task(ReadStatus()) }
}
