import Foundation
import HTTP

/// Gets and keeps the access token of the service account; one request for a token at a time.
actor GoogleAccessToken {
    /// Everything is read-only; each must be on the delegation entry or the token call fails as a whole.
    static let scopes = [
        "admin.directory.user.readonly", "admin.directory.group.readonly", "admin.directory.group.member.readonly",
        "admin.directory.orgunit.readonly",
        "admin.directory.domain.readonly", "admin.directory.userschema.readonly",
    ].map { "https://www.googleapis.com/auth/\($0)" }

    private let key: ServiceAccountKey
    private let administrator: String
    private let transport: any HTTPTransport
    private let now: @Sendable () -> Date
    private var token: (text: String, expires: Date)?
    private var asking: Task<(text: String, expires: Date), any Error>?

    init(key: ServiceAccountKey, administrator: String, transport: any HTTPTransport, now: @escaping @Sendable () -> Date) {
        self.key = key
        self.administrator = administrator
        self.transport = transport
        self.now = now
    }

    private struct Answer: Decodable {
        let accessToken: String
        let expiresIn: Double
    }

    private struct Failure: Decodable {
        let error: String?
        let errorDescription: String?
    }

    /// A token that is good for another minute at least.
    func value() async throws(DirectoryError) -> String {
        if let token, token.expires > now() + 60 { return token.text }
        do {
            if let asking { return try await asking.value.text }
            let task = Task { try await self.ask() }
            asking = task
            defer { asking = nil }
            let fresh = try await task.value
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

    private func ask() async throws(DirectoryError) -> (text: String, expires: Date) {
        let moment = now()
        let form = FormEncoding.encode([
            ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
            ("assertion", try key.assertion(administrator: administrator, scopes: Self.scopes, now: moment)),
        ])
        let request = HTTPRequest(
            .post, key.tokenURL, headers: ["Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"], body: Data(form.utf8))
        let response: HTTPResponse
        do throws(HTTPTransportError) { response = try await transport.send(request) } catch { throw GoogleFailure.error(error) }
        if response.isSuccess, let answer = try? JSONDecoder.snakeCase.decode(Answer.self, from: response.body) {
            return (answer.accessToken, moment + answer.expiresIn)
        }
        let failure = try? JSONDecoder.snakeCase.decode(Failure.self, from: response.body)
        throw refusal(failure?.error ?? "status \(response.status)", failure?.errorDescription ?? "", status: response.status)
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
        default:
            status >= 500 || status == 429
                ? .unreachable("Google's token service answered \(status). Try again in a minute.")
                : .unauthorized("Google refused the service account \(key.clientEmail) (\(code) \(detail)). Check the key and the delegation.")
        }
    }
}
