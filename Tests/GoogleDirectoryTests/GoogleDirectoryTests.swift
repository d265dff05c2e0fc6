import Directory
import Foundation
import HTTP
import Sandbox
import Synchronization
import Testing
import Timing

@testable import GoogleDirectory

/// Google's side of a sandbox over real HTTP, with its control API.
final class GoogleSandbox: ControlledSandbox, Sendable {
    let server: SandboxServer
    let url: URL
    let keyFile: URL

    init(users: Int = 40) async throws {
        server = SandboxServer(options: SandboxOptions(users: users, limits: .demo))
        url = try await server.start()
        keyFile = FileManager.default.temporaryDirectory.appending(path: "key-\(UUID().uuidString).json")
        let key = try await NetworkTransport().send(HTTPRequest(.get, url.appending(path: "sandbox/service-account.json")))
        try key.body.write(to: keyFile)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: keyFile.path)
    }

    deinit { try? FileManager.default.removeItem(at: keyFile) }

    /// An administrator is acted for.
    static let delegated = GoogleAccess(.key, serviceAccount: "sync@project.example", administrator: "admin@corp.example", customer: "my_customer")

    /// Tokens by the key, in the administrator's name.
    func token(
        through transport: any HTTPTransport, sleep: @escaping @Sendable (Duration) async throws -> Void
    ) throws -> GoogleAccessToken {
        let source = ServiceAccountTokenSource(
            keyFile: try ServiceAccountKeyFile(keyFile), administrator: "admin@corp.example", customer: "my_customer",
            exchange: GoogleTokenExchange(transport: transport, time: Time(now: { Date() }, sleep: sleep)))
        return GoogleAccessToken(source: source, scopes: GoogleRight.scopes(readsDomains: true), time: .system)
    }

    /// A source whose waiting costs no time; it notes how long it would have waited.
    func source(administrator: String = "admin@corp.example", waits: Waits = Waits()) throws -> GoogleDirectorySource {
        try GoogleDirectorySource(
            settings: GoogleDirectorySettings(
                .key(ServiceAccountKeyFile(keyFile)), administrator: administrator, customer: "my_customer", apiBaseURL: url),
            transport: NetworkTransport(), time: Time(sleep: { waits.note($0) }))
    }
}

/// Waits that were asked for.
final class Waits: Sendable {
    private let all = Mutex<[Duration]>([])
    var count: Int { all.withLock(\.count) }
    var seconds: [Double] { all.withLock { $0.map { $0 / .seconds(1) } } }
    func note(_ duration: Duration) { all.withLock { $0.append(duration) } }
}

@Suite("Google's Directory API, over HTTP", .timeLimit(.minutes(5)))
struct GoogleDirectoryTests {
    static let request = DirectoryRequest(attributes: ["name.givenName", "organizations[primary].title"], groupIDs: [])

    @Test("Users, deleted users, units, domains, groups and members in pages of at most 500 and 200, with a mask of fields")
    func snapshot() async throws {
        let sandbox = try await GoogleSandbox(users: 700)
        let source = try sandbox.source()
        let groups = try await source.groups()
        let everyone = try #require(groups.first { $0.email == "all-staff@corp.example" })
        let snapshot = try await source.snapshot(DirectoryRequest(attributes: ["name.givenName"], groupIDs: [everyone.id])) { _ in }
        #expect(snapshot.people.count == 700)
        #expect(!snapshot.deletedPeople.isEmpty)
        #expect(snapshot.primaryDomain == "corp.example")
        #expect(!snapshot.secondaryDomains.isEmpty)
        #expect(snapshot.organizationalUnits.first?.path == "/")
        #expect((snapshot.members[everyone.id]?.count ?? 0) > 200)
        #expect(Set(snapshot.people.map(\.status)) == [.active, .suspended, .archived])
        await sandbox.server.stop()
    }

    @Test("A few people come in one request, with their values")
    func firstPeople() async throws {
        let sandbox = try await GoogleSandbox()
        let people = try await sandbox.source().firstPeople(limit: 7, attributes: ["name.givenName"])
        #expect(people.count == 7)
        #expect(people.allSatisfy { $0.attributes["name.givenName"] != nil })
        await sandbox.server.stop()
    }

    struct Lie: Sendable, CustomTestStringConvertible {
        let name: String
        let fault: [String: any Sendable]
        let message: String
        var testDescription: String { name }
    }

    @Test(
        "An answer that is not whole, not an end, or not believable fails and names what was wrong",
        arguments: [
            Lie(name: "nobody", fault: ["kind": "emptyListing", "path": "/admin/directory/v1/users"], message: "Google's list of people is empty"),
            Lie(
                name: "cut", fault: ["kind": "truncate", "path": "/admin/directory/v1/users", "times": 20], message: "did not answer"),
            Lie(
                name: "repeated page", fault: ["kind": "repeatPageToken", "path": "/admin/directory/v1/users", "times": 50],
                message: "twice"),
            Lie(
                name: "no JSON", fault: ["kind": "status", "path": "/admin/directory/v1/users", "status": 200, "body": "<html>"],
                message: "the answer is not JSON"),
        ])
    func lies(_ lie: Lie) async throws {
        let sandbox = try await GoogleSandbox(users: 1_200)
        try await sandbox.control("faults", lie.fault)
        let source = try sandbox.source()
        await #expect {
            _ = try await source.snapshot(Self.request) { _ in }
        } throws: { error in
            String(describing: error).contains(lie.message)
        }
        await sandbox.server.stop()
    }

    struct Failure: Sendable, CustomTestStringConvertible {
        let status: Int
        let reason: String
        let message: String
        let isRepeated: Bool
        var testDescription: String { "\(status) \(reason)" }
    }

    @Test(
        "Every family of errors: repeated when it may pass, otherwise said with its cure",
        arguments: [
            Failure(status: 403, reason: "forbidden", message: "Give that administrator a role", isRepeated: false),
            Failure(status: 403, reason: "userRateLimitExceeded", message: "asks to slow down", isRepeated: true),
            Failure(status: 403, reason: "quotaExceeded", message: "asks to slow down", isRepeated: true),
            Failure(status: 429, reason: "rateLimitExceeded", message: "asks to slow down", isRepeated: true),
            Failure(status: 503, reason: "backendError", message: "Google answered 503", isRepeated: true),
            Failure(status: 400, reason: "invalid", message: "Google refused to list", isRepeated: false),
            Failure(status: 401, reason: "authError", message: "no longer accepts the service account's token", isRepeated: false),
            Failure(status: 412, reason: "conditionNotMet", message: "Google refused to list", isRepeated: false),
        ])
    func failures(_ failure: Failure) async throws {
        let sandbox = try await GoogleSandbox(users: 10)
        let body = #"{"error": {"code": \#(failure.status), "message": "m", "errors": [{"reason": "\#(failure.reason)"}]}}"#
        try await sandbox.control(
            "faults", ["kind": "status", "path": "/admin/directory/v1/users", "status": failure.status, "body": body, "times": 50])
        let waits = Waits()
        let source = try sandbox.source(waits: waits)
        await #expect {
            _ = try await source.snapshot(Self.request) { _ in }
        } throws: { String(describing: $0).contains(failure.message) }
        #expect((waits.count > 0) == failure.isRepeated)
        await sandbox.server.stop()
    }

    @Test("A trouble that passes is not noticed")
    func passing() async throws {
        let sandbox = try await GoogleSandbox(users: 10)
        try await sandbox.control("faults", ["kind": "status", "path": "/admin/directory/v1/users", "status": 503, "times": 3])
        let waits = Waits()
        #expect(try await sandbox.source(waits: waits).snapshot(Self.request) { _ in }.people.count == 10)
        #expect(waits.count == 3)
        await sandbox.server.stop()
    }

    @Test("An administrator without the right to be acted for is refused with what to do in the Admin console")
    func delegation() async throws {
        let sandbox = try await GoogleSandbox(users: 10)
        let source = try sandbox.source(administrator: "nobody@corp.example")
        await #expect(throws: DirectoryError.self) { _ = try await source.groups() }
        #expect(try await sandbox.source().isAdministrator(email: "admin@corp.example") == true)
        #expect(try await sandbox.source().isAdministrator(email: "no such@corp.example/../x") == false)
        await sandbox.server.stop()
    }
}

@Suite("A listing of Google without end, and what Google says", .timeLimit(.minutes(2)))
struct EndlessListingTests {
    /// Gives new members and a new page token for ever.
    private final class Endless: HTTPTransport {
        private let pages = Mutex(0)

        func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
            if request.method == .post { return HTTPResponse(status: 200, body: Data(#"{"access_token":"t","expires_in":3600}"#.utf8)) }
            let number = pages.withLock { pages in
                pages += 1
                return pages
            }
            return HTTPResponse(status: 200, body: Data(#"{"members":[{"id":"\#(number)"}],"nextPageToken":"\#(number)"}"#.utf8))
        }
    }

    @Test("It ends with an error that says so")
    func endless() async throws {
        let sandbox = try await GoogleSandbox(users: 2)
        let transport = Endless()
        let token = try sandbox.token(through: transport) { _ in }
        var client = GoogleDirectoryClient(baseURL: sandbox.url, token: token, transport: transport, time: Time(now: { Date() }, sleep: { _ in }))
        client.bound = ListBound(pages: 40, elements: 1_000)
        await #expect {
            try await client.list("groups/g/members", [], member: "members", reading: "members of Sales") { _ throws(DirectoryError) in }
        } throws: { String(describing: $0).contains("Google's list of members of Sales has no end: 41 came on 41 pages.") }
        await sandbox.server.stop()
    }

    @Test("A refusal of 20 MB is a short sentence", arguments: [400, 403, 404])
    func refusal(status: Int) {
        let text = String(repeating: "x", count: 20_000_000)
        let body = Data(#"{"error":{"message":"No\u001b[2J \#(text)","errors":[{"reason":"\#(text)"}]}}"#.utf8)
        let words = GoogleFailure(HTTPResponse(status: status, body: body)).error(reading: "people", by: GoogleSandbox.delegated, needing: .users)
            .description
        #expect(words.utf8.count < 3_000 && !words.contains("\u{1B}"), "\(words.prefix(200))")
    }
}
