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

@Suite("A configuration that cannot be read any more in the middle of a run", .serialized, .timeLimit(.minutes(5)), .homeInFolder)
struct ConfigurationLostTests {
    /// Does something to the home as the write with this number begins.
    private final class Gate: HTTPTransport {
        private let transport = NetworkTransport()
        private let begun = Mutex(0)
        private let number: Int
        private let act: @Sendable () -> Void

        init(at number: Int, act: @escaping @Sendable () -> Void) {
            self.number = number
            self.act = act
        }

        func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
            if request.method != .get, request.url.path.contains("/scim/") {
                let isNow = begun.withLock { begun in
                    begun += 1
                    return begun == number
                }
                if isNow { act() }
            }
            return try await transport.send(request)
        }
    }

    @Test(
        "The run ends with the configuration's own error and its exit code, not as if it were switched off; the next run does the rest",
        arguments: ["{ half", "{ \"revision\": \"x\" }", nil])
    func lost(text: String?) async throws {
        let home = try await SandboxHome(users: 60)
        let file = Home(folder: home.folder).configurationFile
        let whole = try Data(contentsOf: file)
        let gate = Gate(at: 3) {
            if let text { try? Data(text.utf8).write(to: file) } else { try? FileManager.default.removeItem(at: file) }
        }
        let workspace = try home.anotherWorkspace(transport: gate)
        await #expect {
            _ = try await workspace.runs.sync()
        } throws: { error in
            guard case OperationError.configuration = error, let error = error as? OperationError else { return false }
            return error.exitCode == 2 && error.description.contains(file.path)
        }
        try whole.write(to: file)
        let record = try #require(try await home.anotherWorkspace().checks.status().lastRun)
        #expect(record.outcome == .failed)
        #expect(record.message?.contains(file.path) == true)
        let next = try await home.anotherWorkspace().runs.sync()
        #expect(next.outcome?.isComplete == true && (next.counts[.create] ?? 0) > 20)
        await home.server.stop()
    }
}
