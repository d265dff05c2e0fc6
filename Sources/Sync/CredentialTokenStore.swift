import ConfigurationStore
import Foundation
import RingCentral

/// Keeps RingCentral's tokens in the sealed credentials file, so that a new pair is durable before its first use and other processes see it.
struct CredentialTokenStore: TokenStore {
    let credentials: CredentialStore

    private static let tokens = "ringcentral-tokens"
    private static let revocation = "ringcentral-revocation"

    func load() async throws -> TokenSet? {
        try credentials.value(for: Self.tokens).map { try JSONDecoder().decode(TokenSet.self, from: $0) }
    }

    func save(_ tokens: TokenSet) async throws {
        try credentials.setValue(try JSONEncoder().encode(tokens), for: Self.tokens)
        try credentials.setValue(nil, for: Self.revocation)
    }

    func markRevoked(_ revocation: RevokedAuthorization) async throws {
        try credentials.setValue(try JSONEncoder().encode(revocation), for: Self.revocation)
    }

    func revoked() async throws -> RevokedAuthorization? {
        try credentials.value(for: Self.revocation).map { try JSONDecoder().decode(RevokedAuthorization.self, from: $0) }
    }

    func clear() async throws {
        try credentials.setValue(nil, for: Self.tokens)
        try credentials.setValue(nil, for: Self.revocation)
    }

    func withRefreshLock<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
        try await credentials.withLock(body)
    }
}
