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

/// One life of the program in a world: a real workspace on a real home, until it dies or the world ends.
struct SimulatedProcess: Sendable {
    let number: Int
    let home: SimulatedHome
    let workspace: Workspace
    /// Its connection to the database of several machines; `nil` at a home in a folder.
    let link: DatabaseLink?
    /// Another machine that tries to run while this one runs.
    let rivals = Rivals()

    /// The folder on its machine.
    var folder: URL { home.folder }
    /// Where a crash leaves what was on the disk.
    var remains: URL { Self.remains(of: folder) }

    private static func remains(of folder: URL) -> URL { folder.deletingLastPathComponent().appending(path: folder.lastPathComponent + "-remains") }

    /// Starts the program on what is at `home`.
    init(cloud: Cloud, home: SimulatedHome) throws(OperationError) {
        let number = cloud.with { $0.beginProcess() }
        self.number = number
        self.home = home
        let (rivals, folder) = (rivals, home.folder)
        let link = LinkPlace()
        let hooks = SimulatedTransport.Hooks(
            crash: {
                if let link = link.value { return link.cut() }
                HomeFiles.copy(from: folder, to: Self.remains(of: folder))
            },
            switchOff: { writesUnderWay in
                try? await Self.turnOff(home, cloud: cloud, writesUnderWay: writesUnderWay) {
                    // Of a program that died meanwhile counts what its disk says; a database outlives it.
                    guard link.value == nil, cloud.with({ $0.process }) != number else { return true }
                    let left = try? ConfigurationStore(
                        home: Home(folder: Self.remains(of: folder)), targets: RingCentralProfile.targetAttributes,
                        standardAttributes: Set(DirectoryAttribute.standard.map(\.id))
                    ).load()
                    return left?.autoprovisioning.isOn == false
                }
            },
            secondWriter: { await Self.tryToRun(home, cloud: cloud) },
            rival: { await rivals.come(seconds: $0, requests: $1, while: link.value) })
        let opened = try home.open(transport: SimulatedTransport(cloud: cloud, process: number, hooks: hooks), clock: cloud.clock)
        link.value = opened.link
        (workspace, self.link) = (opened.workspace, opened.link)
    }

    /// What `autoprovision off` does beside a run.
    private static func turnOff(_ home: SimulatedHome, cloud: Cloud, writesUnderWay: Int, counts: () -> Bool) async throws {
        // It asks no server: the number names no living process, so that every request would fail.
        let workspace = try home.open(transport: SimulatedTransport(cloud: cloud, process: -1, hooks: .init()), clock: cloud.clock).workspace
        try await workspace.runs.turnOff()
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
    private static func tryToRun(_ home: SimulatedHome, cloud: Cloud) async {
        cloud.with { $0.tally.secondWriters += 1 }
        let transport = CountedTransport(SimulatedTransport(cloud: cloud, process: number(of: cloud), hooks: .init()))
        let finding: String
        do throws(OperationError) {
            let workspace = try home.open(transport: transport, clock: cloud.clock).workspace
            _ = try await workspace.runs.sync()
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

/// The connection of a process, which is known only once the process is there.
private final class LinkPlace: Sendable {
    private let link = Mutex<DatabaseLink?>(nil)

    var value: DatabaseLink? {
        get { link.withLock { $0 } }
        set { link.withLock { $0 = newValue } }
    }
}
