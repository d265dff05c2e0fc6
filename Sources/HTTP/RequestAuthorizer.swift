package import Foundation

/// Puts credentials into requests.
package protocol RequestAuthorizer: Sendable {
    /// Adds the credentials, renewing them first if they are about to end.
    func authorize(_ request: inout HTTPRequest) async throws(AuthorizationError)
    /// The server refused these credentials (401): renew them before the next request.
    func rejected(_ request: HTTPRequest) async
    /// Whether refused credentials can be renewed without a person; otherwise being refused ends them.
    var renewsRefused: Bool { get }
}

extension RequestAuthorizer {
    package var renewsRefused: Bool { false }
}

/// Why a request could not be authorized.
package enum AuthorizationError: Error, Equatable, CustomStringConvertible {
    /// An administrator has to authorize again; the reason is a whole sentence.
    case reauthorizationNeeded(reason: String, since: Date?)
    /// Nobody authorized yet.
    case notAuthorized(reason: String)
    /// The authorization server did not answer.
    case unreachable(String)
    /// The tokens could not be stored, so they were not used.
    case storage(String)
    /// The task was canceled while the credentials were renewed.
    case cancelled

    package var description: String {
        switch self {
        case .reauthorizationNeeded(let reason, _), .notAuthorized(let reason): reason
        case .unreachable(let text), .storage(let text): text
        case .cancelled: "Renewing the authorization was stopped. The next request renews it."
        }
    }
}
