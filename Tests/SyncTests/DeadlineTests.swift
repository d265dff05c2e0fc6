import FileHome
import Foundation
import HTTP
import OAuth
import Provisioning
import Sandbox
import Testing

@testable import Sync

@Suite("Deadlines of an authorization that a wrong clock set", .serialized, .timeLimit(.minutes(5)))
struct DeadlineTests {
    @Test("Tokens that were dated in the year 2000 are tried once before their end is believed: the session lives, and the tokens get new dates")
    func datedIn2000() async throws {
        let home = try await SandboxHome(users: 10)
        try await AuthorizationStressTests.forgetAssertion(home)
        let store = CredentialTokenStore(credentials: CredentialStore(home: home.workspace.home, environment: [:]))
        var tokens = try #require(try await store.load())
        let moment = Date(timeIntervalSince1970: 946_684_800)
        (tokens.accessTokenExpires, tokens.refreshTokenExpires, tokens.refreshedAt) = (moment + 3_600, moment + 7 * 86_400, moment)
        try await store.save(tokens)
        #expect(try await home.workspace.runs.sync().counts[.create] ?? 0 > 0)
        guard case .authorized(_, _, let deadline?) = try await home.workspace.authorization.status() else {
            Issue.record("not authorized")
            return
        }
        #expect(deadline > home.clock.now + 6 * 86_400)
        await home.server.stop()
    }

    @Test("A session that really ended is asked for once; after that the refusal is remembered")
    func reallyEnded() async throws {
        let home = try await SandboxHome(users: 10)
        try await AuthorizationStressTests.forgetAssertion(home)
        home.clock.advance(days: 8)
        try await home.control("clock", ["advanceSeconds": 8 * 86_400])
        let before = try await AuthorizationStressTests.tokenCalls(home)[400] ?? 0
        for _ in 0..<3 {
            await #expect { _ = try await home.workspace.runs.sync() } throws: { AuthorizationStressTests.isReauthorizationNeeded($0) }
        }
        #expect(try await AuthorizationStressTests.tokenCalls(home)[400] == before + 1)
        await home.server.stop()
    }

    @Test("A run that is stopped while the token endpoint hangs ends within seconds")
    func stopping() async throws {
        let home = try await SandboxHome(users: 10)
        home.clock.advance(days: 0.5)
        try await home.control("faults", ["kind": "slow", "path": "/restapi/oauth/token", "milliseconds": 120_000, "times": 100])
        let (asked, isAsked) = AsyncStream.makeStream(of: Void.self)
        let workspace = try home.anotherWorkspace(transport: Announcing { if $0.url.path().hasSuffix("/oauth/token") { isAsked.yield() } })
        let run = Task { try? await workspace.runs.sync() }
        for await _ in asked { break }
        let start = ContinuousClock.now
        run.cancel()
        _ = await run.value
        #expect(ContinuousClock.now - start < .seconds(8))
        try await home.control("faults/clear")
        await home.server.stop()
    }

    /// Tells of each request that leaves.
    private struct Announcing: HTTPTransport {
        let tell: @Sendable (HTTPRequest) -> Void

        func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
            tell(request)
            return try await NetworkTransport().send(request)
        }
    }
}
