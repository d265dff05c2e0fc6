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

@Suite("What a home belongs to", .serialized, .timeLimit(.minutes(5)), .homeInFolder)
struct BelongingTests {
    private static func isForeign(_ error: any Error, saying words: String) -> Bool {
        guard case OperationError.belongsElsewhere(let sentence) = error, let error = error as? OperationError else { return false }
        return error.exitCode == 2 && sentence.contains(words)
    }

    /// Puts the ledger of `source` in the place of that of `target`, as a mistaken copy does.
    private static func copyLedger(of source: SandboxHome, to target: SandboxHome) throws {
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(at: target.folder.appending(path: "ledger.sqlite\(suffix)"))
            try? FileManager.default.copyItem(
                at: source.folder.appending(path: "ledger.sqlite\(suffix)"), to: target.folder.appending(path: "ledger.sqlite\(suffix)"))
        }
        try? FileManager.default.removeItem(at: target.folder.appending(path: "ledger.newest-run"))
    }

    @Test("Another home's ledger is refused before anything is sent to the app; status says what it belongs to; the right one goes on")
    func foreignLedger() async throws {
        let (mine, other) = (try await SandboxHome(users: 20), try await SandboxHome(users: 20))
        _ = try await mine.workspace.runs.sync()
        _ = try await other.workspace.runs.sync()
        let status = try await mine.workspace.checks.status()
        #expect(status.bindings.application == mine.url.appending(path: "scim/v2").absoluteString)
        #expect(status.bindings.customerID?.hasPrefix("C") == true, "\(status.bindings)")
        try Self.copyLedger(of: other, to: mine)
        try await mine.control("requests/reset")
        let mistaken = try mine.anotherWorkspace()
        await #expect { _ = try await mistaken.runs.sync() } throws: { Self.isForeign($0, saying: other.url.absoluteString) }
        await #expect { _ = try await mistaken.runs.preview() } throws: { Self.isForeign($0, saying: "--rebind") }
        #expect(await mistaken.checks.everything().contains { $0.name == "Bindings" && $0.result == .failed })
        let log = try await SandboxHome.json(mine.url.appending(path: "sandbox/requests"))["requests"] as? [[String: Any]] ?? []
        #expect(!log.contains { ($0["path"] as? String)?.hasPrefix("/scim") == true && $0["method"] as? String != "GET" })
        await mine.server.stop()
        await other.server.stop()
    }

    @Test("A rebinding on purpose compares all links with the accounts that are there: nobody gets a second account, nobody's is taken away")
    func rebinding() async throws {
        let (mine, other) = (try await SandboxHome(users: 20), try await SandboxHome(users: 20))
        _ = try await mine.workspace.runs.sync()
        _ = try await other.workspace.runs.sync()
        let before = try await mine.accounts()
        try Self.copyLedger(of: other, to: mine)
        let mistaken = try mine.anotherWorkspace()
        let change = SetupChange(try await mistaken.setup.configuration())
        let foreign = try await mistaken.setup.foreignParts(of: change, readsDirectory: true)
        #expect(foreign.application != nil && foreign.directory == nil, "\(foreign)")
        _ = try await mistaken.setup.keep(change, rebinding: foreign)
        let run = try await mistaken.runs.sync()
        #expect(run.message?.contains("After the rebinding") == true, "\(run.message ?? "")")
        let after = try await mine.accounts()
        #expect(after.map(\.id) == before.map(\.id) && after.map(\.active) == before.map(\.active))
        #expect(try await mistaken.runs.sync().message?.contains("After the rebinding") != true)
        await mine.server.stop()
        await other.server.stop()
    }

    @Test("A ledger that a newer program wrote is refused with a sentence, and nothing in it is changed")
    func newerLedger() async throws {
        let home = try await SandboxHome(users: 10)
        _ = try await home.workspace.runs.sync()
        let ledger = home.folder.appending(path: "ledger.sqlite")
        let sqlite = Process()
        sqlite.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        sqlite.arguments = [
            "-c",
            "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute(\"INSERT INTO grdb_migrations VALUES ('99: the future')\"); c.commit()",
            ledger.path,
        ]
        try sqlite.run()
        sqlite.waitUntilExit()
        try #require(sqlite.terminationStatus == 0)
        // A service that has the ledger open already notices it too.
        await #expect { _ = try await home.workspace.runs.sync() } throws: {
            "\($0)".contains("newer autoprovision") && ($0 as? OperationError)?.exitCode == 2
        }
        let error = #expect(throws: OperationError.self) { _ = try home.anotherWorkspace() }
        #expect(error.map { "\($0)".contains("newer autoprovision") && $0.exitCode == 2 } == true)
        await home.server.stop()
    }

    /// Notes to which servers authorizations and secrets were sent.
    private final class Listener: HTTPTransport {
        let hosts = Mutex<Set<String>>([])
        let transport = ImpatientTransport()

        func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
            hosts.withLock { _ = $0.insert("\(request.url.host() ?? ""):\(request.url.port ?? 0)") }
            return try await transport.send(request)
        }
    }

    @Test(
        "Tokens and client secret of one server are not sent to another; back at their own they work; older ones are bound when the address changes")
    func tokens() async throws {
        let (home, other) = (try await SandboxHome(users: 10), try await SandboxHome(users: 10))
        let listener = Listener()
        let workspace = try home.anotherWorkspace(transport: listener)
        #expect(try await workspace.authorization.status().isAuthorized)
        let (own, elsewhere) = (home.url.absoluteString, other.url.absoluteString)
        try await workspace.setup.update { $0.application.baseURL = elsewhere }
        #expect(try await workspace.authorization.status() == .notAuthorized)
        await #expect { _ = try await workspace.runs.sync() } throws: { Self.isForeign($0, saying: "was given for \(own)") }
        #expect(try await workspace.authorization.keepAlive() == false)
        await #expect { _ = try await workspace.authorization.prepare() } throws: {
            Self.isForeign($0, saying: "client secret was entered for \(own)")
        }
        #expect(!listener.hosts.withLock { $0.contains("127.0.0.1:\(other.url.port ?? 0)") })
        #expect(await workspace.checks.everything().contains { $0.name == "Bindings" && $0.result == .failed && $0.finding.contains(own) })
        try await workspace.setup.update { $0.application.baseURL = own }
        #expect(try await workspace.authorization.status().isAuthorized)
        #expect(try await workspace.runs.sync().counts[.create, default: 0] > 0)
        // With accounts linked, the app itself cannot be exchanged either.
        await #expect { try await workspace.setup.update { $0.application.baseURL = elsewhere } } throws: {
            Self.isForeign($0, saying: "linked in RingCentral")
        }
        await home.server.stop()
        await other.server.stop()
    }
}
