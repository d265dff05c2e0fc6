import Directory
import Foundation
import HTTP
import JSON

/// Tokens of the metadata server of Google's own machines (Compute Engine, GKE, Cloud Run): there is no key anywhere.
///
/// Source: Compute Engine, "Access scopes and metadata server"; facts 1.3. The header `Metadata-Flavor: Google` in the answer is what tells the metadata server from
/// anything else at its address.
struct MetadataTokenSource: GoogleTokenSource {
    /// A metadata server is on the same machine: one that does not answer within this time, in seconds, is not there.
    private static let patience: TimeInterval = 5
    private static let service = "The metadata server"

    let server: URL
    let access: GoogleAccess
    let services: GoogleServices
    let exchange: GoogleTokenExchange

    init(server: URL, administrator: String?, customer: String, services: GoogleServices, exchange: GoogleTokenExchange) {
        self.server = server
        self.services = services
        self.exchange = exchange
        access = GoogleAccess(.metadataServer, serviceAccount: nil, administrator: administrator, customer: customer)
    }

    func token(for scopes: [String]) async throws(DirectoryError) -> GoogleToken {
        guard access.administrator != nil else { return try await metadataToken(for: scopes) }
        let account = try await account()
        let token = try await metadataToken(for: [IAMCredentials.scope])
        return try await IAMCredentials(account: account, baseURL: services.credentialsURL, access: access, exchange: exchange)
            .delegatedToken(for: scopes, at: services.tokenURL, bearer: token)
    }

    /// The address of this machine's service account.
    func account() async throws(DirectoryError) -> String {
        try await ask("email", []) { response, _ in
            let text = String(decoding: response.body.prefix(1_000), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            return text.contains("@") ? ServerText.bounded(text) : nil
        }
    }

    private func metadataToken(for scopes: [String]) async throws(DirectoryError) -> GoogleToken {
        try await ask("token", [("scopes", scopes.joined(separator: ","))]) { GoogleTokenExchange.token($0, asked: $1) }
    }

    private func ask<Value: Sendable>(
        _ what: String, _ query: [(String, String)], read: (HTTPResponse, Date) -> Value?
    ) async throws(DirectoryError) -> Value {
        let url = server.withEncodedPath("/computeMetadata/v1/instance/service-accounts/default/\(what)").withQuery(query)
        let request = HTTPRequest(.get, url, headers: ["Metadata-Flavor": "Google"], timeout: Self.patience)
        let answer: Answer<Value> = try await exchange.ask(Self.service) {
            request
        } read: { response, moment in
            guard response.headers["Metadata-Flavor"]?.lowercased() == "google" else { return .foreign }
            return read(response, moment).map(Answer.value)
        } refusal: {
            error($0)
        } unreachable: { words in
            .unreachable(
                "No metadata server answers at \(server.absoluteString). It is there only on Google's own machines (Compute Engine, GKE, Cloud Run); anywhere else "
                    + "connect Google by federation or with a key: autoprovision setup --google-credentials FILE. (\(words))")
        }
        switch answer {
        case .value(let value): return value
        case .foreign: throw foreign
        }
    }

    private enum Answer<Value: Sendable>: Sendable {
        case value(Value)
        /// Something else listens at the address.
        case foreign
    }

    private var foreign: DirectoryError {
        .invalidSettings(
            "What answers at \(server.absoluteString) is not a metadata server of Google's: its answer has no header Metadata-Flavor. Nothing was sent to it but the question."
        )
    }

    private func error(_ refused: GoogleTokenRefusal) -> DirectoryError {
        switch refused.status {
        case _ where refused.metadataFlavor?.lowercased() != "google": foreign
        case 404:
            .unauthorized(
                "This machine has no service account, or it was deleted (the metadata server answered 404). Attach one to the machine (on GKE, to the pod) and give it "
                    + "the administrator's role.")
        case 403:
            .unauthorized(
                "The metadata server refused the question (\(refused.words)). Look for something between this program and \(server.absoluteString).")
        default: .unauthorized("The metadata server gives no token (\(refused.words)). Check the service account of this machine.")
        }
    }
}
