import Foundation

/// One grant: an access token, a refresh token and what is left of the pair before it.
///
/// Source: RingCentral developer guide, "Refresh tokens" and "Tokens".
struct TokenSession: Codable, Sendable, Equatable {
    var id: String
    var clientID: String
    var accessToken: String
    var accessExpires: Date
    var refreshToken: String
    var refreshExpires: Date
    var accessLifetime: Int
    var refreshLifetime: Int
    /// When the present access token was first shown; the grace of the previous refresh token depends on it.
    var accessFirstUsed: Date?
    /// The refresh token that the present pair replaced.
    var previousRefreshToken: String?
    var rotated: Date

    /// Until when the previous refresh token still returns the present pair: ten seconds after the new access token was first used,
    /// an hour after the rotation if it never was.
    var graceEnd: Date {
        accessFirstUsed?.addingTimeInterval(10) ?? rotated.addingTimeInterval(3600)
    }
}
