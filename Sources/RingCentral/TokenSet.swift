package import Foundation

/// The tokens of one session at RingCentral.
package struct TokenSet: Sendable, Codable, Equatable {
    /// How the session was opened.
    package enum Grant: String, Sendable, Codable {
        case authorizationCode
        case jwt
    }

    package var accessToken: String
    package var accessTokenExpires: Date
    /// Single-use; `nil` when the app registration does not issue any.
    package var refreshToken: String?
    package var refreshTokenExpires: Date?
    /// The extension id of the administrator who authorized.
    package var ownerID: String?
    package var grant: Grant
    /// When the administrator authorized.
    package var obtainedAt: Date
    /// When this pair was issued.
    package var refreshedAt: Date
    /// The personal JWT, for renewing a session without a browser.
    package var assertion: String?

    /// Whether the access token can be used until `end`, as far as its times tell. A pair that was issued in the future was dated by a wrong clock: when it ends
    /// is not known then.
    func isValid(until end: Date, now: Date) -> Bool { accessTokenExpires > end && refreshedAt <= now + AccessTokenProvider.margin }
}

/// That the grant is gone, why and since when.
package struct RevokedAuthorization: Sendable, Codable, Equatable {
    package var reason: RevocationReason
    package var since: Date
}

/// Why a grant ended, as far as RingCentral's error code tells.
package enum RevocationReason: Sendable, Codable, Equatable {
    case idleSevenDays
    case passwordChangedOrRevoked
    case other(String)

    /// A whole sentence for the banner.
    package var sentence: String {
        switch self {
        case .idleSevenDays: "The authorization ended: there was no autoprovisioning activity for seven days."
        case .passwordChangedOrRevoked: "The authorization was revoked: the administrator's password was changed or the session was ended."
        case .other(let detail): "RingCentral ended the authorization (\(detail))."
        }
    }

    /// The reason behind a refused refresh (API facts B.5: decide on the error code, never on the text).
    init(errorCode: String?, error: String) {
        switch errorCode {
        case "OAU-210": self = .idleSevenDays
        case "OAU-213": self = .passwordChangedOrRevoked
        default: self = .other(errorCode ?? error)
        }
    }
}

/// Where tokens are kept; a save must be durable when it returns.
package protocol TokenStore: Sendable {
    func load() async throws -> TokenSet?
    /// Replaces the tokens and forgets a revocation.
    func save(_ tokens: TokenSet) async throws
    func markRevoked(_ revocation: RevokedAuthorization) async throws
    func revoked() async throws -> RevokedAuthorization?
    /// Runs `body` while no other process refreshes.
    func withRefreshLock<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value
}
