import Crypto
import Foundation
import Testing

@testable import Sandbox

@Suite("RingCentral OAuth", .timeLimit(.minutes(5)))
struct AuthorizationTests {
    static let verifier = String(repeating: "v", count: 43)
    static let redirect = "http://127.0.0.1:49152/oauth/callback"
    static var challenge: String { Data(SHA256.hash(data: Data(verifier.utf8))).base64URL }

    static func query(_ changes: [String: String?] = [:]) -> String {
        var fields: [String: String] = [
            "response_type": "code", "client_id": "sandbox-client-id", "redirect_uri": redirect, "state": "st&te=1", "code_challenge": challenge,
            "code_challenge_method": "S256",
        ]
        for (name, value) in changes { fields[name] = value }
        return String(decoding: TestWorld.encode(fields), as: UTF8.self)
    }

    /// Follows the forms as a browser would.
    static func consent(_ test: inout TestWorld, decision: String = "authorize", query: String = query()) throws -> [String: String] {
        var page = test.get("/restapi/oauth/authorize?" + query)
        var cookie = page.headers["Set-Cookie"]?.split(separator: ";").first.map(String.init) ?? ""
        var form = try #require(HTMLForm(page.text))
        form.fields["username"] = SandboxClient.userName
        form.fields["password"] = test.world.state.authorization.password
        page = test.form(form.action, form.fields, headers: ["Cookie": cookie])
        cookie = page.headers["Set-Cookie"]?.split(separator: ";").first.map(String.init) ?? cookie
        page = test.send("GET", try #require(page.headers["Location"]), ["Cookie": cookie])
        form = try #require(HTMLForm(page.text))
        form.fields["decision"] = decision
        page = test.form(form.action, form.fields, headers: ["Cookie": cookie])
        let location = try #require(page.headers["Location"].flatMap { URLComponents(string: $0) })
        #expect(page.status == 302)
        return Dictionary((location.queryItems ?? []).map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { $1 })
    }

    static func exchange(_ code: String, _ changes: [String: String?] = [:]) -> [String: String] {
        var fields = ["grant_type": "authorization_code", "code": code, "redirect_uri": redirect, "code_verifier": verifier]
        for (name, value) in changes { fields[name] = value }
        return fields
    }

    @Test("Sign-in and consent give a code, the code gives tokens, the token opens SCIM")
    func happyPath() throws {
        var test = try TestWorld()
        let callback = try Self.consent(&test)
        #expect(callback["state"] == "st&te=1")
        #expect(callback["expires_in"] == "60")
        let answer = test.token(Self.exchange(try #require(callback["code"])))
        #expect(answer.status == 200)
        #expect(answer.json["token_type"]?.stringValue == "bearer")
        #expect(answer.json["expires_in"]?.integerValue == 3600)
        #expect(answer.json["refresh_token_expires_in"]?.integerValue == 604_800)
        #expect(answer.json["owner_id"]?.stringValue == AccountStore.administratorID)
        #expect(test.get("/scim/v2/Users?count=1", token: answer.json["access_token"]?.stringValue).status == 200)
    }

    @Test("Deny goes back with access_denied and the state")
    func denial() throws {
        var test = try TestWorld()
        let callback = try Self.consent(&test, decision: "deny")
        #expect(callback["error"] == "access_denied")
        #expect(callback["code"] == nil)
        #expect(callback["state"] == "st&te=1")
    }

    @Test(
        "A request that cannot be trusted is shown, never redirected",
        arguments: [
            ["client_id": "stranger"], ["client_id": "<script>alert(1)</script>"], ["redirect_uri": "http://evil.example/oauth/callback"],
            ["redirect_uri": "http://127.0.0.1:1@evil.example/oauth/callback"], ["redirect_uri": "https://127.0.0.1:1/oauth/callback"],
            ["redirect_uri": "http://127.0.0.1:1/oauth/callback?x=1"], ["redirect_uri": "http://127.0.0.1:1/other"],
            ["redirect_uri": "http://127.0.0.1.evil.example/oauth/callback"],
        ])
    func untrusted(changes: [String: String]) throws {
        var test = try TestWorld()
        let answer = test.get("/restapi/oauth/authorize?" + Self.query(changes))
        #expect(answer.status == 400)
        #expect(answer.headers["Location"] == nil)
        #expect(!answer.text.contains("<script>"))
    }

    @Test(
        "A request of a known client that breaks a rule goes back with its error",
        arguments: [
            (["response_type": "token"], "unsupported_response_type"), (["code_challenge_method": "plain"], "invalid_request"),
            (["code_challenge_method": nil], "invalid_request"), (["code_challenge": "short"], "invalid_request"),
            (["code_challenge": nil], "invalid_request"),
            (["client_id": "sandbox-public-client-id", "code_challenge": nil, "code_challenge_method": nil], "invalid_request"),
            (["prompt": "none"], "login_required"),
        ] as [([String: String?], String)])
    func returned(changes: [String: String?], error: String) throws {
        var test = try TestWorld()
        let location = try #require(test.get("/restapi/oauth/authorize?" + Self.query(changes)).headers["Location"])
        #expect(location.hasPrefix(Self.redirect + "?error=\(error)&"))
        #expect(location.hasSuffix("state=st%26te%3D1"))
    }

    @Test(
        "A code is single-use, bound to client and redirect, and needs its verifier",
        arguments: [
            (["code_verifier": nil], "OAU-106"), (["code_verifier": String(repeating: "w", count: 43)], "OAU-106"),
            (["code_verifier": "short"], "OAU-106"),
            (["redirect_uri": "http://127.0.0.1:49153/oauth/callback"], "OAU-109"), (["redirect_uri": nil], "OAU-109"),
            (["code": "unknown"], "OAU-106"),
        ] as [([String: String?], String)])
    func codeRules(changes: [String: String?], code: String) throws {
        var test = try TestWorld()
        let callback = try Self.consent(&test)
        let answer = test.token(Self.exchange(try #require(callback["code"]), changes))
        #expect(answer.status == 400)
        #expect(answer.json["error"]?.stringValue == "invalid_grant")
        #expect(answer.errorCode == code)
    }

    @Test("A used code fails, and takes its session with it")
    func codeReuse() throws {
        var test = try TestWorld()
        let code = try #require(try Self.consent(&test)["code"])
        let token = test.token(Self.exchange(code)).json["access_token"]?.stringValue
        #expect(test.token(Self.exchange(code)).errorCode == "OAU-106")
        #expect(test.get("/scim/v2/Users", token: token).errorCode == "OAU-213")
    }

    @Test("A code lives sixty seconds")
    func codeExpiry() throws {
        var test = try TestWorld()
        let code = try #require(try Self.consent(&test)["code"])
        test.clock.advance(by: 60)
        #expect(test.token(Self.exchange(code)).errorCode == "OAU-108")
    }

    @Test("A public client uses client_id in the body; a confidential one must prove itself")
    func clientAuthentication() throws {
        var test = try TestWorld()
        let callback = try Self.consent(&test, query: Self.query(["client_id": "sandbox-public-client-id"]))
        let fields = Self.exchange(try #require(callback["code"]))
        #expect(test.form("/restapi/oauth/token", fields).errorCode == "OAU-153")
        #expect(test.form("/restapi/oauth/token", fields.merging(["client_id": "sandbox-client-id"]) { $1 }).json["error"] == "invalid_client")
        #expect(test.token(fields).errorCode == "OAU-110")
        #expect(test.form("/restapi/oauth/token", fields.merging(["client_id": "sandbox-public-client-id"]) { $1 }).status == 200)
    }

    @Test("A wrong password, a foreign form token and a missing cookie do not sign in")
    func signInFailures() throws {
        var test = try TestWorld()
        let page = test.get("/restapi/oauth/authorize?" + Self.query())
        let cookie = try #require(page.headers["Set-Cookie"]?.split(separator: ";").first.map(String.init))
        #expect(page.headers["Set-Cookie"]?.contains("HttpOnly") == true)
        var form = try #require(HTMLForm(page.text))
        form.fields["username"] = SandboxClient.userName
        form.fields["password"] = "<b>wrong"
        let wrong = test.form(form.action, form.fields, headers: ["Cookie": cookie])
        #expect(wrong.status == 401)
        #expect(!wrong.text.contains("<b>wrong"))
        form.fields["password"] = SandboxClient.initialPassword
        #expect(test.form(form.action, form.fields).status == 403)
        form.fields["csrf"] = "forged"
        #expect(test.form(form.action, form.fields, headers: ["Cookie": cookie]).status == 403)
    }
}

/// The first form of a page: where it goes, and what is hidden in it.
struct HTMLForm {
    var action: String
    var fields: [String: String] = [:]

    init?(_ html: String) {
        guard let action = html.firstMatch(of: /<form method="post" action="([^"]*)"/) else { return nil }
        self.action = String(action.1)
        for match in html.matches(of: /<input type="hidden" name="([^"]*)" value="([^"]*)"/) {
            let value = String(match.2).replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&#39;", with: "'")
                .replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">").replacingOccurrences(of: "&amp;", with: "&")
            fields[String(match.1)] = value
        }
    }
}
