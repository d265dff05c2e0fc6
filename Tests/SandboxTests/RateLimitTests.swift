import Foundation
import Testing

@testable import Sandbox

@Suite("RingCentral rate limits", .timeLimit(.minutes(5)))
struct RateLimitTests {
    @Test("Headers count down; the window slides")
    func window() throws {
        var test = try TestWorld(limits: SandboxRateLimits(light: 2, medium: 2, heavy: 1, auth: 5))
        let token = test.signIn().access
        let first = test.get("/scim/v2/Users?count=1", token: token)
        #expect(first.headers["X-Rate-Limit-Group"] == "light")
        #expect(first.headers["X-Rate-Limit-Limit"] == "2")
        #expect(first.headers["X-Rate-Limit-Remaining"] == "1")
        #expect(first.headers["X-Rate-Limit-Window"] == "60")
        test.clock.advance(by: 30)
        #expect(test.get("/scim/v2/Users?count=1", token: token).headers["X-Rate-Limit-Remaining"] == "0")
        test.clock.advance(by: 30)
        #expect(test.get("/scim/v2/Users?count=1", token: token).status == 200)
    }

    @Test("A request inside the penalty restarts it")
    func penalty() throws {
        var test = try TestWorld(limits: SandboxRateLimits(light: 1, medium: 1, heavy: 1, auth: 5))
        let token = test.signIn().access
        #expect(test.get("/scim/v2/Users", token: token).status == 200)
        let excess = test.get("/scim/v2/Users", token: token)
        #expect(excess.status == 429)
        #expect(excess.headers["Retry-After"] == "60")
        #expect(excess.errorCode == "CMN-301")
        test.clock.advance(by: 59)
        #expect(test.get("/scim/v2/Users", token: token).status == 429)
        test.clock.advance(by: 59)
        #expect(test.get("/scim/v2/Users", token: token).status == 429)
        test.clock.advance(by: 60)
        #expect(test.get("/scim/v2/Users", token: token).status == 200)
        #expect(test.world.log.counts["GET /scim/v2/Users 429"] == 3)
    }

    @Test("Groups have budgets of their own; another session of the same user shares them; refusals by the service count and carry headers")
    func sharing() throws {
        var test = try TestWorld(limits: SandboxRateLimits(light: 5, medium: 5, heavy: 2, auth: 5))
        let (first, second) = (test.signIn().access, test.signIn().access)
        let refused = test.send("POST", "/scim/v2/Users", token: first, json: [:])
        #expect(refused.status == 400)
        #expect(refused.headers["X-Rate-Limit-Group"] == "heavy")
        #expect(test.send("POST", "/scim/v2/Users", token: second, json: .account("a@corp.example")).headers["X-Rate-Limit-Remaining"] == "0")
        #expect(test.send("DELETE", "/scim/v2/Users/1", token: first, json: .null).status == 429)
        #expect(test.get("/scim/v2/Users", token: first).status == 200)
    }

    @Test("The token endpoint and userinfo are the auth group")
    func auth() throws {
        var test = try TestWorld(limits: .stock)
        let token = test.signIn().access
        for _ in 0..<4 { #expect(test.get("/restapi/oauth/userinfo", token: token).headers["X-Rate-Limit-Group"] == "auth") }
        #expect(test.token([:]).status == 429)
    }
}
