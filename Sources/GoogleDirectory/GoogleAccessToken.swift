import Directory
import Foundation
import HTTP
import JSON

/// Gets and keeps the access token of the service account; one request for a token at a time.
actor GoogleAccessToken {
    /// Everything is read-only; each must be on the delegation entry or the token call fails as a whole.
    static let scopes = [
        "admin.directory.user.readonly", "admin.directory.group.readonly", "admin.directory.group.member.readonly",
        "admin.directory.orgunit.readonly",
        "admin.directory.domain.readonly", "admin.directory.userschema.readonly",
    ].map { "https://www.googleapis.com/auth/\($0)" }

    /// The life of a token whose answer does not say it, in seconds.
    private static let usualLifetime: TimeInterval = 3_600
    /// A shorter life is not believed, in seconds: it would make every request ask for a token.
    private static let shortestLifetime: TimeInterval = 120

    private struct Token: Sendable {
        let text: String
        /// By this machine's clock, which is what it is compared with.
        let expires: Date
    }

    private let key: ServiceAccountKey
    private let administrator: String
    private let transport: any HTTPTransport
    private let now: @Sendable () -> Date
    private let sleep: @Sendable (Duration) async throws -> Void
    private var token: Token?
    private let asking = SharedWork<Token>()

    init(
        key: ServiceAccountKey, administrator: String, transport: any HTTPTransport, now: @escaping @Sendable () -> Date,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.key = key
        self.administrator = administrator
        self.transport = transport
        self.now = now
        self.sleep = sleep
    }

    /// A token that is good for another minute at least.
    func value() async throws(DirectoryError) -> String {
        let moment = now()
        // One that seems to live for longer than any does was dated by a clock that has been set back since.
        if let token, token.expires > moment + 60, token.expires <= moment + Self.usualLifetime + 60 { return token.text }
        do {
            let fresh = try await asking.value { try await self.ask() }
            token = fresh
            return fresh.text
        } catch let error as DirectoryError {
            throw error
        } catch {
            throw .cancelled
        }
    }

    /// Google refused the token.
    func forget() { token = nil }

    private func ask() async throws(DirectoryError) -> Token {
        var tries = 1
        while true {
            let moment = now()
            let form = FormEncoding.encode([
                ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
                ("assertion", try key.assertion(administrator: administrator, scopes: Self.scopes, now: moment)),
            ])
            let request = HTTPRequest(
                .post, key.tokenURL, headers: ["Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"],
                body: Data(form.utf8))
            let trouble: DirectoryError
            var retryAfter: TimeInterval?
            var rule: RetryPause? = .google
            switch await send(request) {
            case .success(let response):
                if let token = Self.token(response, asked: moment) { return token }
                let (code, detail) = Self.reason(response)
                trouble = refusal(code, detail, status: response.status)
                retryAfter = response.retryAfter(now: now())
                guard case .unreachable = trouble else { throw trouble }
            case .failure(.cancelled): throw .cancelled
            case .failure(let error): (trouble, rule) = (GoogleFailure.error(error), error.googlePause)
            }
            guard let pause = rule?.next(after: tries, retryAfter) else { throw trouble }
            tries += 1
            do { try await sleep(.seconds(pause)) } catch { throw .cancelled }
        }
    }

    private func send(_ request: HTTPRequest) async -> Result<HTTPResponse, HTTPTransportError> {
        do throws(HTTPTransportError) { return .success(try await transport.send(request)) } catch { return .failure(error) }
    }

    private static func token(_ response: HTTPResponse, asked moment: Date) -> Token? {
        guard response.isSuccess, let body = JSONValue(response.body), let text = body["access_token"]?.string, !text.isEmpty else { return nil }
        let lifetime = body["expires_in"]?.text.flatMap(Double.init).flatMap { $0.isFinite && $0 > 0 ? $0 : nil } ?? usualLifetime
        return Token(text: text, expires: moment + min(max(lifetime, shortestLifetime), usualLifetime))
    }

    /// The word and the explanation of a refusal (RFC 6749 §5.2).
    private static func reason(_ response: HTTPResponse) -> (code: String, detail: String) {
        let body = JSONValue(response.body)
        return (
            (body?["error"]?.text).map(ServerText.bounded) ?? "status \(response.status)",
            (body?["error_description"]?.text).map(ServerText.bounded) ?? ""
        )
    }

    private func refusal(_ code: String, _ detail: String, status: Int) -> DirectoryError {
        switch code {
        case "unauthorized_client", "access_denied", "invalid_scope":
            .unauthorized(
                "Google does not let \(key.clientEmail) act for \(administrator) (\(code)). In the Admin console under Security › Access and data control › "
                    + "API controls › Domain-wide delegation, add client id \(key.clientID ?? "of the service account") with these scopes: "
                    + Self.scopes.joined(separator: ","))
        case "invalid_grant" where ["127.0.0.1", "localhost"].contains(key.tokenURL.host()):
            .unauthorized(
                "This is not the sandbox that this home was connected to, or it forgot everything because it was started without --state FILE (\(code): "
                    + "\(detail)). Make a new home for it, or connect this one anew: autoprovision setup --sandbox "
                    + "http://127.0.0.1:\(key.tokenURL.port ?? 80). Its accounts are not the ones that are linked here.")
        case "invalid_grant":
            .unauthorized(
                "Google refused to act for \(administrator) (\(code): \(detail)). Check the administrator's address, this machine's clock, and that the key "
                    + "was not revoked.")
        case "disabled_client", "invalid_client", "admin_policy_enforced":
            .unauthorized("Google refused the service account \(key.clientEmail) (\(code)). Check it in the Cloud console.")
        case "internal_failure", "server_error", "temporarily_unavailable", "rate_limit_exceeded":
            .unreachable("Google's token service is out of order (\(code)). Try again in a minute.")
        default:
            status >= 500 || status == 429 || status == 408 || status < 300
                ? .unreachable("Google's token service answered \(status)\(status < 300 ? " without a token" : ""). Try again in a minute.")
                : .unauthorized("Google refused the service account \(key.clientEmail) (\(code) \(detail)). Check the key and the delegation.")
        }
    }
}
