import Engine
import Provisioning
import Sync

/// What pages ask of the authorization.
protocol ConsoleAuthorizationService: Sendable {
    func begin() async throws(OperationError) -> AuthorizationAttempt
    func answer(_ answer: ResumptionAnswer) async throws(OperationError)
}

extension AuthorizationService: ConsoleAuthorizationService {}

/// The authorization for a console that only looks.
struct ReadOnlyAuthorization: ConsoleAuthorizationService {
    func begin() async throws(OperationError) -> AuthorizationAttempt { throw .onlyLooking }
    func answer(_ answer: ResumptionAnswer) async throws(OperationError) { throw .onlyLooking }
}
