package import Foundation
package import HTTP
package import SCIM

/// Gives requests a valid access token. One refresh at a time, also across processes; a new pair is durable before its first use, because the old one
/// is dead by then.
package actor AccessTokenProvider: RequestAuthorizer {
    /// Refreshed this long before the access token ends, in seconds.
    static let margin: TimeInterval = 60

    private let oauth: OAuthClient
    private let store: any TokenStore
    private let now: @Sendable () -> Date
    private var current: TokenSet?
    private var refreshing: Task<TokenSet, any Error>?

    /// Makes a provider over stored tokens.
    package init(oauth: OAuthClient, store: any TokenStore, now: @escaping @Sendable () -> Date) {
        self.oauth = oauth
        self.store = store
        self.now = now
    }

    package func authorize(_ request: inout HTTPRequest) async throws(AuthorizationError) {
        let tokens = try await validTokens()
        request.headers["Authorization"] = "Bearer \(tokens.accessToken)"
    }

    /// Uses the authorization, so that it does not end from seven days without use.
    package func keepAlive() async throws(AuthorizationError) {
        _ = try await validTokens()
    }

    package func rejected(_ request: HTTPRequest) async {
        guard let current, request.headers["Authorization"] == "Bearer \(current.accessToken)" else { return }
        self.current?.accessTokenExpires = .distantPast
    }

    private func validTokens() async throws(AuthorizationError) -> TokenSet {
        let now = now()
        if let current, current.isValid(until: now + Self.margin, now: now) { return current }
        do {
            let refreshed = try await refreshOnce()
            current = refreshed
            return refreshed
        } catch let error as AuthorizationError {
            current = nil
            throw error
        } catch let error as OAuthError {
            throw .unreachable(error.description)
        } catch {
            throw .storage("The credentials could not be stored, so the new authorization was not used: \(error)")
        }
    }

    private func refreshOnce() async throws -> TokenSet {
        if let refreshing { return try await refreshing.value }
        let (oauth, store, now, rejected) = (oauth, store, now, current?.accessToken)
        let task = Task {
            try await store.withRefreshLock { try await Self.refresh(oauth: oauth, store: store, now: now(), rejected: rejected) }
        }
        refreshing = task
        defer { refreshing = nil }
        return try await task.value
    }

    /// `rejected` is the access token that is known to be of no use, whatever its time says.
    private static func refresh(oauth: OAuthClient, store: any TokenStore, now: Date, rejected: String?) async throws -> TokenSet {
        if let revoked = try await store.revoked() {
            throw AuthorizationError.reauthorizationNeeded(reason: revoked.reason.sentence, since: revoked.since)
        }
        guard let stored = try await store.load() else {
            throw AuthorizationError.notAuthorized(reason: "RingCentral is not authorized yet.")
        }
        // Another process may have refreshed meanwhile: then its pair is the one to use.
        if stored.isValid(until: now + margin, now: now), stored.accessToken != rejected { return stored }
        let fresh: TokenSet
        do throws(OAuthError) {
            fresh = try await oauth.refresh(stored)
        } catch .invalidGrant(let code, let detail) {
            let revocation = RevokedAuthorization(reason: RevocationReason(errorCode: code, error: detail), since: now)
            try await store.markRevoked(revocation)
            throw AuthorizationError.reauthorizationNeeded(reason: revocation.reason.sentence, since: now)
        }
        // Durable before its first use. If that fails the old pair is still stored, and RingCentral gives the same new one for it again.
        try await store.save(fresh)
        return fresh
    }
}
