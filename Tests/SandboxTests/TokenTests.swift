import Foundation
import Testing

@testable import Sandbox

@Suite("RingCentral tokens", .timeLimit(.minutes(5)))
struct TokenTests {
    static func refresh(_ test: inout TestWorld, _ token: String, _ more: [String: String] = [:]) -> SandboxResponse {
        test.token(["grant_type": "refresh_token", "refresh_token": token].merging(more) { $1 })
    }

    @Test("A refresh rotates both tokens, and the old access token dies at once")
    func rotation() throws {
        var test = try TestWorld()
        let old = test.signIn()
        let answer = Self.refresh(&test, old.refresh)
        #expect(answer.status == 200)
        #expect(answer.json["refresh_token"]?.stringValue != old.refresh)
        #expect(test.get("/scim/v2/Users", token: old.access).errorCode == "OAU-213")
        #expect(test.get("/scim/v2/Users", token: answer.json["access_token"]?.stringValue).status == 200)
    }

    @Test(
        "The old refresh token returns the same pair for ten seconds after the new access token's first use, for an hour without one",
        arguments: [(true, 9.0, true), (true, 10.0, false), (false, 3599.0, true), (false, 3600.0, false)])
    func grace(used: Bool, wait: Double, works: Bool) throws {
        var test = try TestWorld()
        let old = test.signIn()
        let new = Self.refresh(&test, old.refresh).json
        if used { _ = test.get("/scim/v2/Users", token: new["access_token"]?.stringValue) }
        test.clock.advance(by: wait)
        let again = Self.refresh(&test, old.refresh)
        #expect(again.status == (works ? 200 : 400))
        if works {
            #expect(again.json["access_token"] == new["access_token"])
            #expect(again.json["refresh_token"] == new["refresh_token"])
        } else {
            #expect(again.errorCode == "OAU-213")
        }
    }

    @Test("Two rotations later the first refresh token is unknown")
    func twoRotations() throws {
        var test = try TestWorld()
        let first = test.signIn()
        let second = Self.refresh(&test, first.refresh).json["refresh_token"]?.stringValue ?? ""
        #expect(Self.refresh(&test, second).status == 200)
        #expect(Self.refresh(&test, first.refresh).errorCode == "OAU-213")
    }

    @Test("Seven idle days end the authorization; a refresh in between starts them anew", arguments: [(604_799.0, 200), (604_800.0, 400)])
    func idle(seconds: Double, status: Int) throws {
        var test = try TestWorld()
        var token = test.signIn().refresh
        test.clock.advance(by: 300_000)
        token = Self.refresh(&test, token).json["refresh_token"]?.stringValue ?? ""
        test.clock.advance(by: seconds)
        let answer = Self.refresh(&test, token)
        #expect(answer.status == status)
        #expect(status == 200 || answer.errorCode == "OAU-210")
    }

    @Test("The control API's clock does the same as waiting")
    func advancedClock() throws {
        var test = try TestWorld()
        let token = test.signIn()
        test.send("POST", "/sandbox/clock", json: ["advanceSeconds": 3601])
        #expect(test.get("/scim/v2/Users", token: token.access).errorCode == "OAU-128")
        test.send("POST", "/sandbox/clock", json: ["advanceSeconds": 604_800])
        #expect(Self.refresh(&test, token.refresh).errorCode == "OAU-210")
    }

    @Test(
        "Lifetimes are clamped: access to 600...3600 s, refresh to at most seven days",
        arguments: [("1", "60", 600, 60), ("900", "604801", 900, 604_800), ("7200", "0", 3600, 604_800), ("x", "y", 3600, 604_800)])
    func lifetimes(access: String, refresh: String, accessLeft: Int, refreshLeft: Int) throws {
        var test = try TestWorld()
        let answer = test.token([
            "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": SandboxClient.personalJWT, "access_token_ttl": access,
            "refresh_token_ttl": refresh,
        ])
        #expect(answer.json["expires_in"]?.integerValue == accessLeft)
        #expect(answer.json["refresh_token_expires_in"]?.integerValue == refreshLeft)
    }

    @Test("What ends every session: a new password, the administrator's order, the loss of the administrator's account")
    func ends() throws {
        let ends: [(inout TestWorld) -> SandboxResponse] = [
            { $0.send("POST", "/sandbox/password", json: ["password": "Next-2"]) }, { $0.send("POST", "/sandbox/sessions/end", json: [:]) },
            { $0.send("POST", "/sandbox/accounts/\(AccountStore.administratorID)/suspend", json: [:]) },
        ]
        for end in ends {
            var test = try TestWorld()
            let token = test.signIn()
            #expect(end(&test).status == 200)
            #expect(test.get("/scim/v2/Users", token: token.access).errorCode == "OAU-213")
            let answer = Self.refresh(&test, token.refresh)
            #expect(answer.json["error"] == "invalid_grant")
            #expect(["OAU-213", "OAU-141"].contains(answer.errorCode))
        }
    }

    @Test("The sixth session ends the first")
    func sessionLimit() throws {
        var test = try TestWorld()
        let tokens = (0..<6).map { _ in test.signIn().access }
        #expect(test.get("/scim/v2/Users", token: tokens[0]).status == 401)
        for token in tokens.dropFirst() { #expect(test.get("/scim/v2/Users", token: token).status == 200) }
    }

    @Test("Revoking either token ends the session; an unknown token is no error", arguments: [true, false])
    func revocation(access: Bool) throws {
        var test = try TestWorld()
        let token = test.signIn()
        #expect(test.form("/restapi/oauth/revoke", ["token": "unknown"], headers: TestWorld.basic).status == 200)
        #expect(test.get("/restapi/oauth/userinfo", token: token.access).json["sub"]?.stringValue == AccountStore.administratorID)
        #expect(test.form("/restapi/oauth/revoke", ["token": access ? token.access : token.refresh], headers: TestWorld.basic).status == 200)
        #expect(test.get("/scim/v2/Users", token: token.access).errorCode == "OAU-213")
        #expect(Self.refresh(&test, token.refresh).errorCode == "OAU-213")
    }

    @Test(
        "Bearer failures have the platform's shape and codes",
        arguments: [(nil, "OAU-129"), ("Bearer nonsense", "OAU-129"), ("Basic abc", "OAU-129"), ("Bearer AT-unknown", "OAU-213")]
            as [(String?, String)])
    func bearer(header: String?, code: String) throws {
        var test = try TestWorld()
        let answer = test.send("GET", "/scim/v2/Users", header.map { ["Authorization": $0] } ?? [:])
        #expect(answer.status == 401)
        #expect(answer.errorCode == code)
        #expect(answer.headers["WWW-Authenticate"]?.hasPrefix("Bearer ") == true)
    }

    @Test(
        "Malformed token requests",
        arguments: [
            (["grant_type": "password"], "unsupported_grant_type"), ([:], "invalid_request"), (["grant_type": "refresh_token"], "invalid_request"),
            (["grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": "a.b.c"], "invalid_grant"),
        ] as [([String: String], String)])
    func malformed(fields: [String: String], error: String) throws {
        var test = try TestWorld()
        let answer = test.token(fields)
        #expect(answer.status == 400)
        #expect(answer.json["error"]?.stringValue == error)
    }
}
