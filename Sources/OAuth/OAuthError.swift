/// Why a token call failed.
package enum OAuthError: Error, Equatable, CustomStringConvertible {
    /// The grant (code, refresh token, JWT) is not accepted.
    case invalidGrant(TokenRefusal)
    /// The client id or secret is wrong.
    case invalidClient(TokenRefusal)
    /// Anything else that the server refused.
    case refused(TokenRefusal)
    /// The session has ended, and the app registration issues no refresh tokens that could renew it.
    case noRefreshToken
    case unreachable(String)
    /// The answer is none of a token endpoint; `status` is its HTTP status.
    case unexpectedAnswer(status: Int)
    /// The person at the browser said no.
    case denied
    /// The pasted address is not the one that this authorization ends at.
    case foreignRedirect(String)
    case listener(String)
    case cancelled

    package var description: String { words(for: "the app") }

    /// What happened and what to do, with the name of the app that was asked.
    package func words(for application: String) -> String {
        let start = application == "the app" ? "The app" : application
        return switch self {
        case .invalidGrant(let refusal): "\(start) did not accept the authorization (\(refusal.words)). It may have taken too long: try again."
        case .invalidClient(let refusal):
            "\(start) does not accept the client id or secret (\(refusal.words)). Compare them with the app registration."
        case .refused(let refusal):
            "\(start) refused the authorization (\(refusal.words)). Check the app registration: redirect address, grant types, permissions."
        case .noRefreshToken:
            "The app registration at \(application) issues no refresh tokens, so the authorization cannot be renewed. Allow refresh tokens there."
        case .unreachable(let text), .foreignRedirect(let text), .listener(let text): text
        case .unexpectedAnswer(let status):
            "The answer of \(application)'s authorization server (status \(status)) made no sense. Check that its address is the right server's, and that no "
                + "proxy answers in its place."
        case .denied: "The authorization was denied in the browser. Nothing was changed; try again when the administrator agrees."
        case .cancelled: "The authorization was stopped. Nothing was changed."
        }
    }
}
