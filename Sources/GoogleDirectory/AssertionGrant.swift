import Directory
import Foundation
import HTTP

/// The exchange of a signed assertion for a token (RFC 7523 §2.1), and what its refusals mean.
enum AssertionGrant {
    /// Exchanges an assertion for a token.
    ///
    /// - Parameters:
    ///   - url: the token endpoint.
    ///   - key: the key that signs; `nil` where Google signs itself.
    ///   - assertion: made anew for every try, because it is dated.
    static func token(
        _ exchange: GoogleTokenExchange, at url: URL, access: GoogleAccess, key: ServiceAccountKey?, scopes: [String],
        assertion: () throws(DirectoryError) -> String
    ) async throws(DirectoryError) -> GoogleToken {
        try await exchange.ask("Google's token service") { () throws(DirectoryError) in
            .form(url, [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", try assertion())])
        } read: {
            GoogleTokenExchange.token($0, asked: $1)
        } refusal: {
            error($0, access: access, key: key, scopes: scopes)
        }
    }

    /// The error for a refusal.
    ///
    /// - Parameter key: the key that signed; `nil` where Google signed itself.
    private static func error(_ refused: GoogleTokenRefusal, access: GoogleAccess, key: ServiceAccountKey?, scopes: [String]) -> DirectoryError {
        switch refused.code {
        case "unauthorized_client", "access_denied", "invalid_scope":
            .unauthorized(delegationWords(refused, access: access, key: key, scopes: scopes))
        case "invalid_grant": .unauthorized(grantWords(refused, access: access, key: key))
        case "deleted_client":
            .unauthorized(
                "The service account \(access.account) was deleted (\(refused.words)). Undelete it in the Cloud console within 30 days, or make another one and "
                    + "connect Google with it.")
        case "disabled_client", "invalid_client", "admin_policy_enforced":
            .unauthorized("Google refused the service account \(access.account) (\(refused.code)). Check it in the Cloud console.")
        default:
            .unauthorized(
                "Google refused the service account \(access.account) (\(refused.words)). Check the key and the \(access.administrator == nil ? "account" : "delegation")."
            )
        }
    }

    private static func delegationWords(
        _ refused: GoogleTokenRefusal, access: GoogleAccess, key: ServiceAccountKey?, scopes: [String]
    ) -> String {
        guard let administrator = access.administrator else {
            return
                "Google gives \(access.account) no token for reading the directory (\(refused.words)). Check in the Cloud console that the account is there and enabled."
        }
        return
            "Google does not let \(access.account) act for \(administrator) (\(refused.code)). In the Admin console under Security › Access and data control › "
            + "API controls › Domain-wide delegation, add client id \(key?.clientID ?? "of the service account") with these scopes: "
            + scopes.joined(separator: ",")
    }

    private static func grantWords(_ refused: GoogleTokenRefusal, access: GoogleAccess, key: ServiceAccountKey?) -> String {
        let who = access.administrator.map { "to act for \($0)" } ?? "\(access.account) a token"
        if refused.says("reasonable timeframe") || refused.says("iat"), let clock = refused.clockWords {
            return "\(clock), so Google refused \(who) (\(refused.words)). Set the clock: timedatectl set-ntp true"
        }
        if refused.says("Robot is disabled") {
            return
                "The service account \(access.account) is disabled (\(refused.words)). Enable it in the Cloud console under IAM & Admin › Service accounts."
        }
        if refused.says("audience") {
            return
                "Google says that the assertion is meant for another server (\(refused.words)). Check \"token_uri\" in the key file\(key.map { ": it is \($0.tokenURL.absoluteString)" } ?? "")."
        }
        if let key, GoogleHosts.isLoopback(key.tokenURL) {
            return
                "This is not the sandbox that this home was connected to, or it forgot everything because it was started without --state FILE (\(refused.code): "
                + "\(refused.detail)). Make a new home for it, or connect this one anew: autoprovision setup --sandbox "
                + "http://127.0.0.1:\(key.tokenURL.port ?? 80). Its accounts are not the ones that are linked here."
        }
        if refused.says("signature"), let key {
            return
                "Google no longer accepts the key \(key.keyID.prefix(12))… of \(access.account) (\(refused.words)): it was deleted or disabled, or has expired. "
                + "Make a new key and put it in the place of the old file; no restart is needed."
        }
        if let administrator = access.administrator,
            refused.says("email or User ID") || refused.says("deleted") || refused.says("suspended") || refused.says("impersonation")
        {
            return
                "Google knows no active administrator \(administrator) (\(refused.words)). Name another one: autoprovision setup --google-administrator ADDRESS"
        }
        return
            "Google refused \(who) (\(refused.words)). Check \(access.administrator == nil ? "" : "the administrator's address, ")this machine's clock, and that the key "
            + "was not revoked."
    }
}
