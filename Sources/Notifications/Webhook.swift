import Crypto
package import Foundation
package import HTTP
import JSON
package import Provisioning

/// An address that messages are posted to.
package struct Webhook: Sendable {
    private let url: URL
    private let form: WebhookSettings.Form
    private let secret: String?
    private let transport: any HTTPTransport

    /// How long an answer may take, in seconds.
    private static let patience: TimeInterval = 20

    package init(url: URL, form: WebhookSettings.Form, secret: String?, transport: any HTTPTransport) {
        (self.url, self.form, self.secret, self.transport) = (url, form, secret, transport)
    }

    /// The address of a text that somebody entered: https, or http on this machine; `nil` when it is none.
    package static func url(_ text: String) -> URL? {
        guard let url = URL(string: text), let host = url.host(), !host.isEmpty, url.user() == nil, url.fragment() == nil else { return nil }
        return url.scheme == "https" || (url.scheme == "http" && ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)) ? url : nil
    }

    /// The signature of a body: HMAC-SHA256 over the moment, a period and the body, in hexadecimal digits.
    package static func signature(_ body: Data, at moment: Int, secret: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(moment).".utf8) + body, using: SymmetricKey(data: Data(secret.utf8)))
        return "sha256=" + code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Posts the notice; when it returns, the other side has taken it.
    package func send(_ notice: AlertNotice, now: Date) async throws(NotificationError) {
        let body = WebhookBody.json(notice, form: form).data
        var headers: HTTPHeaders = ["Content-Type": "application/json; charset=utf-8"]
        if let secret {
            let moment = Int(now.timeIntervalSince1970)
            headers["X-Autoprovision-Timestamp"] = "\(moment)"
            headers["X-Autoprovision-Signature"] = Self.signature(body, at: moment, secret: secret)
        }
        try await Self.answer(HTTPRequest(.post, url, headers: headers, body: body, timeout: Self.patience), what: "The webhook", transport)
    }

    /// Calls an address that watches whether it is called: a dead man's switch.
    package static func ping(_ url: URL, transport: any HTTPTransport) async throws(NotificationError) {
        try await answer(HTTPRequest(.get, url, timeout: patience), what: "The ping", transport)
    }

    /// Only the host is named: the path of such an address is a secret.
    private static func answer(_ request: HTTPRequest, what: String, _ transport: any HTTPTransport) async throws(NotificationError) {
        let host = ServerClock.host(of: request.url)
        let response: HTTPResponse
        do throws(HTTPTransportError) { response = try await transport.send(request) } catch {
            switch error {
            case .unreachable(_, let reason): throw NotificationError("\(what) at \(host) could not be reached (\(reason)).")
            case .noAnswer(_, let reason): throw NotificationError("\(what) at \(host) did not answer (\(reason)).")
            case .untrustedServer(_, let reason):
                throw NotificationError(
                    "The certificate of \(host) was not accepted (\(reason)); nothing was sent. Have it renewed, or let this machine trust whoever issued it."
                )
            case .libraryMissing: throw NotificationError(error.description)
            case .answerTooLong: throw NotificationError("\(what) at \(host) answered with more than was read.")
            case .cancelled: throw NotificationError("\(what) at \(host) was stopped before an answer came.")
            }
        }
        switch response.status {
        case 200..<300: return
        case 300..<400:
            throw NotificationError(
                "\(what) at \(host) leads on to another address (\(response.status)), which is not followed. Enter the new address.")
        default: throw NotificationError("\(what) at \(host) answered \(response.status)\(advice(response.status))")
        }
    }

    /// What an administrator can do about an answer. What is not named here passes, and is tried again.
    private static func advice(_ status: Int) -> String {
        switch status {
        case 400, 413, 415, 422: ": it does not take a message in this form. Choose another (json, slack, googleChat or teams)."
        case 401, 403, 404, 410: ": the address is not, or no longer, good. Make a new one there and enter it."
        default: "."
        }
    }
}
