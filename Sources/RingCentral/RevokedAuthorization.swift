package import Foundation

/// That the grant is gone, why and since when.
package struct RevokedAuthorization: Sendable, Codable, Equatable {
    package var reason: RevocationReason
    /// By the server's clock, where it told the time.
    package var since: Date
    /// What the server said, in its own words.
    package var detail: String?

    /// Makes a revocation.
    package init(reason: RevocationReason, since: Date, detail: String? = nil) {
        self.reason = reason
        self.since = since
        self.detail = detail
    }

    /// Sentences for the banner; `application` is the app's name.
    package func sentence(for application: String) -> String {
        reason.sentence(for: application) + (detail.map { " \(application) said: \($0)." } ?? "")
    }
}

/// Why a grant ended, as far as the server's error code tells.
package enum RevocationReason: Sendable, Codable, Equatable {
    case idleSevenDays
    case passwordChangedOrRevoked
    /// The refresh token ended although it had been used within its time.
    case endedEarly
    /// The access token ended, and the app registration issues no refresh tokens.
    case noRefreshToken
    case other(String)

    /// A whole sentence; `application` is the app's name.
    package func sentence(for application: String) -> String {
        switch self {
        case .idleSevenDays: "The authorization ended: there was no autoprovisioning activity for seven days."
        case .passwordChangedOrRevoked: "The authorization was revoked: the administrator's password was changed or the session was ended."
        case .endedEarly:
            "\(application) says that the authorization expired, although it was used within the last seven days by this machine's clock. \(application) may limit how "
                + "long a session lasts, or its clock may be ahead."
        case .noRefreshToken:
            "The authorization ended: the app registration at \(application) issues no refresh tokens. Allow them there, so that it can be renewed."
        case .other(let detail): "\(application) ended the authorization (\(detail))."
        }
    }
}

extension RevokedAuthorization {
    /// What a refused refresh of `tokens` means at `moment` (API facts B.5: decide on the error code, never on the text).
    init(_ refusal: TokenRefusal, of tokens: TokenSet, at moment: Date) {
        switch refusal.code {
        case "OAU-210":
            // The same code stands for a session that was idle for too long and for one whose greatest length has passed.
            let deadline = tokens.refreshTokenExpires ?? tokens.refreshedAt + Self.idleTime
            self.init(reason: deadline <= moment ? .idleSevenDays : .endedEarly, since: moment, detail: refusal.words)
        case "OAU-213": self.init(reason: .passwordChangedOrRevoked, since: moment, detail: refusal.words)
        default: self.init(reason: .other(refusal.words), since: moment)
        }
    }

    /// An unused session lasts this long at RingCentral, in seconds.
    private static let idleTime: TimeInterval = 7 * 86_400
}
