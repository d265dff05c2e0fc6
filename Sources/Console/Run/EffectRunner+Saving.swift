import Provisioning
import Sync

extension EffectRunner {
    /// Does something that ends with a save; when somebody else saved since, that is the news, and how the save can go on.
    func save(_ resave: Resave, _ operation: @escaping @Sendable () async throws(OperationError) -> ConsoleEvent) {
        fetch(.save) {
            do throws(OperationError) { return try await operation() } catch {
                guard case .overtaken(let overtaking) = error else { throw error }
                return .overtaken(overtaking, resave)
            }
        }
    }
}
