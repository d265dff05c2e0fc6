import Foundation
package import HTTP
package import Timing

/// An OAuth 2.0 token endpoint (RFC 6749): exchange, refresh, JWT grant, revoke.
package struct OAuthClient: Sendable {
    /// A refresh that is under way when everybody who waits for it was stopped gets this much time for its answer: the old refresh token is spent by then.
    static let timeToEnd = Duration.seconds(3)

    let settings: OAuthSettings
    private let transport: any HTTPTransport
    private let clock: IssuerClock
    private let time: Time

    /// Makes a client; the clock and the waiting are the caller's.
    package init(
        settings: OAuthSettings, transport: any HTTPTransport, time: Time
    ) {
        self.settings = settings
        self.transport = transport
        clock = IssuerClock(time: time)
        self.time = time
    }

    /// This moment by the clock of the server that issues the tokens, as far as its answers told the time.
    var moment: Date { clock.moment }

    /// Exchanges the code of a redirect (RFC 6749 §4.1.3, RFC 7636 §4.5).
    package func exchange(code: String, for request: AuthorizationRequest) async throws(OAuthError) -> TokenSet {
        let answer = try await tokens([
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", request.redirectURL.absoluteString),
            ("code_verifier", request.verifier.value),
        ])
        return tokenSet(answer, grant: .authorizationCode)
    }

    /// Opens a session with a personal JWT (RFC 7523 §2.1).
    package func authorize(jwt: Secret) async throws(OAuthError) -> TokenSet {
        let answer = try await tokens([("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", jwt.value)])
        // The JWT opens another session, so nothing is lost with an answer that holds no access token.
        guard answer.accessToken != nil else { throw .unexpectedAnswer(status: 200) }
        var set = tokenSet(answer, grant: .jwt)
        set.assertion = jwt.value
        return set
    }

    /// Trades a refresh token for a new pair; the old pair is dead then (RFC 6749 §6; servers may take it once only). What the answer leaves out stays as it was. Its
    /// access token is empty when the answer held only the next refresh token: store that, and refresh again.
    package func refresh(_ old: TokenSet) async throws(OAuthError) -> TokenSet {
        if let refreshToken = old.refreshToken {
            do throws(OAuthError) {
                let answer = try await tokens([("grant_type", "refresh_token"), ("refresh_token", refreshToken)])
                var set = tokenSet(answer, grant: old.grant)
                set.obtainedAt = old.obtainedAt
                set.ownerID = set.ownerID ?? old.ownerID
                set.assertion = old.assertion
                if set.refreshToken == nil {
                    // The same one stays good (RFC 6749 §6).
                    set.refreshToken = refreshToken
                    // A deadline that has passed was not the truth: the token was accepted just now.
                    set.refreshTokenExpires = set.refreshTokenExpires ?? old.refreshTokenExpires.flatMap { $0 > set.refreshedAt ? $0 : nil }
                }
                return set
            } catch .invalidGrant(let refusal) {
                guard let assertion = old.assertion else { throw .invalidGrant(refusal) }
                return try await reopened(assertion, old)
            }
        }
        guard let assertion = old.assertion else { throw .noRefreshToken }
        return try await reopened(assertion, old)
    }

    /// Another session by the same personal JWT: it is still the administrator's authorization of that time.
    private func reopened(_ assertion: String, _ old: TokenSet) async throws(OAuthError) -> TokenSet {
        var set = try await authorize(jwt: Secret(assertion))
        set.obtainedAt = old.obtainedAt
        set.ownerID = set.ownerID ?? old.ownerID
        return set
    }

    /// Ends the session at the app. That it fails is ignored: the tokens are forgotten all the same.
    package func revoke(_ tokens: TokenSet) async {
        guard let revocation = settings.endpoints.revocation else { return }
        _ = try? await transport.send(request(revocation, [("token", tokens.refreshToken ?? tokens.accessToken)]))
    }

    private func tokenSet(_ answer: TokenAnswer, grant: TokenSet.Grant) -> TokenSet {
        let moment = moment
        return TokenSet(
            accessToken: answer.accessToken ?? "", accessTokenExpires: answer.accessToken == nil ? moment : moment + answer.lifetime,
            refreshToken: answer.refreshToken, refreshTokenExpires: answer.refreshLifetime.map { moment + $0 }, ownerID: answer.ownerID,
            scope: answer.scope, grant: grant,
            obtainedAt: moment, refreshedAt: moment, assertion: nil)
    }

    private func tokens(_ form: [(String, String)]) async throws(OAuthError) -> TokenAnswer {
        let request = request(settings.endpoints.token, form)
        var tries = 1
        while true {
            let trouble: String
            var retryAfter: TimeInterval?
            switch await send(request) {
            case .success(let response):
                clock.observe(response)
                if response.isSuccess, let answer = TokenAnswer(response) { return answer }
                guard [408, 429, 500, 502, 503, 504].contains(response.status) else { throw refusal(response) }
                trouble = "\(settings.server.name)'s authorization server answered \(response.status). Try again in a minute."
                retryAfter = response.retryAfter(now: time.now())
            case .failure(.cancelled): throw .cancelled
            case .failure(let error): trouble = error.description
            }
            guard let pause = RetryPause.token.seconds(afterTry: tries, retryAfter: retryAfter, jitter: .random(in: 0...1)) else {
                throw .unreachable(trouble)
            }
            tries += 1
            do { try await time.sleep(.seconds(pause)) } catch { throw .cancelled }
        }
    }

    private func send(_ request: HTTPRequest) async -> Result<HTTPResponse, HTTPTransportError> {
        await delayingCancellation(by: Self.timeToEnd) { [transport] in
            do throws(HTTPTransportError) { return .success(try await transport.send(request)) } catch { return .failure(error) }
        }
    }

    /// Why the server gave no token.
    private func refusal(_ response: HTTPResponse) -> OAuthError {
        guard let refusal = TokenRefusal(response) else {
            return response.status >= 500
                ? .unreachable("\(settings.server.name)'s authorization server answered \(response.status). Try again in a minute.")
                : .unexpectedAnswer(status: response.status)
        }
        if refusal.isInvalidGrant(at: settings.server) { return .invalidGrant(refusal) }
        return switch refusal.error {
        case "invalid_client", "unauthorized_client": .invalidClient(refusal)
        // RFC 6749 §4.1.2.1 has these words for a server that will do it later.
        case "temporarily_unavailable", "server_error":
            .unreachable("\(settings.server.name)'s authorization server is out of order (\(refusal.words)). Try again in a minute.")
        default: .refused(refusal)
        }
    }

    private func request(_ url: URL, _ form: [(String, String)]) -> HTTPRequest {
        guard let secret = settings.clientSecret else { return .form(url, form + [("client_id", settings.clientID)]) }
        var request = HTTPRequest.form(url, form)
        request.headers["Authorization"] = "Basic " + Data("\(settings.clientID):\(secret.value)".utf8).base64EncodedString()
        return request
    }
}

extension RetryPause {
    /// A token endpoint. The strictest that is known allows three tries, ten seconds apart.
    static let token = RetryPause(first: 10, longest: 30, maximumTries: 3, patience: 115)
}
