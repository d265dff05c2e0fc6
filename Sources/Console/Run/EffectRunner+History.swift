import Provisioning
import Sync

extension EffectRunner {
    /// Begins something about the history of the configuration.
    func perform(_ effect: HistoryEffect) {
        let workspace = workspace
        switch effect {
        case .load: fetch(.history) { .history(.loaded(try await workspace.revisions())) }
        case .foretell(let number):
            fetch(.other) {
                let edited = try await workspace.restoration(of: number)
                try await workspace.requireRestorable(edited)
                return .history(.restorationForetold(number, edited, current: try await workspace.configuration()))
            }
        case .keepTheirs(let configuration, let followUp): report(.history(.keptTheirs(configuration, followUp)))
        }
    }

    /// Does something that ends with a save; when somebody else saved since, that is the news, and how the save can go on.
    func save(_ resave: Resave, _ operation: @escaping @Sendable () async throws(OperationError) -> ConsoleEvent) {
        fetch(.save) {
            do throws(OperationError) { return try await operation() } catch {
                guard case .overtaken(let overtaking) = error else { throw error }
                return .history(.overtaken(overtaking, resave))
            }
        }
    }
}
