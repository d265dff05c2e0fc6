import Foundation
package import HTTP

/// Gives requests a valid access token. One refresh at a time, also across processes; a new pair is durable before its first use, because the old one
/// is dead by then.
package actor AccessTokenProvider: RequestAuthorizer {
    /// Refreshed this long before the access token ends, in seconds.
    static let margin: TimeInterval = 60

    package nonisolated let renewsRefused = true

    private let oauth: OAuthClient
    private let store: any TokenStore
    private var current: TokenSet?
    /// The access token that the app refused last, whatever its time says.
    private var refused: String?
    private let refreshing = SharedWork<TokenSet>()

    package init(oauth: OAuthClient, store: any TokenStore) {
        self.oauth = oauth
        self.store = store
    }

    package func authorize(_ request: inout HTTPRequest) async throws(AuthorizationError) {
        let tokens = try await validTokens()
        request.headers["Authorization"] = "Bearer \(tokens.accessToken)"
    }

    /// Uses the authorization, so that it does not end because nobody used it.
    package func keepAlive() async throws(AuthorizationError) {
        _ = try await validTokens()
    }

    package func rejected(_ request: HTTPRequest) async {
        guard let current, request.headers["Authorization"] == "Bearer \(current.accessToken)" else { return }
        refused = current.accessToken
    }

    private func validTokens() async throws(AuthorizationError) -> TokenSet {
        let moment = oauth.moment
        if let current, current.accessToken != refused, current.isValid(until: moment + Self.margin, now: moment) { return current }
        do {
            let (oauth, store, refused) = (oauth, store, refused)
            let refreshed = try await refreshing.value {
                try await store.withRefreshLock { try await Self.refresh(oauth: oauth, store: store, refused: refused) }
            }
            current = refreshed
            return refreshed
        } catch let error as AuthorizationError {
            current = nil
            throw error
        } catch OAuthError.cancelled {
            throw .cancelled
        } catch let error as OAuthError {
            throw .unreachable(error.words(for: oauth.settings.server.name))
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw .storage("The credentials could not be stored, so the new authorization was not used: \(error)")
        }
    }

    /// `refused` is an access token that is known to be of no use, whatever its time says.
    private static func refresh(oauth: OAuthClient, store: any TokenStore, refused: String?) async throws -> TokenSet {
        let server = oauth.settings.server
        if let revoked = try await store.revoked() {
            throw AuthorizationError.reauthorizationNeeded(reason: revoked.sentence(for: server), since: revoked.since)
        }
        guard let stored = try await store.load() else {
            throw AuthorizationError.notAuthorized(reason: "\(server.name) is not authorized yet.")
        }
        let isRefused = stored.accessToken == refused || stored.accessToken.isEmpty
        // Another process may have refreshed meanwhile: then its pair is the one to use. What nothing can renew is used until the app refuses it: that its time
        // has passed may be said by a clock that is wrong.
        let moment = oauth.moment
        if !isRefused, stored.isValid(until: moment + margin, now: moment) || !stored.isRenewable { return stored }
        // Durable before its first use. If that fails the old pair is still stored, and a server that expects this gives the same new one for it again.
        var fresh = try await refreshed(stored, oauth: oauth, store: store)
        try await store.save(fresh)
        guard fresh.accessToken.isEmpty else { return fresh }
        // The answer held the next refresh token and nothing else. That is kept, and asked with.
        fresh = try await refreshed(fresh, oauth: oauth, store: store)
        try await store.save(fresh)
        guard !fresh.accessToken.isEmpty else { throw OAuthError.unexpectedAnswer(status: 200) }
        return fresh
    }

    private static func refreshed(_ old: TokenSet, oauth: OAuthClient, store: any TokenStore) async throws -> TokenSet {
        let revocation: RevokedAuthorization
        do throws(OAuthError) {
            return try await oauth.refresh(old)
        } catch .invalidGrant(let refusal) {
            revocation = RevokedAuthorization(refusal, by: oauth.settings.server, of: old, at: oauth.moment)
        } catch .noRefreshToken {
            revocation = RevokedAuthorization(reason: .noRefreshToken, since: oauth.moment)
        }
        try await store.markRevoked(revocation)
        throw AuthorizationError.reauthorizationNeeded(reason: revocation.sentence(for: oauth.settings.server), since: revocation.since)
    }
}
