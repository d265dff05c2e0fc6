import Provisioning
import Sync

/// Counts whom the scope of a configuration lets in and leaves out.
struct CountScope: ConsoleTask {
    static let isReplaced = true

    let configuration: Configuration
    /// Which count it is: only the answer to the newest is shown.
    let request: Int

    func asked(_ model: inout ConsoleModel) {
        model.scopeSummary = .loading
        model.scopeRequest = request
    }

    func perform(_ services: ConsoleServices) async throws -> ScopeSummary { try await services.setup.scopeSummary(of: configuration) }

    func done(_ summary: ScopeSummary, _ console: inout ConsoleState) -> [ConsoleEffect] {
        if request == console.model.scopeRequest { console.model.scopeSummary = .loaded(summary) }
        return []
    }

    func failed(_ text: String, _ console: inout ConsoleState) -> [ConsoleEffect] {
        console.model.scopeSummary = .failed(text)
        return []
    }
}
