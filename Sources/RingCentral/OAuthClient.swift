package import Foundation
package import HTTP
import SCIM

/// The app registration, as RingCentral's developer console shows it.
package struct OAuthSettings: Sendable {
    /// Where a server grants, renews and ends access (RFC 6749 §3, RFC 7009 §2).
    package struct Endpoints: Sendable, Equatable {
        /// What the administrator's browser opens.
        package let authorization: URL
        /// Where codes, refresh tokens and assertions are traded for tokens.
        package let token: URL
        /// Where a token is ended; `nil` where the server offers no such thing.
        package let revocation: URL?
        /// What is asked for, separated by spaces (RFC 6749 §3.3); `nil` leaves it to the app registration.
        package let scope: String?

        /// Makes endpoints.
        package init(authorization: URL, token: URL, revocation: URL?, scope: String? = nil) {
            self.authorization = authorization
            self.token = token
            self.revocation = revocation
            self.scope = scope
        }

        /// RingCentral's, on the server at `baseURL`.
        package init(ringCentral baseURL: URL) {
            self.init(
                authorization: baseURL.appending(path: "restapi/oauth/authorize"), token: baseURL.appending(path: "restapi/oauth/token"),
                revocation: baseURL.appending(path: "restapi/oauth/revoke"))
        }
    }

    package let endpoints: Endpoints
    package let clientID: String
    /// `nil` for a public client.
    package let clientSecret: Secret?
    /// The loopback port of the registered redirect address; 0 takes any free one.
    package let redirectPort: UInt16

    /// Makes settings.
    package init(endpoints: Endpoints, clientID: String, clientSecret: Secret?, redirectPort: UInt16) {
        self.endpoints = endpoints
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.redirectPort = redirectPort
    }
}

/// Why a token call failed.
package enum OAuthError: Error, Equatable, CustomStringConvertible {
    /// The grant (code, refresh token, JWT) is not accepted; RingCentral's own code tells why.
    case invalidGrant(code: String?, detail: String)
    /// The client id or secret is wrong.
    case invalidClient(detail: String)
    /// Anything else that RingCentral refused.
    case refused(detail: String)
    case unreachable(String)
    case unexpectedAnswer
    /// The person at the browser said no.
    case denied
    /// The pasted address is not the one that this authorization ends at.
    case foreignRedirect(String)
    case listener(String)
    case cancelled

    package var description: String {
        switch self {
        case .invalidGrant(let code, let detail):
            "RingCentral did not accept the authorization (\([code, detail].compactMap(\.self).joined(separator: ", "))). It may have taken too long: try again."
        case .invalidClient(let detail): "RingCentral does not accept the client id or secret (\(detail)). Compare them with the app registration."
        case .refused(let detail): "RingCentral refused: \(detail). Check the app registration: redirect address, grant types, permissions."
        case .unreachable(let text): text
        case .unexpectedAnswer: "RingCentral's answer made no sense. Check that application.baseURL is the right server."
        case .denied: "The authorization was denied in the browser. Nothing was changed; try again when the administrator agrees."
        case .foreignRedirect(let text): text
        case .listener(let text): text
        case .cancelled: "The authorization was stopped. Nothing was changed."
        }
    }
}

/// RingCentral's token endpoint (API facts B): exchange, refresh, JWT grant, revoke.
package struct OAuthClient: Sendable {
    private static let maximumTries = 3
    /// A token that claims to live longer is asked for again after this time, in seconds: dates stay within what can be shown.
    private static let longestLifetime: TimeInterval = 366 * 86_400

    let settings: OAuthSettings
    private let transport: any HTTPTransport
    private let now: @Sendable () -> Date
    private let sleep: @Sendable (Duration) async throws -> Void

    /// Makes a client; the clock and the waiting are the caller's.
    package init(
        settings: OAuthSettings, transport: any HTTPTransport, now: @escaping @Sendable () -> Date,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.settings = settings
        self.transport = transport
        self.now = now
        self.sleep = sleep
    }

    /// Exchanges the code of a redirect (RFC 6749 §4.1.3, RFC 7636 §4.5).
    package func exchange(code: String, for request: AuthorizationRequest) async throws(OAuthError) -> TokenSet {
        try await tokens(
            [
                ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", request.redirectURL.absoluteString),
                ("code_verifier", request.verifier.value),
            ], grant: .authorizationCode, obtainedAt: now())
    }

    /// Opens a session with a personal JWT (RFC 7523 §2.1).
    package func authorize(jwt: Secret) async throws(OAuthError) -> TokenSet {
        var set = try await tokens(
            [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", jwt.value)], grant: .jwt, obtainedAt: now())
        set.assertion = jwt.value
        return set
    }

    /// Trades a refresh token for a new pair; the old pair is dead then (RFC 6749 §6; single-use at RingCentral).
    package func refresh(_ old: TokenSet) async throws(OAuthError) -> TokenSet {
        if let refreshToken = old.refreshToken {
            do throws(OAuthError) {
                var set = try await tokens(
                    [("grant_type", "refresh_token"), ("refresh_token", refreshToken)], grant: old.grant, obtainedAt: old.obtainedAt)
                set.ownerID = set.ownerID ?? old.ownerID
                set.assertion = old.assertion
                return set
            } catch .invalidGrant(let code, let detail) {
                guard let assertion = old.assertion else { throw .invalidGrant(code: code, detail: detail) }
                return try await authorize(jwt: Secret(assertion))
            }
        }
        guard let assertion = old.assertion else {
            throw .invalidGrant(code: "OAU-210", detail: "the app registration issues no refresh tokens")
        }
        return try await authorize(jwt: Secret(assertion))
    }

    /// Ends the session at RingCentral. That it fails is ignored, as RingCentral asks.
    package func revoke(_ tokens: TokenSet) async {
        guard let revocation = settings.endpoints.revocation else { return }
        _ = try? await post(revocation, [("token", tokens.refreshToken ?? tokens.accessToken)])
    }

    private struct Answer: Decodable {
        let accessToken: String
        let expiresIn: Double
        let refreshToken: String?
        let refreshTokenExpiresIn: Double?
        let ownerId: String?
    }

    private struct Failure: Decodable {
        struct Detail: Decodable {
            let errorCode: String?
        }
        let error: String?
        let errorDescription: String?
        let errors: [Detail]?
    }

    private func tokens(_ form: [(String, String)], grant: TokenSet.Grant, obtainedAt: Date) async throws(OAuthError) -> TokenSet {
        var tries = 1
        while true {
            let response: HTTPResponse?
            var trouble = ""
            do throws(HTTPTransportError) {
                response = try await post(settings.endpoints.token, form)
            } catch {
                if error == .cancelled { throw .cancelled }
                response = nil
                trouble = error.description
            }
            if let response {
                if response.isSuccess { return try read(response, grant: grant, obtainedAt: obtainedAt) }
                guard [408, 429, 500, 502, 503, 504].contains(response.status) else { throw refusal(response) }
                trouble = "RingCentral's authorization server answered \(response.status). Try again in a minute."
            }
            guard tries < Self.maximumTries else { throw .unreachable(trouble) }
            tries += 1
            let pause = response?.headers.seconds("Retry-After") ?? 10
            do { try await sleep(.seconds(min(max(pause, 1), 120))) } catch { throw .cancelled }
        }
    }

    private func read(_ response: HTTPResponse, grant: TokenSet.Grant, obtainedAt: Date) throws(OAuthError) -> TokenSet {
        guard let answer = try? JSONDecoder.snakeCase.decode(Answer.self, from: response.body), !answer.accessToken.isEmpty else {
            throw .unexpectedAnswer
        }
        let moment = now()
        func lifetime(_ seconds: Double) -> TimeInterval { min(max(seconds, 0), Self.longestLifetime) }
        return TokenSet(
            accessToken: answer.accessToken, accessTokenExpires: moment + lifetime(answer.expiresIn), refreshToken: answer.refreshToken,
            refreshTokenExpires: answer.refreshTokenExpiresIn.map { moment + lifetime($0) }, ownerID: answer.ownerId, grant: grant,
            obtainedAt: obtainedAt,
            refreshedAt: moment, assertion: nil)
    }

    private func refusal(_ response: HTTPResponse) -> OAuthError {
        guard let failure = try? JSONDecoder.snakeCase.decode(Failure.self, from: response.body) else { return .unexpectedAnswer }
        let detail = (failure.errorDescription ?? failure.error).map(ServerText.bounded) ?? "status \(response.status)"
        switch failure.error {
        case "invalid_grant": return .invalidGrant(code: (failure.errors?.first?.errorCode).map(ServerText.bounded), detail: detail)
        case "invalid_client", "unauthorized_client": return .invalidClient(detail: detail)
        default: return .refused(detail: detail)
        }
    }

    private func post(_ url: URL, _ form: [(String, String)]) async throws(HTTPTransportError) -> HTTPResponse {
        var form = form
        var headers: HTTPHeaders = ["Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"]
        if let secret = settings.clientSecret {
            headers["Authorization"] = "Basic " + Data("\(settings.clientID):\(secret.value)".utf8).base64EncodedString()
        } else {
            form.append(("client_id", settings.clientID))
        }
        let body = Data(FormEncoding.encode(form).utf8)
        return try await transport.send(HTTPRequest(.post, url, headers: headers, body: body))
    }
}
