import Engine
import FileHome
import Foundation
import HTTP
import OAuth
import Provisioning
import Sandbox
import Synchronization
import Testing
import Wording

@testable import Sync

@Suite("Authorization under stress", .serialized, .timeLimit(.minutes(5)))
struct AuthorizationStressTests {
    /// Lets so many writes through, does something when all of them were answered, and only then sends the others: however many are in flight, it is known which
    /// ones came before.
    final class Interrupting: HTTPTransport {
        private let transport = ImpatientTransport()
        private let writes: Int
        private let body: @Sendable () async throws -> Void
        private let state = Mutex(State())

        private struct State {
            var begun = 0
            var answered = 0
            var isOpen = false
            var waiting: [CheckedContinuation<Void, Never>] = []
        }

        init(afterWrites writes: Int, _ body: @escaping @Sendable () async throws -> Void) {
            self.writes = writes
            self.body = body
        }

        func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
            guard request.method != .get, request.url.path().hasPrefix("/scim") else { return try await transport.send(request) }
            let number = state.withLock { state in
                state.begun += 1
                return state.begun
            }
            guard number <= writes else {
                await waitUntilOpen()
                return try await transport.send(request)
            }
            let response = try await transport.send(request)
            let isLast = state.withLock { state in
                state.answered += 1
                return state.answered == writes
            }
            if isLast {
                try? await body()
                open()
            }
            return response
        }

        private func waitUntilOpen() async {
            await withCheckedContinuation { continuation in
                let isOpen = state.withLock { state in
                    if !state.isOpen { state.waiting.append(continuation) }
                    return state.isOpen
                }
                if isOpen { continuation.resume() }
            }
        }

        private func open() {
            let waiting = state.withLock { state in
                state.isOpen = true
                defer { state.waiting = [] }
                return state.waiting
            }
            for continuation in waiting { continuation.resume() }
        }
    }

    /// A session as a consent in the browser gives it: nothing but the refresh token renews it.
    static func forgetAssertion(_ home: SandboxHome) async throws {
        let store = CredentialTokenStore(credentials: CredentialStore(home: home.workspace.home, environment: [:]))
        var tokens = try #require(try await store.load())
        tokens.assertion = nil
        tokens.grant = .authorizationCode
        try await store.save(tokens)
    }

    static func jwt(_ home: SandboxHome) async throws -> String {
        let connection = try await SandboxHome.json(home.url.appending(path: "sandbox/connection.json"))
        return try #require((connection["ringCentral"] as? [String: String])?["personalJWT"])
    }

    /// Calls of the token endpoint that RingCentral answered, by status.
    static func tokenCalls(_ home: SandboxHome) async throws -> [Int: Int] {
        let log = try await SandboxHome.json(home.url.appending(path: "sandbox/requests"))["requests"] as? [[String: Any]] ?? []
        return log.filter { $0["path"] as? String == "/restapi/oauth/token" }.reduce(into: [:]) { $0[$1["status"] as? Int ?? 0, default: 0] += 1 }
    }

    static func authorize(_ workspace: Workspace, times: Int) async throws -> Set<String> {
        let tokens = try workspace.context.application().oauth().tokens
        return try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<times {
                group.addTask {
                    var request = HTTPRequest(.get, URL(fileURLWithPath: "/"))
                    try await tokens.authorize(&request)
                    return request.headers["Authorization"] ?? ""
                }
            }
            return try await group.reduce(into: []) { $0.insert($1) }
        }
    }

    static func isReauthorizationNeeded(_ error: any Error) -> Bool {
        if case OperationError.reauthorizationNeeded? = error as? OperationError { true } else { false }
    }

    @Test("A hundred requests at once with an access token that has ended: one refresh, and all go on with its token")
    func oneRefresher() async throws {
        let home = try await SandboxHome(users: 10)
        let before = try await Self.tokenCalls(home)[200] ?? 0
        home.clock.advance(days: 0.5)
        #expect(try await Self.authorize(home.workspace, times: 100).count == 1)
        #expect(try await Self.tokenCalls(home) == [200: before + 1])
        await home.server.stop()
    }

    @Test("Two processes on one home: one of them refreshes, the other takes over its pair")
    func twoProcesses() async throws {
        let home = try await SandboxHome(users: 10)
        let other = try home.anotherWorkspace()
        // Both have the pair in memory.
        _ = try await (Self.authorize(home.workspace, times: 1), Self.authorize(other, times: 1))
        let before = try await Self.tokenCalls(home)[200] ?? 0
        home.clock.advance(days: 0.5)
        async let first = Self.authorize(home.workspace, times: 50)
        async let second = Self.authorize(other, times: 50)
        let headers = try await (first, second)
        #expect(headers.0 == headers.1 && headers.0.count == 1)
        #expect(try await Self.tokenCalls(home) == [200: before + 1])
        await home.server.stop()
    }

    @Test("A home that cannot be written: the new pair is never used, and the next try starts from the old one", .homeInFolder)
    func notDurable() async throws {
        let home = try await SandboxHome(users: 10)
        let store = CredentialTokenStore(credentials: CredentialStore(home: home.workspace.home, environment: [:]))
        let old = try #require(try await store.load())
        home.clock.advance(days: 0.5)
        // A folder where the temporary file of the save would be: no user, root included, can write there.
        let file = Home(folder: home.folder).credentialsFile
        let obstacle = file.deletingLastPathComponent().appending(path: ".\(file.lastPathComponent).\(getpid()).tmp")
        try FileManager.default.createDirectory(at: obstacle, withIntermediateDirectories: false)
        let tokens = try home.workspace.context.application().oauth().tokens
        var request = HTTPRequest(.get, home.url)
        await #expect {
            try await tokens.authorize(&request)
        } throws: { String(describing: $0).contains("The credentials could not be stored, so the new authorization was not used") }
        #expect(request.headers["Authorization"] == nil)
        #expect(try await store.load() == old)
        try FileManager.default.removeItem(at: obstacle)
        try await tokens.authorize(&request)
        let new = try #require(try await store.load())
        #expect(request.headers["Authorization"] == "Bearer \(new.accessToken)" && new.refreshToken != old.refreshToken)
        await home.server.stop()
    }

    @Test("A run that has nothing to write notices a revoked grant too, and says so", arguments: ["password", "sessions/end"])
    func revokedWhileIdle(how: String) async throws {
        let home = try await SandboxHome()
        _ = try await home.workspace.runs.sync()
        #expect(try await home.workspace.runs.sync().counts.isEmpty)
        try await Self.forgetAssertion(home)
        try await home.control(how, how == "password" ? ["password": "Another-1"] : [:])
        await #expect { _ = try await home.workspace.runs.sync() } throws: { Self.isReauthorizationNeeded($0) }
        guard case .revoked = try await home.workspace.authorization.status() else {
            Issue.record("not marked as revoked")
            return
        }
        await home.server.stop()
    }

    @Test(
        "Revoked in the middle of a run: what was done stays, nothing more is written, and after reauthorizing the next run converges without a duplicate",
        arguments: ["password", "sessions/end"])
    func revokedMidRun(how: String) async throws {
        let home = try await SandboxHome()
        try await Self.forgetAssertion(home)
        let planned = try await home.workspace.runs.preview().counts
        // Accounts that another client gave its own ids: they are left alone.
        let foreign = Set(try await home.accounts().compactMap(\.externalID))
        let workspace = try home.anotherWorkspace(
            transport: Interrupting(afterWrites: 4) { try await home.control(how, how == "password" ? ["password": "Another-1"] : [:]) })
        await #expect {
            _ = try await workspace.runs.sync()
        } throws: { Self.isReauthorizationNeeded($0) && String(describing: $0).contains("password was changed or the session was ended") }
        let written = try await home.writes()
        let done = written.filter { $0.key.hasSuffix("200") || $0.key.hasSuffix("201") }.values.reduce(0, +)
        #expect(done == 4 && done < planned.values.reduce(0, +))
        let accounts = try await home.accounts()
        guard case .revoked = try await home.workspace.authorization.status() else {
            Issue.record("not marked as revoked")
            return
        }
        await #expect { _ = try await workspace.runs.sync() } throws: { Self.isReauthorizationNeeded($0) }
        #expect(try await home.accounts() == accounts)
        #expect(try await home.writes() == written, "a write was tried without an authorization")

        try await home.workspace.authorization.authorize(jwt: try await Self.jwt(home))
        try await home.workspace.authorization.answer(.start)
        _ = try await home.workspace.runs.sync()
        let after = try await home.accounts()
        #expect(Set(after.map { $0.userName.lowercased() }).count == after.count)
        #expect(Set(after.compactMap(\.externalID)).subtracting(foreign).count == planned.values.reduce(0, +))
        #expect(try await home.workspace.checks.status().usage?.created == planned[.create])
        #expect(try await home.workspace.runs.sync().counts.isEmpty)
        await home.server.stop()
    }

    @Test("A sixth session ends the first: that home needs reauthorization, says so, and writes nothing")
    func sixthSession() async throws {
        let home = try await SandboxHome(users: 10)
        try await Self.forgetAssertion(home)
        let oauth = try home.workspace.context.application().oauth().client
        for _ in 0..<5 { _ = try await oauth.authorize(jwt: Secret(try await Self.jwt(home))) }
        await #expect { _ = try await home.workspace.runs.sync() } throws: { Self.isReauthorizationNeeded($0) }
        #expect(try await home.writes().filter { !$0.key.hasSuffix("401") }.isEmpty)
        await home.server.stop()
    }

    @Test("Seven idle days end a consent; a keep-alive a day makes it last for weeks")
    func idle() async throws {
        let home = try await SandboxHome(users: 10)
        try await Self.forgetAssertion(home)
        let day = 86_400.0
        for _ in 0..<21 {
            home.clock.advance(days: 1.01)
            try await home.control("clock", ["advanceSeconds": 1.01 * day])
            #expect(try await home.workspace.authorization.keepAlive())
        }
        #expect(try await home.workspace.authorization.keepAlive() == false, "twice a day is not needed")
        home.clock.advance(days: 7)
        try await home.control("clock", ["advanceSeconds": 7 * day])
        guard case .revoked(let reason, _) = try await home.workspace.authorization.status() else {
            Issue.record("not ended")
            return
        }
        #expect(reason.contains("no autoprovisioning activity for seven days"))
        await #expect { _ = try await home.workspace.runs.sync() } throws: { Self.isReauthorizationNeeded($0) }
        await home.server.stop()
    }

    @Test(
        "With a personal JWT neither idle days, nor an ended session, nor five others need a person: a new session is opened",
        arguments: ["idle", "ended", "five others"])
    func jwtGrant(how: String) async throws {
        let home = try await SandboxHome(users: 10)
        switch how {
        case "idle":
            home.clock.advance(days: 8)
            try await home.control("clock", ["advanceSeconds": 8 * 86_400])
        case "ended": try await home.control("sessions/end")
        default:
            let oauth = try home.workspace.context.application().oauth().client
            for _ in 0..<5 { _ = try await oauth.authorize(jwt: Secret(try await Self.jwt(home))) }
        }
        guard case .authorized(_, _, idleDeadline: nil) = try await home.workspace.authorization.status() else {
            Issue.record("a deadline that does not count is shown")
            return
        }
        #expect(try await home.workspace.runs.sync().counts.values.reduce(0, +) > 0)
        #expect(try await home.writes().values.reduce(0, +) > 0)
        await home.server.stop()
    }
}
