import Engine
import FileHome
import HTTP
import OAuth

extension Workspace {
    /// Whether the app is authorized. A deadline that has passed is tried once before it is believed: this machine's clock may be wrong, or have been wrong when
    /// the tokens were dated. A refusal is remembered, so that it is asked for once only.
    ///
    /// - Throws: ``OperationError/unreachable(_:)`` when the deadline has passed and the app cannot be asked.
    func authorizationOnceTried() async throws(OperationError) -> AuthorizationStatus {
        let status = try await authorizationStatus()
        guard case .revoked = status, try await isOnlyPastDeadline() else { return status }
        let tokens = try application().oauth().tokens
        do throws(AuthorizationError) {
            try await tokens.keepAlive()
        } catch {
            switch error {
            case .reauthorizationNeeded, .notAuthorized: break
            case .unreachable(let text), .storage(let text): throw .unreachable(text)
            case .cancelled: throw .cancelled
            }
        }
        return try await authorizationStatus()
    }

    /// Whether nothing but a date says that the authorization has ended: no server refused it.
    private func isOnlyPastDeadline() async throws(OperationError) -> Bool {
        guard try application(of: configuration()).authorization == .oauth else { return false }
        do {
            return try await CredentialTokenStore(credentials: credentials).revoked() == nil
        } catch {
            throw OperationError(credentials: error, application: applicationName)
        }
    }
}
