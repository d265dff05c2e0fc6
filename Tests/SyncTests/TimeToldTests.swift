import Engine
import FileHome
import Foundation
import HTTP
import Provisioning
import Sandbox
import Synchronization
import Testing
import Timing
import Wording

@testable import Sync

/// The sandbox's people as a folder of exported files, its SCIM service as an app with a bearer token: nothing but the app's answers tells the time.
@Suite("A run that takes something away has been told the time", .homeInFolder, .serialized, .timeLimit(.minutes(5)))
struct TimeToldTests {
    /// Takes the `Date` header away, or makes the app's clock another one.
    final class Transport: HTTPTransport {
        private let transport = ImpatientTransport()
        /// What is added to the app's clock, in seconds; `nil` takes the header away.
        let shift = Mutex<TimeInterval?>(0)
        /// Whose clock it is; `nil` for every server's.
        let onlyHost = Mutex<String?>(nil)
        let requests = Mutex<[String]>([])
        /// Called before each request leaves.
        let beforeRequest = Mutex<(@Sendable () -> Void)?>(nil)
        /// Called before each write leaves.
        let beforeWrite = Mutex<(@Sendable () -> Void)?>(nil)

        func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
            requests.withLock { $0.append("\(request.method.rawValue) \(request.url.path())") }
            beforeRequest.withLock { $0 }?()
            if request.method != .get { beforeWrite.withLock { $0 }?() }
            var response = try await transport.send(request)
            if let host = onlyHost.withLock({ $0 }), host != request.url.host() { return response }
            let shift = shift.withLock { $0 }
            if let shift, let date = response.headers["Date"].flatMap(HTTPDate.parse) {
                response.headers["Date"] = Self.format.string(from: date + shift)
            } else {
                response.headers["Date"] = nil
            }
            return response
        }

        private static var format: DateFormatter {
            let format = DateFormatter()
            format.locale = Locale(identifier: "en_US_POSIX")
            format.timeZone = TimeZone(identifier: "GMT")
            format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
            return format
        }
    }

    final class World: Sendable {
        let home: SandboxHome
        let transport = Transport()
        let workspace: Workspace
        let people: URL
        private let rows: Mutex<[String]>

        /// With accounts for ten people, all by files and a bearer token.
        init(policy: DeprovisioningPolicy = SandboxHome.suspendAtOnce) async throws {
            home = try await SandboxHome(users: 20, policy: policy)
            let (clock, drift) = (home.clock, home.drift)
            workspace = try Workspace(
                home: Home(folder: home.folder), environment: [:], transport: transport,
                time: Time(now: { clock.now + drift.seconds.withLock { $0 } }, sleep: { try await Task.sleep(for: min($0, .milliseconds(100))) }),
                uptime: { clock.now.timeIntervalSince1970 })
            people = home.folder.appending(path: "export")
            rows = Mutex((0..<10).map { "First\($0),Last\($0),person\($0)@corp.example,/,Active" })
            try FileManager.default.createDirectory(at: people, withIntermediateDirectories: true)
            try await ProfileTests.useBearerToken(
                in: home, workspace: workspace, ["limits": ["requests": 1_000, "windowSeconds": 1, "inFlight": 2]])
            let folder = people.path
            try await workspace.setup.update {
                // A bearer token tells nobody's account; without this answer suspensions would wait for it.
                $0.application.protectedAccount = "none"
                $0.directory = .files(folder: folder)
            }
            try write()
            #expect(try await workspace.runs.sync().counts[.create] == 10)
        }

        func write() throws {
            let header = "First Name [Required],Last Name [Required],Email Address [Required],Org Unit Path [Required],Status [READ ONLY]\n"
            let file = people.appending(path: "users.csv")
            try Data((header + rows.withLock { $0.joined(separator: "\n") } + "\n").utf8).write(to: file)
            // Old enough to count as complete.
            try FileManager.default.setAttributes([.modificationDate: Date() - 7_200], ofItemAtPath: file.path)
        }

        func suspend(_ number: Int) throws {
            rows.withLock { $0[number] = "First\(number),Last\(number),person\(number)@corp.example,/,Suspended" }
            try write()
        }

        func isActive(_ number: Int) async throws -> Bool? {
            try await home.accounts().first { $0.userName == "person\(number)@corp.example" }?.active
        }
    }

    @Test("Nobody told it yet: the app is asked one small question, and its clock shows that this one is 30 days ahead")
    func clockAhead() async throws {
        let world = try await World(policy: DeprovisioningPolicy(suspended: .init(hardDelete: .after21Days)))
        try world.suspend(3)
        #expect(try await world.workspace.runs.sync().pending == 1)
        world.home.drift.seconds.withLock { $0 = 30 * 86_400 }
        world.transport.requests.withLock { $0 = [] }
        let error = await #expect(throws: OperationError.self) { _ = try await world.workspace.runs.sync() }
        #expect(error?.code == "clock-wrong" && error?.exitCode == 5)
        #expect(try await world.isActive(3) == true)
        #expect(world.transport.requests.withLock { $0 }.count == 1)
        await world.home.server.stop()
    }

    @Test("A clock that is set right before anybody tells the time still makes nobody's account go early: the moment was taken before that")
    func setRightBeforeTheFirstAnswer() async throws {
        let world = try await World(policy: DeprovisioningPolicy(suspended: .init(hardDelete: .after21Days)))
        try world.suspend(3)
        #expect(try await world.workspace.runs.sync().pending == 1)
        let drift = world.home.drift
        drift.seconds.withLock { $0 = 30 * 86_400 }
        world.transport.beforeRequest.withLock { $0 = { drift.seconds.withLock { $0 = 0 } } }
        let error = await #expect(throws: OperationError.self) { _ = try await world.workspace.runs.sync() }
        #expect(error?.code == "clock-wrong", "\(String(describing: error))")
        #expect(try await world.isActive(3) == true)
        world.transport.beforeRequest.withLock { $0 = nil }
        #expect(try await world.workspace.runs.sync().counts.isEmpty)
        #expect(try await world.workspace.runs.preview().pending.count == 1)
        await world.home.server.stop()
    }

    @Test("Where nobody tells it, nothing is taken away and no delay begins; everything else is done, and the run ends with 5 and says so")
    func untold() async throws {
        let world = try await World()
        world.transport.shift.withLock { $0 = nil }
        try world.suspend(3)
        let error = await #expect(throws: OperationError.self) { _ = try await world.workspace.runs.sync() }
        #expect(error?.code == "no-time-told" && error?.exitCode == 5, "\(String(describing: error))")
        #expect(error?.description.contains("1 suspension wait") == true, "\(String(describing: error))")
        #expect(try await world.isActive(3) == true)
        let status = try await world.workspace.checks.status()
        #expect(status.lastRun?.message?.contains("No server told this run the time") == true)
        world.transport.shift.withLock { $0 = 0 }
        #expect(try await world.workspace.runs.sync().counts == [.suspend: 1])
        await world.home.server.stop()
    }

    @Test("A run without anything to take away asks no question more")
    func noMoreQuestions() async throws {
        let world = try await World()
        world.transport.shift.withLock { $0 = nil }
        world.transport.requests.withLock { $0 = [] }
        #expect(try await world.workspace.runs.sync().counts.isEmpty)
        // The one question after the authorization that such a run asks anyway.
        #expect(world.transport.requests.withLock { $0 }.count == 1)
        await world.home.server.stop()
    }

    @Test("A clock that jumps between two writes stops the run before the next suspension")
    func jumpBetweenWrites() async throws {
        let world = try await World()
        for number in 0..<8 { try world.suspend(number) }
        try await world.workspace.setup.update { $0.safeguards = Safeguards(limits: [:]) }
        let transport = world.transport
        transport.beforeWrite.withLock { $0 = { transport.shift.withLock { $0 = 40 * 86_400 } } }
        let error = await #expect(throws: OperationError.self) { _ = try await world.workspace.runs.sync() }
        #expect(error?.code == "clock-wrong", "\(String(describing: error))")
        var left = 0
        for number in 0..<8 where try await world.isActive(number) == true { left += 1 }
        // What was under way together with the one that showed it had left already.
        #expect(left >= 4, "\(left) of 8 are still active")
        // The turns that were taken for what did not begin were given back: the next run of the same process waits for none of them.
        transport.beforeWrite.withLock { $0 = nil }
        transport.shift.withLock { $0 = 0 }
        #expect(try await world.workspace.runs.sync().counts == [.suspend: left])
        await world.home.server.stop()
    }

    @Test("The app's own clock that is off is named when the directory's agrees with ours, and the run goes on")
    func appClockOff() async throws {
        let home = try await SandboxHome(users: 20)
        let transport = Transport()
        let workspace = try home.anotherWorkspace(transport: transport)
        // The same sandbox under another name.
        let address = "http://localhost:\(home.url.port ?? 0)/scim/v2"
        try await ProfileTests.useBearerToken(in: home, workspace: workspace, ["scimBaseURL": address])
        transport.onlyHost.withLock { $0 = "localhost" }
        transport.shift.withLock { $0 = -7_200 }
        let run = try await workspace.runs.sync()
        #expect((run.counts[.create] ?? 0) > 0)
        let sentence = "The clock of localhost:\(home.url.port ?? 0) is 2 hours behind this machine's"
        #expect(run.message?.contains(sentence) == true, "\(run.message ?? "")")
        let check = await workspace.checks.everything().first { $0.name == "Clock" }
        #expect(check?.result == .warning && check?.finding.contains(sentence) == true, "\(String(describing: check))")
        await home.server.stop()
    }
}
