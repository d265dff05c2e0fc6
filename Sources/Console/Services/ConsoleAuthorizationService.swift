import Engine
import Provisioning
import Sync

/// What pages ask of the authorization.
protocol ConsoleAuthorizationService: Sendable {
    func beginAuthorization() async throws(OperationError) -> AuthorizationAttempt
    func answer(_ answer: ResumptionAnswer) async throws(OperationError)
}

extension Workspace: ConsoleAuthorizationService {}

/// The authorization for a console that only looks.
struct ReadOnlyAuthorization: ConsoleAuthorizationService {
    func beginAuthorization() async throws(OperationError) -> AuthorizationAttempt { throw .onlyLooking }
    func answer(_ answer: ResumptionAnswer) async throws(OperationError) { throw .onlyLooking }
}
