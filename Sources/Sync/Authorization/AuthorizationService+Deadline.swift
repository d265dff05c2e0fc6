import Engine
import FileHome
import HTTP
import OAuth

extension AuthorizationService {
    /// Whether the app is authorized. A deadline that has passed is tried once before it is believed: this machine's clock may be wrong, or have been wrong when
    /// the tokens were dated. A refusal is remembered, so that it is asked for once only.
    ///
    /// - Throws: ``OperationError/unreachable(_:)`` when the deadline has passed and the app cannot be asked.
    func statusOnceTried() async throws(OperationError) -> AuthorizationStatus {
        let status = try await status()
        guard case .revoked = status, try await isOnlyPastDeadline() else { return status }
        let tokens = try context.application().oauth().tokens
        do throws(AuthorizationError) {
            try await tokens.keepAlive()
        } catch {
            switch error {
            case .reauthorizationNeeded, .notAuthorized: break
            case .unreachable(let text), .storage(let text): throw .unreachable(text)
            case .cancelled: throw .cancelled
            }
        }
        return try await self.status()
    }

    /// Whether nothing but a date says that the authorization has ended: no server refused it.
    private func isOnlyPastDeadline() async throws(OperationError) -> Bool {
        guard try context.application(of: context.configuration()).authorization == .oauth else { return false }
        do {
            return try await CredentialTokenStore(credentials: context.credentials).revoked() == nil
        } catch {
            throw OperationError(credentials: error, application: context.applicationName)
        }
    }
}
