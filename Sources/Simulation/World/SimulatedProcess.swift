import Directory
import Engine
import FileHome
import Foundation
import HTTP
import Provisioning
import RingCentral
import Sync
import Synchronization
import Timing

/// One life of the program in a world: a real workspace on real files, until it dies or the world ends.
struct SimulatedProcess: Sendable {
    let number: Int
    let folder: URL
    let workspace: Workspace

    /// Where a crash leaves what was on the disk.
    var remains: URL { Self.remains(of: folder) }

    private static func remains(of folder: URL) -> URL { folder.deletingLastPathComponent().appending(path: folder.lastPathComponent + "-remains") }

    /// The sealing key of all simulated homes; they hold no secret.
    private static let environment = ["AUTOPROVISION_KEY": Data(repeating: 7, count: 32).base64EncodedString()]

    /// Starts the program on what is in `folder`.
    init(cloud: Cloud, folder: URL) throws(OperationError) {
        let number = cloud.with { state in
            state.groupsSeen = []
            state.told.begin()
            return state.process
        }
        self.number = number
        self.folder = folder
        let home = Home(folder: folder)
        let hooks = SimulatedTransport.Hooks(
            crash: { HomeFiles.copy(from: folder, to: Self.remains(of: folder)) },
            switchOff: { writesUnderWay in
                try? await Self.turnOff(home, cloud: cloud, writesUnderWay: writesUnderWay) {
                    // Of a program that died meanwhile counts what its disk says.
                    guard cloud.with({ $0.process }) != number else { return true }
                    let left = try? ConfigurationStore(
                        home: Home(folder: Self.remains(of: folder)), targets: RingCentralProfile.targetAttributes,
                        standardAttributes: Set(DirectoryAttribute.standard.map(\.id))
                    ).load()
                    return left?.autoprovisioning.isOn == false
                }
            },
            secondWriter: { await Self.tryToRun(home, cloud: cloud) })
        workspace = try Self.open(home, transport: SimulatedTransport(cloud: cloud, process: number, hooks: hooks), clock: cloud.clock)
    }

    private static func open(_ home: Home, transport: any HTTPTransport, clock: VirtualClock) throws(OperationError) -> Workspace {
        try Workspace(
            home: home, environment: environment, transport: transport, time: Time(now: { clock.shown }, sleep: { try await clock.sleep($0) }),
            uptime: { clock.now.timeIntervalSince1970 })
    }

    /// What `autoprovision off` does beside a run.
    private static func turnOff(_ home: Home, cloud: Cloud, writesUnderWay: Int, counts: () -> Bool) async throws {
        // It asks no server: the number names no living process, so that every request would fail.
        let workspace = try open(home, transport: SimulatedTransport(cloud: cloud, process: -1, hooks: .init()), clock: cloud.clock)
        try await workspace.turnOff()
        cloud.note("somebody turns the switch off")
        // What was begun before arrives; all of it is ready to, so that it gets its turn here.
        for _ in 0..<300 { await Task.yield() }
        guard counts() else { return }
        cloud.with { state in
            state.rules.isOn = false
            state.writesUnderWay = writesUnderWay
        }
    }

    /// What a second `autoprovision sync` does beside a run: it must be refused before it asks anything, and be told who runs.
    private static func tryToRun(_ home: Home, cloud: Cloud) async {
        cloud.with { $0.tally.secondWriters += 1 }
        let transport = CountedTransport(SimulatedTransport(cloud: cloud, process: number(of: cloud), hooks: .init()))
        let finding: String
        do throws(OperationError) {
            let workspace = try open(home, transport: transport, clock: cloud.clock)
            _ = try await workspace.run()
            finding = "a second run went through"
        } catch {
            if case .configuration(.runLocked(let holder)) = error, holder.contains("autoprovision") {
                finding = transport.requests == 0 ? "" : "it was refused, but only after it had asked something"
            } else {
                finding = "it was not refused as such: \(error)"
            }
        }
        cloud.note("a second writer comes: \(finding.isEmpty ? "refused" : finding)")
        if !finding.isEmpty { cloud.with { $0.violate(.oneWriter, finding, at: cloud.clock.now) } }
    }

    private static func number(of cloud: Cloud) -> Int { cloud.with { $0.process } }
}

/// Copies of a home, as a disk image would have them.
enum HomeFiles {
    /// Copies what is in `folder` at this moment to a new folder. Locks die with their holders, and SQLite builds the shared-memory index anew from the
    /// write-ahead log.
    static func copy(from folder: URL, to target: URL) {
        let files = FileManager.default
        try? files.removeItem(at: target)
        try? files.createDirectory(at: target, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for name in (try? files.contentsOfDirectory(atPath: folder.path)) ?? [] where !name.hasSuffix(".lock") && !name.hasSuffix("-shm") {
            try? files.copyItem(at: folder.appending(path: name), to: target.appending(path: name))
        }
    }

    /// Replaces the ledger in `folder` by the one in `backup`; what lies beside it stays.
    static func restoreLedger(from backup: URL, in folder: URL) {
        for name in ["ledger.sqlite", "ledger.sqlite-wal"] {
            try? FileManager.default.removeItem(at: folder.appending(path: name))
            try? FileManager.default.copyItem(at: backup.appending(path: name), to: folder.appending(path: name))
        }
    }
}

/// Counts what one program asks, apart from what the others ask meanwhile.
private final class CountedTransport: HTTPTransport {
    private let transport: SimulatedTransport
    private let count = Mutex(0)

    init(_ transport: SimulatedTransport) { self.transport = transport }

    var requests: Int { count.withLock { $0 } }

    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        count.withLock { $0 += 1 }
        return try await transport.send(request)
    }
}
