import Directory
import FileHome
import Foundation
import HTTP
import Provisioning
import Sandbox
import Sync
import Synchronization
import Testing
import Timing

/// A workspace in a home of its own, connected to a sandbox in this process over real HTTP, authorized, set up and switched on.
final class SandboxHome: Sendable {
    let server: SandboxServer
    let url: URL
    let workspace: Workspace
    /// Where the home is.
    let place: SandboxPlace
    var folder: URL { place.folder }

    init(users: Int = 40, policy: DeprovisioningPolicy = SandboxHome.suspendAtOnce, limits: SandboxRateLimits = .demo) async throws {
        let clock = Clock()
        self.clock = clock
        // One clock for both sides: moved together, as time itself does.
        let server = SandboxServer(options: SandboxOptions(users: users, limits: limits), now: { clock.now })
        self.server = server
        url = try await server.start()
        place = SandboxPlace()
        let drift = drift
        // Waiting for a busy directory costs no time here; only the pace under a limit, which is short enough, is real.
        workspace = try place.open(
            transport: ImpatientTransport(),
            time: Time(now: { clock.now + drift.seconds.withLock { $0 } }, sleep: { try await Task.sleep(for: min($0, .milliseconds(100))) }),
            uptime: { clock.now.timeIntervalSince1970 })
        let connection = try await Self.json(url.appending(path: "sandbox/connection.json"))
        let (ringCentral, google) = (connection["ringCentral"] as? [String: String] ?? [:], connection["google"] as? [String: String] ?? [:])
        let key = try await NetworkTransport().send(HTTPRequest(.get, url.appending(path: "sandbox/service-account.json")))
        let keyFile = folder.appending(path: "key.json")
        try SecureFile.write(key.body, to: keyFile)
        try await workspace.setup.setClientSecret(ringCentral["clientSecret"])
        let address = url.absoluteString
        let targets = workspace.targets
        try await workspace.setup.update { configuration in
            configuration.directory = .google(
                keyFile: keyFile.path, administrator: google["adminAddress"] ?? "", customer: "my_customer", apiBaseURL: address)
            configuration.application = ApplicationSettings(baseURL: address, clientID: ringCentral["clientID"])
            configuration.userAccess = UserAccess(organizationalUnits: ["/": .on])
            configuration.autoprovisioning.mapping = MappingTable.defaults(for: targets)
            configuration.autoprovisioning.deprovisioning = policy
            configuration.autoprovisioning.setupProgress = .finished
        }
        try await workspace.authorization.authorize(jwt: ringCentral["personalJWT"] ?? "")
        try await workspace.runs.turnOn()
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// A second workspace on the same home, with nothing in common but what is kept: as another process has it.
    func anotherWorkspace(transport: any HTTPTransport = ImpatientTransport()) throws -> Workspace {
        let clock = clock
        return try place.open(
            transport: transport, time: Time(now: { clock.now }, sleep: { try await Task.sleep(for: min($0, .milliseconds(100))) }),
            uptime: { clock.now.timeIntervalSince1970 })
    }

    /// What `autoprovision off` does beside a run: it saves the file, and tells nobody.
    func turnOffFromAnotherProcess() {
        let store = ConfigurationStore(
            home: workspace.home, targets: workspace.targets, standardAttributes: Set(DirectoryAttribute.standard.map(\.id)))
        guard let lock = try? store.lock() else { return }
        defer { lock.release() }
        guard var configuration = try? store.load() else { return }
        configuration.autoprovisioning.isOn = false
        configuration.revision += 1
        try? store.write(configuration)
    }

    /// Suspends at the next run whatever the cause.
    static let suspendAtOnce = DeprovisioningPolicy(
        appTurnedOff: .init(suspend: .within24Hours), suspended: .init(suspend: .within24Hours), deleted: .init(suspend: .within24Hours))

    /// The workspace's clock: real time, moved.
    final class Clock: Sendable {
        private let offset = Mutex<TimeInterval>(0)
        var now: Date { Date() + offset.withLock { $0 } }
        func advance(days: Double) { offset.withLock { $0 += days * 86_400 } }
    }

    let clock: Clock

    /// How far the workspace's own clock is off.
    final class Drift: Sendable {
        let seconds = Mutex<TimeInterval>(0)
    }

    let drift = Drift()

    static func json(_ url: URL) async throws -> [String: Any] {
        let answer = try await NetworkTransport().send(HTTPRequest(.get, url))
        return try #require(try JSONSerialization.jsonObject(with: answer.body) as? [String: Any])
    }

    /// Sends a control request.
    @discardableResult
    func control(_ path: String, _ body: [String: any Sendable] = [:]) async throws -> [String: Any] {
        let answer = try await NetworkTransport().send(
            HTTPRequest(
                .post, url.appending(path: "sandbox/\(path)"), headers: ["Content-Type": "application/json"],
                body: try JSONSerialization.data(withJSONObject: body)))
        try #require(answer.isSuccess, "\(String(decoding: answer.body, as: UTF8.self))")
        return try #require(try JSONSerialization.jsonObject(with: answer.body) as? [String: Any])
    }

    func personID(_ email: String) async throws -> String {
        let people = try await Self.json(url.appending(path: "sandbox/people"))["people"] as? [[String: Any]]
        return try #require(people?.first { $0["primaryEmail"] as? String == email }?["id"] as? String)
    }

    /// Directory ids of people who are active in Google and in the app; not the administrator, without whom Google answers nothing.
    func activePeople() async throws -> [String] {
        let people = try await Self.json(url.appending(path: "sandbox/people"))["people"] as? [[String: Any]] ?? []
        let withAccount = Set(try await accounts().filter(\.active).compactMap(\.externalID))
        return people.filter { $0["suspended"] as? Bool != true && $0["archived"] as? Bool != true && $0["isAdmin"] as? Bool != true }
            .compactMap { $0["id"] as? String }.filter(withAccount.contains)
    }

    struct Account: Equatable {
        let id: String
        let userName: String
        let active: Bool
        let externalID: String?
    }

    func accounts() async throws -> [Account] {
        let accounts = try await Self.json(url.appending(path: "sandbox/accounts"))["accounts"] as? [[String: Any]] ?? []
        return accounts.map {
            Account(
                id: $0["id"] as? String ?? "", userName: $0["userName"] as? String ?? "", active: $0["active"] as? Bool ?? false,
                externalID: $0["externalId"] as? String)
        }.sorted { $0.id < $1.id }
    }

    /// Writes in the order in which they came, with their moments.
    func writeTimes() async throws -> [(status: Int, time: Date)] {
        let log = try await Self.json(url.appending(path: "sandbox/requests"))["requests"] as? [[String: Any]] ?? []
        return log.compactMap { entry in
            guard let method = entry["method"] as? String, method != "GET", (entry["path"] as? String)?.hasPrefix("/scim") == true,
                let text = entry["time"] as? String, let time = try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text)
            else { return nil }
            return (entry["status"] as? Int ?? 0, time)
        }
    }

    /// Writes that the app answered, by method and status, since the log was reset.
    func writes() async throws -> [String: Int] {
        let log = try await Self.json(url.appending(path: "sandbox/requests"))["requests"] as? [[String: Any]] ?? []
        return log.reduce(into: [:]) { counts, entry in
            guard let method = entry["method"] as? String, method != "GET", (entry["path"] as? String)?.hasPrefix("/scim") == true else { return }
            counts["\(method) \(entry["status"] as? Int ?? 0)", default: 0] += 1
        }
    }
}

/// The real transport with a short patience, for replies that never come.
struct ImpatientTransport: HTTPTransport {
    private let transport = NetworkTransport()

    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        var request = request
        request.timeout = 4
        return try await transport.send(request)
    }
}
