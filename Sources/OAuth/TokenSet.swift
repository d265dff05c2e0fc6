package import Foundation

/// The tokens of one session.
package struct TokenSet: Sendable, Codable, Equatable {
    /// How the session was opened.
    package enum Grant: String, Sendable, Codable {
        case authorizationCode
        case jwt
    }

    /// Empty when the server's answer held nothing but the next refresh token, which is kept all the same.
    package var accessToken: String
    package var accessTokenExpires: Date
    /// Single-use; `nil` when the app registration does not issue any.
    package var refreshToken: String?
    package var refreshTokenExpires: Date?
    /// The administrator who authorized, as the server names them; `nil` when it does not say.
    package var ownerID: String?
    /// What the session may do, as the server said it last (RFC 6749 §3.3); `nil` when it did not.
    package var scope: String?
    package var grant: Grant
    /// When the administrator authorized.
    package var obtainedAt: Date
    /// When this pair was issued.
    package var refreshedAt: Date
    /// The personal JWT, for renewing a session without a browser.
    package var assertion: String?

    /// Whether the access token can be used until `end`, as far as its times tell. A pair that was issued in the future was dated by a wrong clock: when it ends
    /// is not known then.
    func isValid(until end: Date, now: Date) -> Bool {
        !accessToken.isEmpty && accessTokenExpires > end && refreshedAt <= now + AccessTokenProvider.margin
    }

    /// Whether anything could renew the session.
    var isRenewable: Bool { refreshToken != nil || assertion != nil }
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
