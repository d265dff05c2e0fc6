import Foundation
import HTTP
import Sandbox
import Synchronization
import Testing
import Timing

@testable import GoogleDirectory

/// A clock that moves when a test says so.
final class MovedClock: Sendable {
    private let offset = Mutex<TimeInterval>(0)
    private let start = Date()
    var now: Date { start + offset.withLock { $0 } }
    func advance(_ seconds: TimeInterval) { offset.withLock { $0 += seconds } }
}

/// Sends what is meant for Google's real servers to a sandbox, and notes what each of them was sent.
final class GoogleNetwork: HTTPTransport {
    struct Sent: Sendable {
        let host: String
        let path: String
        let request: HTTPRequest
    }

    private let sandbox: URL
    private let transport = NetworkTransport()
    private let all = Mutex<[Sent]>([])

    init(sandbox: URL) { self.sandbox = sandbox }

    var sent: [Sent] { all.withLock { $0 } }

    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        let host = request.url.host() ?? ""
        all.withLock { $0.append(Sent(host: host, path: request.url.path(), request: request)) }
        var moved = request
        guard var parts = URLComponents(url: request.url, resolvingAgainstBaseURL: false) else { return HTTPResponse(status: 400) }
        // The older address of the token endpoint, which the newer one does not accept as an audience.
        if host == "www.googleapis.com" { parts.percentEncodedPath = "/token" }
        (parts.scheme, parts.host, parts.port) = ("http", "127.0.0.1", sandbox.port)
        moved.url = parts.url ?? request.url
        return try await transport.send(moved)
    }
}

/// One of the four ways.
enum Way: String, Sendable, CaseIterable {
    case keyDelegation, keyRole, metadata, federation
}

/// A sandbox in whose place Google's real addresses are used, and the files of each way.
final class GoogleStage: ControlledSandbox, Sendable {
    let server: SandboxServer
    let url: URL
    let clock = MovedClock()
    /// How far the machine's own clock is ahead of the right time, in seconds.
    let machineAhead = Mutex<TimeInterval>(0)
    let folder = FileManager.default.temporaryDirectory.appending(path: "google-\(UUID().uuidString)")
    let network: GoogleNetwork

    init(users: Int = 30) async throws {
        let clock = clock
        server = SandboxServer(options: SandboxOptions(users: users, limits: .demo), now: { clock.now })
        url = try await server.start()
        network = GoogleNetwork(sandbox: url)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await writeKey()
        try await writeFederation()
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var keyFile: URL { folder.appending(path: "key.json") }
    var federationFile: URL { folder.appending(path: "google.json") }
    var tokenFile: URL { folder.appending(path: "token") }

    func get(_ path: String, headers: HTTPHeaders = [:]) async throws -> Data {
        let address = try #require(URL(string: url.absoluteString + path))
        let answer = try await NetworkTransport().send(HTTPRequest(.get, address, headers: headers))
        try #require(answer.isSuccess, "\(String(decoding: answer.body, as: UTF8.self))")
        return answer.body
    }

    /// The key as the sandbox has it now; `tokenURI` is where it is exchanged.
    func writeKey(tokenURI: String = "https://oauth2.googleapis.com/token") async throws {
        var key = try #require(try JSONSerialization.jsonObject(with: try await get("/sandbox/service-account.json")) as? [String: Any])
        key["token_uri"] = tokenURI
        try write(try JSONSerialization.data(withJSONObject: key), to: keyFile, mode: 0o600)
    }

    /// The federation file with Google's real addresses, whose token is in a file; `identity` is the query of the identity provider that makes it.
    func writeFederation(identity: String = "", changing changes: [String: Any] = [:]) async throws {
        try write(try await get("/idp/token?\(identity)", headers: ["X-Identity": "sandbox"]), to: tokenFile, mode: 0o600)
        let text = String(decoding: try await get("/sandbox/google/external-account.json?file=\(tokenFile.path)"), as: UTF8.self)
        var file = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        file["token_url"] = "https://sts.googleapis.com/v1/token"
        let impersonation = try #require(file["service_account_impersonation_url"] as? String)
        file["service_account_impersonation_url"] = impersonation.replacingOccurrences(
            of: url.absoluteString, with: "https://iamcredentials.googleapis.com")
        file.merge(changes) { _, new in new }
        try write(try JSONSerialization.data(withJSONObject: file), to: federationFile, mode: 0o644)
    }

    func write(_ data: Data, to file: URL, mode: Int) throws {
        try data.write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    }

    /// A source by one of the ways. Waiting costs no time.
    func source(
        _ way: Way, administrator: String? = nil, customer: String = "C0sandbox1", domain: String? = "corp.example"
    ) throws -> GoogleDirectorySource {
        let credentials: GoogleCredentials
        switch way {
        case .keyDelegation, .keyRole: credentials = .key(try ServiceAccountKeyFile(keyFile))
        case .metadata: credentials = .metadataServer(try #require(URL(string: "http://metadata.google.internal")))
        case .federation: credentials = .federation(federationFile)
        }
        let (clock, stage) = (clock, self)
        return try GoogleDirectorySource(
            settings: GoogleDirectorySettings(
                credentials, administrator: administrator ?? (way == .keyDelegation ? "admin@corp.example" : nil), customer: customer,
                primaryDomain: domain),
            transport: network, time: Time(now: { [weak stage] in clock.now + (stage?.machineAhead.withLock { $0 } ?? 0) }, sleep: { _ in }))
    }
}
