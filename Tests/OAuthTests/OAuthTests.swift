import Foundation
import HTTP
import Testing

@testable import OAuth

@Suite("OAuth", .timeLimit(.minutes(5)))
struct OAuthTests {
    static let server = AuthorizationServer(name: "Example Telephony", sessionEnds: ["E-EXPIRED": .expired, "E-ENDED": .revoked], idleDays: 5)
    static let settings = settings(at: URL(string: "http://127.0.0.1:1")!, clientID: "client id", clientSecret: Secret("s3cret"))

    static func settings(at url: URL, clientID: String = "c", clientSecret: Secret? = nil) -> OAuthSettings {
        OAuthSettings(
            server: server, endpoints: .init(authorization: url.appending(path: "authorize"), token: url.appending(path: "token"), revocation: nil),
            clientID: clientID, clientSecret: clientSecret, redirectPort: 0)
    }

    static let redirect = URL(string: "http://127.0.0.1:4567/oauth/callback")!

    @Test("The address carries state and an S256 challenge of the verifier (the example of RFC 7636, appendix B), and no secret")
    func address() throws {
        let request = AuthorizationRequest(
            settings: Self.settings, redirectURL: Self.redirect, state: "st&te", verifier: Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
        let query = try #require(URLComponents(url: request.url, resolvingAgainstBaseURL: false)?.queryItems)
        let values = Dictionary(uniqueKeysWithValues: query.map { ($0.name, $0.value ?? "") })
        #expect(values["code_challenge"] == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
        #expect(values["code_challenge_method"] == "S256")
        #expect(values["state"] == "st&te")
        #expect(values["client_id"] == "client id")
        #expect(!request.url.absoluteString.contains("s3cret"))
        #expect(!request.url.absoluteString.contains("dBjftJeZ"))
    }

    @Test(
        "A pasted address",
        arguments: [
            ("http://127.0.0.1:4567/oauth/callback?code=abc&state=st", "abc", nil),
            ("  http://127.0.0.1:4567/oauth/callback?code=a\nbc&state=st\n", "abc", nil),
            ("http://127.0.0.1:4567/oauth/callback?code=abc&state=other", nil, "another authorization"),
            ("http://127.0.0.1:4567/oauth/callback?state=st", nil, "holds no code"),
            ("http://127.0.0.1:4567/oauth/callback?error=access_denied&state=st", nil, "denied"),
            ("abc", nil, "Paste the whole address"), ("", nil, "Paste the whole address"),
        ] as [(String, String?, String?)])
    func pasted(text: String, code: String?, message: String?) {
        let request = AuthorizationRequest(settings: Self.settings, redirectURL: Self.redirect, state: "st", verifier: Secret("v"))
        do throws(OAuthError) {
            let found = try request.code(inPasted: text)
            #expect(found == code)
        } catch {
            #expect(message.map { error.description.lowercased().contains($0.lowercased()) } == true, "\(error.description)")
        }
    }

    @Test("A remembered request is the same request; foreign data is none")
    func remembered() throws {
        let request = AuthorizationRequest(settings: Self.settings, redirectURL: Self.redirect)
        let again = try #require(AuthorizationRequest(settings: Self.settings, remembered: request.remembered))
        #expect(again.url == request.url)
        #expect(AuthorizationRequest(settings: Self.settings, remembered: Data("{}".utf8)) == nil)
    }

    @Test(
        "Why a session ended, as older versions stored it, is read and written the same way",
        arguments: [
            (#"{"idleSevenDays":{}}"#, .idle), (#"{"passwordChangedOrRevoked":{}}"#, .passwordChangedOrRevoked), (#"{"endedEarly":{}}"#, .endedEarly),
            (#"{"noRefreshToken":{}}"#, .noRefreshToken), (#"{"other":{"_0":"E-1"}}"#, .other("E-1")),
        ] as [(String, RevocationReason)])
    func storedReason(text: String, reason: RevocationReason) throws {
        #expect(try JSONDecoder().decode(RevocationReason.self, from: Data(text.utf8)) == reason)
        #expect(String(decoding: try JSONEncoder().encode(reason), as: UTF8.self) == text)
    }

    @Test(
        "How long an unused session lasts, in words",
        arguments: [(1, "one day"), (7, "seven days"), (9, "nine days"), (10, "10 days"), (30, "30 days")])
    func idleWords(days: Int, words: String) {
        let server = AuthorizationServer(name: "Example", idleDays: days)
        #expect(server.idleWords == words && server.idleTime == Double(days) * 86_400)
        #expect(RevocationReason.idle.sentence(for: server).hasSuffix("no autoprovisioning activity for \(words)."))
    }

    @Test("A secret does not show itself when it is printed or dumped")
    func secret() {
        let secret = Secret("s3cret")
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(!"\(secret) \(String(reflecting: secret)) \(dumped)".contains("s3cret"))
    }

    @Test("The loopback listener takes the redirect with its own state, and nobody else's")
    func loopback() async throws {
        let listener = try await LoopbackListener.start(port: 0)
        #expect(listener.redirectURL.host() == "127.0.0.1")
        async let code = listener.waitForCode(state: "mine")
        for query in ["code=evil&state=other", "code=good&state=mine"] {
            let url = try #require(URL(string: "\(listener.redirectURL.absoluteString)?\(query)"))
            _ = try await NetworkTransport().send(HTTPRequest(.get, url))
        }
        #expect(try await code == "good")
        await listener.stop()
    }

    @Test("A page of another host name is refused by the listener: DNS rebinding cannot deliver a code")
    func rebinding() async throws {
        let listener = try await LoopbackListener.start(port: 0)
        let url = try #require(URL(string: "\(listener.redirectURL.absoluteString)?code=x&state=y"))
        let answer = try await NetworkTransport().send(HTTPRequest(.get, url, headers: ["Host": "evil.example"]))
        #expect(answer.status == 403)
        await listener.stop()
    }

    @Test("A port that is taken is named with the way out")
    func portTaken() async throws {
        let listener = try await LoopbackListener.start(port: 0)
        let port = UInt16(try #require(listener.redirectURL.port))
        await #expect {
            _ = try await LoopbackListener.start(port: port)
        } throws: { String(describing: $0).contains("Port \(port) on 127.0.0.1 cannot be used") }
        await listener.stop()
    }
}
