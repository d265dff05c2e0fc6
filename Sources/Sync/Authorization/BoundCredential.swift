import Engine
import FileHome
import Foundation
import HTTP
import OAuth
import Provisioning
import RingCentral

/// A secret with the servers that it was given for, as it is kept sealed: it is sent to no other, whatever a changed configuration says.
struct BoundCredential: Codable, Equatable {
    /// Scheme, host and port of each server (``ServerAddress/origin(_:)``).
    var servers: [String]
    var value: Data

    /// Reads what is kept. What older versions of this program kept names no server: `servers` is empty then.
    init(kept: Data) {
        self = (try? JSONDecoder().decode(Self.self, from: kept)) ?? BoundCredential(servers: [], value: kept)
    }

    init(servers: [String], value: Data) {
        self.servers = servers
        self.value = value
    }

    /// What is to be kept. A list of texts and bytes can always be encoded.
    var kept: Data { (try? JSONEncoder().encode(self)) ?? value }

    /// Whether it may be sent to all of these servers.
    func isFor(_ servers: [String]) -> Bool { Set(servers).isSubset(of: self.servers) }
}

/// Secrets in the sealed credentials file that are bound to servers.
struct BoundCredentials: Sendable {
    /// What is kept for the servers that are asked about.
    enum Found: Equatable {
        case nothing
        case value(Data)
        /// Kept, but for these servers.
        case foreign([String])
    }

    let credentials: CredentialStore

    /// The secret under `name` for these servers. One of an older version of this program, which names none, is bound to them.
    func value(for name: String, servers: [String]) throws(ConfigurationError) -> Found {
        guard let kept = try credentials.value(for: name) else { return .nothing }
        let bound = BoundCredential(kept: kept)
        guard !bound.servers.isEmpty else {
            if !servers.isEmpty { try save(bound.value, for: name, servers: servers) }
            return .value(bound.value)
        }
        return bound.isFor(servers) ? .value(bound.value) : .foreign(bound.servers)
    }

    /// Keeps or forgets a secret for these servers; without any, it is bound when it is first used.
    func save(_ value: Data?, for name: String, servers: [String]) throws(ConfigurationError) {
        try credentials.setValue(value.map { servers.isEmpty ? $0 : BoundCredential(servers: servers, value: $0).kept }, for: name)
    }

    /// Binds a secret to other servers, because they are the same ones at a new address.
    func move(_ name: String, to servers: [String]) throws(ConfigurationError) {
        guard let kept = try credentials.value(for: name) else { return }
        try save(BoundCredential(kept: kept).value, for: name, servers: servers)
    }
}

/// The servers to which the secrets of an app go.
struct CredentialServers: Equatable, Sendable {
    /// Access and refresh tokens: token endpoint, revocation endpoint and SCIM service.
    let tokens: [String]
    /// The client secret: token endpoint and revocation endpoint.
    let clientSecret: [String]

    /// Those of an app that is authorized with OAuth; `nil` when its address is none.
    init?(settings: ApplicationSettings, profile: ApplicationProfile) {
        let authorization: [URL]
        if let described = profile.oauth {
            authorization = [described.tokenEndpoint] + [described.revocationEndpoint].compactMap(\.self)
        } else if let baseURL = URL(string: settings.baseURL), Configuration.isServerAddress(settings.baseURL) {
            let endpoints = OAuthSettings.Endpoints(ringCentral: baseURL)
            authorization = [endpoints.token] + [endpoints.revocation].compactMap(\.self)
        } else {
            return nil
        }
        clientSecret = Set(authorization.map(ServerAddress.origin)).sorted()
        tokens = Set(authorization.map(ServerAddress.origin) + [ServerAddress.origin(profile.scimBaseURL)]).sorted()
    }
}
