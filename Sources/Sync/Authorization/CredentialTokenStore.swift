import Engine
import FileHome
import Foundation
import OAuth

/// Keeps an app's tokens in the sealed credentials file, so that a new pair is durable before its first use and other processes see it. Tokens are bound to the
/// servers that they were given for: to any other configuration there are none.
struct CredentialTokenStore: TokenStore {
    let credentials: CredentialStore
    /// The servers to which the tokens go; empty asks for whatever tokens there are.
    var servers: [String] = []

    static let tokens = "ringcentral-tokens"
    private static let revocation = "ringcentral-revocation"

    private var bound: BoundCredentials { BoundCredentials(credentials: credentials) }

    /// The servers that the stored tokens are for, when they are others than the ones asked about.
    func foreignServers() throws(ConfigurationError) -> [String]? {
        if case .foreign(let servers) = try bound.value(for: Self.tokens, servers: servers) { servers } else { nil }
    }

    func load() async throws -> TokenSet? {
        guard case .value(let data) = try bound.value(for: Self.tokens, servers: servers) else { return nil }
        return try JSONDecoder().decode(TokenSet.self, from: data)
    }

    func save(_ tokens: TokenSet) async throws {
        try bound.save(try JSONEncoder().encode(tokens), for: Self.tokens, servers: servers)
        try credentials.setValue(nil, for: Self.revocation)
    }

    func markRevoked(_ revocation: RevokedAuthorization) async throws {
        try credentials.setValue(try JSONEncoder().encode(revocation), for: Self.revocation)
    }

    func revoked() async throws -> RevokedAuthorization? {
        // What one server ended says nothing about another.
        guard try foreignServers() == nil else { return nil }
        return try credentials.value(for: Self.revocation).map { try JSONDecoder().decode(RevokedAuthorization.self, from: $0) }
    }

    func clear() async throws {
        try credentials.setValue(nil, for: Self.tokens)
        try credentials.setValue(nil, for: Self.revocation)
    }

    func withRefreshLock<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
        try await credentials.withLock(body)
    }
}
