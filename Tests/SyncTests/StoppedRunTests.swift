import Engine
import FileHome
import Foundation
import HTTP
import Provisioning
import Sandbox
import Sync
import Synchronization
import Testing
import Wording

@Suite("A run that is stopped, and one whose lock was taken away", .serialized, .timeLimit(.minutes(5)))
struct StoppedRunTests {
    /// Does something when a request for this path is about to leave.
    private final class Trigger: HTTPTransport {
        private let transport = ImpatientTransport()
        private let method: HTTPRequest.Method
        private let path: String
        private let isSpent = Mutex(false)
        let action = Mutex<@Sendable () -> Void>({})

        init(_ method: HTTPRequest.Method, _ path: String) {
            self.method = method
            self.path = path
        }

        func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
            if request.method == method, request.url.path().hasPrefix(path) {
                let isFirst = isSpent.withLock { isSpent in
                    defer { isSpent = true }
                    return !isSpent
                }
                if isFirst { action.withLock { $0 }() }
            }
            if Task.isCancelled { throw .cancelled }
            return try await transport.send(request)
        }
    }

    @Test(
        "Stopped while it reads, whatever is being asked, a run ends as stopped, with 1 and not as if something were out of reach",
        arguments: [
            (.post, "/token"), (.get, "/admin/directory/v1/customer"), (.get, "/admin/directory/v1/users"), (.get, "/scim/v2/Users"),
        ] as [(HTTPRequest.Method, String)])
    func whileReading(method: HTTPRequest.Method, path: String) async throws {
        let home = try await SandboxHome(users: 40)
        let trigger = Trigger(method, path)
        let workspace = try home.anotherWorkspace(transport: trigger)
        let run = Task { try await workspace.runs.sync() }
        trigger.action.withLock { $0 = { run.cancel() } }
        do {
            #expect(try await run.value.outcome == .stopped)
        } catch let error as OperationError {
            #expect(error.exitCode == 1, "\(error)")
        }
        #expect(try await home.writes().isEmpty)
        await home.server.stop()
    }

    @Test("Stopped while it looks up what a dead run left open, it is stopped too")
    func whileLookingUp() async throws {
        let home = try await SandboxHome(users: 40)
        // The replies to all creations under way get lost, and so do the lookups after them: they stay open.
        try await home.control("faults", ["kind": "dropAfter", "path": "/scim/v2/Users", "method": "POST", "times": 100])
        try await home.control("faults", ["kind": "dropBefore", "path": "/scim/v2/Users", "method": "GET", "times": 1_000, "skip": 1])
        await #expect(throws: OperationError.self) { _ = try await home.workspace.runs.sync() }
        try await home.control("faults/clear")
        let trigger = Trigger(.get, "/scim/v2/Users")
        let workspace = try home.anotherWorkspace(transport: trigger)
        let run = Task { try await workspace.runs.sync() }
        trigger.action.withLock { $0 = { run.cancel() } }
        #expect(try await run.value.outcome == .stopped)
        await home.server.stop()
    }

    @Test(
        "`rm run.lock` in the middle of a run: it begins nothing more, says so, and the next run continues without a second account for anybody",
        .homeInFolder)
    func lockRemoved() async throws {
        let home = try await SandboxHome(users: 120)
        let trigger = Trigger(.post, "/scim/v2/Users")
        let lock = Home(folder: home.folder).runLockFile
        trigger.action.withLock { $0 = { try? FileManager.default.removeItem(at: lock) } }
        let workspace = try home.anotherWorkspace(transport: trigger)
        let error = await #expect(throws: OperationError.self) { _ = try await workspace.runs.sync() }
        #expect(error?.code == "lock-replaced" && error?.exitCode == 2, "\(String(describing: error))")
        // One request tells the limits, then as many are in flight as may be.
        #expect(try await home.writes().values.reduce(0, +) <= 1 + 16)
        #expect(try await workspace.checks.status().lastRun?.message?.contains("run.lock was removed or replaced") == true)
        _ = try await home.workspace.runs.sync()
        let accounts = try await home.accounts()
        #expect(Set(accounts.compactMap(\.externalID)).count == accounts.compactMap(\.externalID).count)
        await home.server.stop()
    }
}
