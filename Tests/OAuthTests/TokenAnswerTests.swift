import Foundation
import HTTP
import Synchronization
import Testing
import Timing

@testable import OAuth

@Suite("Answers of a token endpoint", .timeLimit(.minutes(1)))
struct TokenAnswerTests {
    @Test(
        "Whatever is missing, of another type or cut short: the tokens that came are found",
        arguments: [
            (#"{"access_token":"A","token_type":"bearer","expires_in":7199,"refresh_token":"R","refresh_token_expires_in":604800}"#, "A", "R", 7_199),
            (#"{"access_token":"A"}"#, "A", nil, 3_600), (#"{"access_token":"A","expires_in":"900"}"#, "A", nil, 900),
            (#"{"access_token":"A","expires_in":"soon"}"#, "A", nil, 3_600), (#"{"access_token":"A","expires_in":null}"#, "A", nil, 3_600),
            (#"{"access_token":"A","expires_in":-1}"#, "A", nil, 3_600), (#"{"access_token":"A","expires_in":0}"#, "A", nil, 3_600),
            (#"{"access_token":"A","expires_in":5}"#, "A", nil, 120), (#"{"access_token":"A","expires_in":1e300}"#, "A", nil, 366 * 86_400),
            (#"{"access_token":"A","owner_id":62264420004,"refresh_token":""}"#, "A", nil, 3_600),
            (#"{"refresh_token":"R"}"#, nil, "R", 3_600), (#"{"refresh_token":"R\/2","access_tok"#, nil, "R/2", 3_600),
            (#"{"access_token":"A","refresh_token":"R","scope":"#, "A", "R", 3_600), (#"{"refresh_token":"cut of"#, nil, nil, 3_600),
            ("access_token=A%2B1&refresh_token=R&expires_in=600", "A+1", "R", 600), ("<html>Sign in</html>", nil, nil, 3_600), ("", nil, nil, 3_600),
            (#"{"error":"invalid_grant"}"#, nil, nil, 3_600), ("[]", nil, nil, 3_600),
        ] as [(String, String?, String?, TimeInterval)])
    func reading(body: String, access: String?, refresh: String?, lifetime: TimeInterval) {
        let answer = TokenAnswer(HTTPResponse(status: 200, body: Data(body.utf8)))
        #expect(answer?.accessToken == access && answer?.refreshToken == refresh)
        if let answer { #expect(answer.lifetime == lifetime) }
    }

    @Test(
        "What the session may do is kept as the server says it, and not without end",
        arguments: [
            (#"{"access_token":"A","scope":"ReadAccounts EditAccounts"}"#, "ReadAccounts EditAccounts"), (#"{"access_token":"A","scope":""}"#, nil),
            (#"{"access_token":"A","scope":["ReadAccounts"]}"#, nil), ("access_token=A&scope=ReadAccounts+EditAccounts", "ReadAccounts EditAccounts"),
            (#"{"access_token":"A","scope":"\#(String(repeating: "x", count: 10_000))"}"#, String(repeating: "x", count: 2_000)),
        ] as [(String, String?)])
    func scope(body: String, scope: String?) {
        #expect(TokenAnswer(HTTPResponse(status: 200, body: Data(body.utf8)))?.scope == scope)
    }

    @Test(
        "A refusal keeps all that the server said",
        arguments: [
            (
                #"{"error":"invalid_grant","error_description":"Token not found","errors":[{"errorCode":"E-ENDED","message":"m"}]}"#, 400,
                OAuthError.invalidGrant(TokenRefusal(error: "invalid_grant", detail: "Token not found", code: "E-ENDED"))
            ),
            (
                #"{"errors":[{"errorCode":"E-EXPIRED","message":"Token expired"}]}"#, 400,
                .invalidGrant(TokenRefusal(error: nil, detail: "Token expired", code: "E-EXPIRED"))
            ),
            (#"{"error":"invalid_client"}"#, 401, .invalidClient(TokenRefusal(error: "invalid_client"))),
            (#"{"error":"invalid_scope","error_description":"no"}"#, 200, .refused(TokenRefusal(error: "invalid_scope", detail: "no"))),
            ("<html>Forbidden</html>", 403, .unexpectedAnswer(status: 403)), ("", 200, .unexpectedAnswer(status: 200)),
        ] as [(String, Int, OAuthError)])
    func refusals(body: String, status: Int, expected: OAuthError) async {
        let client = OAuthClient(
            settings: OAuthTests.settings, transport: Server { _ in HTTPResponse(status: status, body: Data(body.utf8)) },
            time: Time(now: { Date() }, sleep: { _ in }))
        await #expect(throws: expected) { _ = try await client.authorize(jwt: Secret("j")) }
        #expect(expected.words(for: "Example Telephony").contains("Example Telephony"))
    }
}

/// A token endpoint that answers as a test wants.
final class Server: HTTPTransport {
    private let answer: @Sendable (HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse
    let forms = Mutex<[String]>([])

    init(_ answer: @escaping @Sendable (HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse) { self.answer = answer }

    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        forms.withLock { $0.append(String(decoding: request.body ?? Data(), as: UTF8.self)) }
        return try await answer(request)
    }
}
