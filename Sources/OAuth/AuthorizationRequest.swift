import Crypto
package import Foundation
import HTTP

/// One consent: the address to open, and what its redirect must carry (RFC 6749 §4.1, RFC 7636, RFC 8252).
package struct AuthorizationRequest: Sendable {
    /// The address to open in a browser.
    package let url: URL
    /// Where the browser comes back.
    package let redirectURL: URL
    /// Ties the redirect to this request; a redirect with another one is somebody else's.
    package let state: String
    /// Proves to the token endpoint that the code was asked for by us.
    let verifier: Secret

    package init(settings: OAuthSettings, redirectURL: URL) {
        self.init(settings: settings, redirectURL: redirectURL, state: Self.random(), verifier: Secret(Self.random() + Self.random()))
    }

    init(settings: OAuthSettings, redirectURL: URL, state: String, verifier: Secret) {
        self.redirectURL = redirectURL
        self.state = state
        self.verifier = verifier
        url = settings.endpoints.authorization.withQuery(
            [
                ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", redirectURL.absoluteString), ("state", state),
                ("code_challenge", Self.challenge(for: verifier.value)), ("code_challenge_method", "S256"),
            ] + (settings.endpoints.scope.map { [("scope", $0)] } ?? []))
    }

    /// A request whose redirect nobody listens for: its address is pasted later, perhaps into another process.
    package static func withoutListener(settings: OAuthSettings) -> AuthorizationRequest? {
        // Nobody is there when the browser comes back; the port only has to be one that the app registration allows.
        let port = settings.redirectPort == 0 ? 8_765 : settings.redirectPort
        guard let redirectURL = URL(string: "http://127.0.0.1:\(port)\(LoopbackListener.path)") else { return nil }
        return AuthorizationRequest(settings: settings, redirectURL: redirectURL)
    }

    /// What has to be remembered to finish the request in another process; secret.
    package var remembered: Data {
        let values = ["redirectURL": redirectURL.absoluteString, "state": state, "verifier": verifier.value]
        return (try? JSONEncoder().encode(values)) ?? Data()
    }

    /// The request that ``remembered`` was taken of.
    package init?(settings: OAuthSettings, remembered: Data) {
        guard let values = try? JSONDecoder().decode([String: String].self, from: remembered), let state = values["state"],
            let verifier = values["verifier"], let redirectURL = values["redirectURL"].flatMap(URL.init(string:))
        else { return nil }
        self.init(settings: settings, redirectURL: redirectURL, state: state, verifier: Secret(verifier))
    }

    /// The code of the address at which the browser ended; `text` is what the administrator pasted.
    package func code(inPasted text: String) throws(OAuthError) -> String {
        let trimmed = text.filter { !$0.isWhitespace && !$0.isNewline }
        guard let components = URLComponents(string: trimmed), components.path == redirectURL.path else {
            throw .foreignRedirect("Paste the whole address at which the browser ended; it begins with \(redirectURL.absoluteString).")
        }
        return try Self.code(in: components, state: state)
    }

    static func code(in components: URLComponents, state: String) throws(OAuthError) -> String {
        let values = Dictionary((components.queryItems ?? []).map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
        guard values["state"] == state else {
            throw .foreignRedirect(
                "This address belongs to another authorization. Open the address of this one, then paste the one at which the browser ends.")
        }
        if let error = values["error"] {
            throw error == "access_denied"
                ? .denied : .refused(TokenRefusal(error: ServerText.bounded(error), detail: values["error_description"].map(ServerText.bounded)))
        }
        guard let code = values["code"], !code.isEmpty else {
            throw .foreignRedirect("The address holds no code. Paste the whole address, to its end.")
        }
        return code
    }

    static func challenge(for verifier: String) -> String { base64URL(Data(SHA256.hash(data: Data(verifier.utf8)))) }

    private static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return base64URL(Data((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }))
    }

    private static func base64URL(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
