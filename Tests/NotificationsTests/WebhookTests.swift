import Foundation
import HTTP
import JSON
import Provisioning
import Testing

@testable import Notifications

@Suite("Webhooks", .timeLimit(.minutes(2)))
struct WebhookTests {
    static let now = MailTests.made

    @Test("The signature is what HMAC-SHA256 gives (checked with: printf '1795474140.{}' | openssl dgst -sha256 -hmac secret)")
    func signature() {
        #expect(
            Webhook.signature(Data("{}".utf8), at: 1_795_474_140, secret: "secret")
                == "sha256=e4801018205ab2e23472b37d2a8b6958ca272c09aa461866e8705d119ce08923")
    }

    @Test(
        "An address is https, or http on this machine",
        arguments: [
            ("https://hooks.example.com/services/T0/B0/x", true), ("http://127.0.0.1:8080/x", true), ("http://hooks.example.com/x", false),
            ("ftp://example.com/x", false), ("hooks.example.com", false), ("https://user:pw@example.com/", false), ("", false),
        ])
    func addresses(text: String, isOne: Bool) { #expect((Webhook.url(text) != nil) == isOne) }

    @Test("Each form is what its other side reads, and a name begins nothing of it", arguments: WebhookSettings.Form.allCases)
    func forms(form: WebhookSettings.Form) throws {
        let notice = MailTests.notice(sentence: "<!channel> <https://evil.example|click> [click](https://evil.example) & co")
        let body = WebhookBody.json(notice, form: form)
        switch form {
        case .slack, .googleChat:
            let text = try #require(body["text"]?.string)
            #expect(text.contains("&lt;!channel&gt;") && text.contains("&amp; co") && !text.contains("<"))
        case .teams:
            #expect(body["type"]?.string == "message")
            let card = try #require(body["attachments"]?.elements.first)
            #expect(card["contentType"]?.string == "application/vnd.microsoft.card.adaptive")
            let texts = (card["content"]?["body"]?.elements ?? []).compactMap { $0["text"]?.string }
            #expect(texts.first == notice.subject)
            #expect(texts.contains { $0.contains("(click)(https://evil.example)") })
        case .json:
            #expect(body["id"]?.string == notice.id)
            let alert = try #require(body["alerts"]?.elements.first)
            #expect(alert["kind"]?.string == "held" && alert["event"]?.string == "opened")
            #expect(alert["sentence"]?.string == notice.lines[0].sentence)
        }
    }

    static func failure(_ manner: WebServer.Manner, path: String = "services/s3cret") async throws -> String? {
        let server = try WebServer(manner)
        defer { server.stop() }
        let webhook = Webhook(
            url: server.url.appending(path: path), form: .json, secret: "hmac-s3cret", transport: ImpatientTransport())
        do throws(NotificationError) { try await webhook.send(MailTests.notice(), now: now) } catch { return error.description }
        return nil
    }

    @Test(
        "What is not taken is said with the host alone: neither the path nor the secret of the signature",
        arguments: [
            (WebServer.Manner.status(400), "answered 400: it does not take a message in this form"),
            (.status(404), "answered 404: the address is not, or no longer, good"), (.status(500), "answered 500."),
            (.status(503), "answered 503"),
            (.redirect, "which is not followed"), (.closes, "did not answer"), (.silent, "did not answer"),
        ])
    func refused(manner: WebServer.Manner, words: String) async throws {
        let failure = try #require(try await Self.failure(manner))
        #expect(failure.contains(words), "\(failure)")
        #expect(!failure.contains("s3cret"))
    }

    @Test("A message that is taken was signed over what arrived, and redirects lead nowhere")
    func taken() async throws {
        let server = try WebServer(.status(200))
        defer { server.stop() }
        let webhook = Webhook(url: server.url.appending(path: "x"), form: .json, secret: "hmac-s3cret", transport: ImpatientTransport())
        try await webhook.send(MailTests.notice(), now: Self.now)
        let request = try #require(server.requests.first)
        let parts = request.components(separatedBy: "\r\n\r\n")
        #expect(parts[0].lowercased().contains("x-autoprovision-timestamp: 1795474140"))
        let signature = Webhook.signature(Data(parts[1].utf8), at: 1_795_474_140, secret: "hmac-s3cret")
        #expect(parts[0].lowercased().contains("x-autoprovision-signature: \(signature)"))
        let redirected = try WebServer(.redirect)
        defer { redirected.stop() }
        let other = Webhook(url: redirected.url, form: .json, secret: nil, transport: ImpatientTransport())
        await #expect(throws: NotificationError.self) { try await other.send(MailTests.notice(), now: Self.now) }
        #expect(redirected.requests.count == 1)
    }

    @Test("An address that nobody listens at is said so")
    func nobody() async throws {
        let server = try WebServer(.closes)
        server.stop()
        let webhook = Webhook(url: server.url, form: .json, secret: nil, transport: ImpatientTransport())
        await #expect(throws: NotificationError.self) { try await webhook.send(MailTests.notice(), now: Self.now) }
    }
}

/// The real transport with a short patience, for answers that never come.
struct ImpatientTransport: HTTPTransport {
    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        var request = request
        request.timeout = 1
        return try await NetworkTransport().send(request)
    }
}
