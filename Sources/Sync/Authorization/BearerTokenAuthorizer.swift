import Engine
import FileHome
import Foundation
import HTTP
import Timing

/// A bearer token as it is kept, sealed.
struct BearerToken: Codable, Equatable {
    /// The text that requests carry.
    var token: String
    /// The SCIM service that it was entered for: it is sent nowhere else, whatever a changed profile says.
    var scimBaseURL: String
    /// When it was entered.
    var entered: Date
    /// Since when the app refuses it.
    var refused: Date?
}

/// Keeps the bearer token of an app in the sealed credentials file.
struct BearerTokenStore: Sendable {
    private static let name = "bearer-token"

    let credentials: CredentialStore

    /// The token for this service; one that was entered for another address is none.
    func load(for scimBaseURL: URL) throws(ConfigurationError) -> BearerToken? {
        guard let data = try credentials.value(for: Self.name), let token = try? JSONDecoder().decode(BearerToken.self, from: data) else {
            return nil
        }
        return token.scimBaseURL == scimBaseURL.absoluteString ? token : nil
    }

    /// Keeps or forgets a token; durable when it returns.
    func save(_ token: BearerToken?) throws(ConfigurationError) {
        try credentials.setValue(token.flatMap { try? JSONEncoder().encode($0) }, for: Self.name)
    }
}

/// Puts a bearer token into requests (RFC 6750 §2.1). One that the app refused is not tried again until another was entered.
struct BearerTokenAuthorizer: RequestAuthorizer {
    let application: String
    let scimBaseURL: URL
    let store: BearerTokenStore
    let time: Time

    func authorize(_ request: inout HTTPRequest) async throws(AuthorizationError) {
        let token: BearerToken?
        do throws(ConfigurationError) { token = try store.load(for: scimBaseURL) } catch { throw .storage(error.description) }
        guard let token else {
            throw .notAuthorized(reason: "There is no bearer token for \(application) at \(scimBaseURL.absoluteString) yet.")
        }
        if let refused = token.refused { throw .reauthorizationNeeded(reason: Self.refusal(by: application), since: refused) }
        request.headers["Authorization"] = "Bearer \(token.token)"
    }

    func rejected(_ request: HTTPRequest) async {
        // Somebody may have entered another one meanwhile: that one was not refused.
        guard var token = try? store.load(for: scimBaseURL), token.refused == nil, request.headers["Authorization"] == "Bearer \(token.token)" else {
            return
        }
        token.refused = time.now()
        try? store.save(token)
    }

    /// The sentence for a token that the app refuses.
    static func refusal(by application: String) -> String { "\(application) no longer accepts the bearer token." }
}
