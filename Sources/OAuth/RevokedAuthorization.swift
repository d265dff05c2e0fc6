package import Foundation

/// That the grant is gone, why and since when.
package struct RevokedAuthorization: Sendable, Codable, Equatable {
    package var reason: RevocationReason
    /// By the server's clock, where it told the time.
    package var since: Date
    /// What the server said, in its own words.
    package var detail: String?

    package init(reason: RevocationReason, since: Date, detail: String? = nil) {
        self.reason = reason
        self.since = since
        self.detail = detail
    }

    /// Sentences for the banner.
    package func sentence(for server: AuthorizationServer) -> String {
        reason.sentence(for: server) + (detail.map { " \(server.name) said: \($0)." } ?? "")
    }
}

/// Why a grant ended, as far as the server's error code tells.
package enum RevocationReason: Sendable, Codable, Equatable {
    /// Nobody used the session for as long as the server keeps an unused one.
    case idle
    case passwordChangedOrRevoked
    /// The refresh token ended although it had been used within its time.
    case endedEarly
    /// The access token ended, and the app registration issues no refresh tokens.
    case noRefreshToken
    case other(String)

    // The credentials of older versions have these names.
    private enum CodingKeys: String, CodingKey {
        case idle = "idleSevenDays"
        case passwordChangedOrRevoked, endedEarly, noRefreshToken, other
    }

    /// A whole sentence.
    package func sentence(for server: AuthorizationServer) -> String {
        let application = server.name
        return switch self {
        case .idle: "The authorization ended: there was no autoprovisioning activity for \(server.idleWords)."
        case .passwordChangedOrRevoked: "The authorization was revoked: the administrator's password was changed or the session was ended."
        case .endedEarly:
            "\(application) says that the authorization expired, although it was used within the last \(server.idleWords) by this machine's clock. "
                + "\(application) may limit how long a session lasts, or its clock may be ahead."
        case .noRefreshToken:
            "The authorization ended: the app registration at \(application) issues no refresh tokens. Allow them there, so that it can be renewed."
        case .other(let detail): "\(application) ended the authorization (\(detail))."
        }
    }
}

extension RevokedAuthorization {
    /// What a refused refresh of `tokens` means at `moment`. The server's code decides, never its text.
    init(_ refusal: TokenRefusal, by server: AuthorizationServer, of tokens: TokenSet, at moment: Date) {
        switch refusal.code.flatMap({ server.sessionEnds[$0] }) {
        case .expired:
            // The same code stands for a session that was idle for too long and for one whose greatest length has passed.
            let deadline = tokens.refreshTokenExpires ?? tokens.refreshedAt + server.idleTime
            self.init(reason: deadline <= moment ? .idle : .endedEarly, since: moment, detail: refusal.words)
        case .revoked: self.init(reason: .passwordChangedOrRevoked, since: moment, detail: refusal.words)
        case nil: self.init(reason: .other(refusal.words), since: moment)
        }
    }
}
