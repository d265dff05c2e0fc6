import Directory
import FileHome
import Foundation
import HTTP
import JSON
import Provisioning
import Sync

/// A sandbox in a process of its own and a home that is connected to it, authorized, set up and switched on.
final class BenchmarkWorld {
    let workspace: Workspace
    let home: Home
    private let sandbox: BenchmarkSandbox
    private var url: URL { sandbox.url }
    private let folder: URL
    private let transport = NetworkTransport()

    init(users: Int, latencyMilliseconds: Int = 0) async throws {
        sandbox = try await BenchmarkSandbox(users: users, latencyMilliseconds: latencyMilliseconds)
        folder = FileManager.default.temporaryDirectory.appending(path: "autoprovision-benchmark-\(UUID().uuidString.lowercased())")
        home = Home(folder: folder)
        workspace = try Workspace(home: home, environment: [:])
        try await Self.setUp(workspace, url: sandbox.url)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Connects, authorizes and turns on: the app is on for everyone, the mapping is the one that is proposed.
    static func setUp(_ workspace: Workspace, url: URL) async throws {
        let connection = try await SandboxConnection.load(from: url)
        try await connection.connect(workspace)
        let targets = workspace.targets
        try await workspace.setup.update { configuration in
            configuration.userAccess = UserAccess(organizationalUnits: ["/": .on])
            configuration.autoprovisioning.mapping = MappingTable.defaults(for: targets)
            configuration.autoprovisioning.deprovisioning = DeprovisioningPolicy(suspended: .init(suspend: .within24Hours))
            configuration.autoprovisioning.setupProgress = .finished
        }
        try await workspace.authorization.authorize(jwt: connection.ringCentral.personalJWT)
        try await workspace.runs.turnOn()
    }

    /// Restricts the scope to one group, so that its members have to be read. Answers how many it has, nested ones included.
    func restrictScope(to email: String) async throws -> Int {
        guard let group = try await workspace.setup.groups().first(where: { $0.email == email }) else {
            throw BenchmarkError("There is no group \(email).")
        }
        try await workspace.setup.update { $0.autoprovisioning.scope.groups = [GroupReference(group)] }
        return group.directMemberCount
    }

    /// One run in a process of its own, and what the sandbox was asked meanwhile.
    func run(released: [ActionKind] = [], yardstick: Bool = false) async throws -> (measured: ProcessFigures, requests: RequestCounts) {
        try await run(helper: released.flatMap { ["--release", $0.rawValue] } + (yardstick ? ["--yardstick"] : []))
    }

    /// Whatever these options of the helper do.
    func run(helper options: [String]) async throws -> (measured: ProcessFigures, requests: RequestCounts) {
        try await control("requests/reset")
        let helper = try HelperProcess(["run-helper", "--home", folder.path] + options)
        let measured = try await helper.answer(ProcessFigures.self)
        return (measured, try await Self.requests(at: url))
    }

    /// What a process takes that only opens the home and asks the server something.
    func idle() async throws -> ProcessFigures {
        try await HelperProcess(["run-helper", "--home", folder.path, "--idle"]).answer(ProcessFigures.self)
    }

    /// Begins a run in a process of its own.
    func beginRun() throws -> HelperProcess { try HelperProcess(["run-helper", "--home", folder.path]) }

    /// Writes to the app that came after `moment`, and how long after it the last of them did, in seconds. By the sandbox's log, which is this machine's clock too.
    func writes(after moment: Date) async throws -> (count: Int, last: TimeInterval) {
        struct Log: Decodable {
            struct Entry: Decodable {
                let method: String
                let path: String
                let time: String
            }
            let requests: [Entry]
        }
        let answer = try await transport.send(HTTPRequest(.get, url.appending(path: "sandbox/requests")))
        let times = try JSONDecoder().decode(Log.self, from: answer.body).requests.filter { $0.method != "GET" && $0.path.hasPrefix("/scim") }
            .compactMap { try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse($0.time) }.filter { $0 > moment }
        return (times.count, times.max()?.timeIntervalSince(moment) ?? 0)
    }

    /// What the sandbox at `url` was asked since the last reset.
    static func requests(at url: URL) async throws -> RequestCounts {
        struct Summary: Decodable { let counts: [String: Int] }
        let answer = try await NetworkTransport().send(HTTPRequest(.get, url.appending(path: "sandbox/requests/summary")))
        return RequestCounts(counts: try JSONDecoder().decode(Summary.self, from: answer.body).counts)
    }

    /// What the sandbox was asked since the last reset.
    func requests() async throws -> RequestCounts { try await Self.requests(at: url) }

    /// People and deleted people in the directory.
    func directorySize() async throws -> (people: Int, deletedPeople: Int) {
        struct Status: Decodable {
            struct People: Decodable {
                let listed: Int
                let deleted: Int
            }
            let people: People
        }
        let answer = try await transport.send(HTTPRequest(.get, url.appending(path: "sandbox/status")))
        let people = try JSONDecoder().decode(Status.self, from: answer.body).people
        return (people.listed, people.deleted)
    }

    /// An account that we keep, and whose it is.
    struct Account: Decodable {
        let userName: String
        let externalId: String?
        let active: Bool
    }

    /// The active accounts that a run made or adopted, ordered by person.
    func keptAccounts() async throws -> [Account] {
        struct Accounts: Decodable { let accounts: [Account] }
        let answer = try await transport.send(HTTPRequest(.get, url.appending(path: "sandbox/accounts")))
        // The sandbox's foreign account has an external id too, but none of a directory.
        return try JSONDecoder().decode(Accounts.self, from: answer.body).accounts
            .filter { $0.active && $0.externalId?.allSatisfy(\.isNumber) == true }.sorted { ($0.externalId ?? "") < ($1.externalId ?? "") }
    }

    /// Sends a control request.
    func control(_ path: String, _ body: [String: String] = [:]) async throws { try await Self.control(url, path, body) }

    /// Sends a control request to the sandbox at `url`; a text of digits goes as the number.
    static func control(_ url: URL, _ path: String, _ body: [String: String] = [:]) async throws {
        let body = JSONValue.object(body.mapValues { text in Double(text).map(JSONValue.number) ?? .string(text) })
        let request = HTTPRequest(
            .post, url.appending(path: "sandbox/\(path)"), headers: ["Content-Type": "application/json"], body: body.data)
        let answer = try await NetworkTransport().send(request)
        guard answer.isSuccess else {
            throw BenchmarkError("The sandbox refused \(path): \(String(decoding: answer.body.prefix(200), as: UTF8.self))")
        }
    }
}
