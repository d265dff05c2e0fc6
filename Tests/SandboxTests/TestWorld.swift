import CryptoExtras
import Foundation
import Synchronization

@testable import Sandbox

/// A clock that moves when a test says so.
final class TestClock: Sendable {
    private let date = Mutex(Date(timeIntervalSince1970: 1_800_000_000))

    var now: Date { date.withLock { $0 } }

    func advance(by seconds: Double) { date.withLock { $0 += seconds } }
}

/// A world without sockets, and shorthand for asking it.
struct TestWorld {
    /// One RSA key for all tests: making one takes a noticeable part of a second.
    static let sharedKey = Result { try ServiceAccountKey.generate() }

    let clock = TestClock()
    var world: SandboxWorld

    /// - Parameter takesAnyValue: most tests are about SCIM and make values up.
    init(
        users: Int = 40, seed: UInt64 = 1, licences: Int? = nil,
        limits: SandboxRateLimits = SandboxRateLimits(light: 10_000, medium: 10_000, heavy: 10_000, auth: 10_000),
        takesAnyValue: Bool = true
    )
        throws
    {
        let clock = clock
        world = SandboxWorld(
            options: SandboxOptions(users: users, seed: seed, licences: licences, limits: limits, takesAnyValue: takesAnyValue),
            baseURL: "http://127.0.0.1:8080",
            serviceAccountKey: try Self.sharedKey.get(), now: { clock.now })
    }

    @discardableResult
    mutating func send(_ method: String, _ target: String, _ headers: [String: String] = [:], body: Data = Data()) -> SandboxResponse {
        world.respond(
            to: SandboxRequest(method: method, target: target, headers: headers.merging(["host": "127.0.0.1:8080"]) { own, _ in own }, body: body))
    }

    @discardableResult
    mutating func send(_ method: String, _ target: String, token: String? = nil, json: JSONValue) -> SandboxResponse {
        var headers = ["Content-Type": "application/scim+json"]
        if let token { headers["Authorization"] = "Bearer " + token }
        return send(method, target, headers, body: Data(json.text.utf8))
    }

    mutating func get(_ target: String, token: String? = nil) -> SandboxResponse {
        send("GET", target, token.map { ["Authorization": "Bearer " + $0] } ?? [:])
    }

    mutating func form(_ target: String, _ fields: [String: String], headers: [String: String] = [:]) -> SandboxResponse {
        send("POST", target, headers.merging(["Content-Type": "application/x-www-form-urlencoded"]) { own, _ in own }, body: Self.encode(fields))
    }

    static func encode(_ fields: [String: String]) -> Data {
        Data(fields.map { "\($0.key.queryEncoded)=\($0.value.queryEncoded)" }.joined(separator: "&").utf8)
    }

    static let basic = ["Authorization": "Basic " + Data("sandbox-client-id:sandbox-client-secret".utf8).base64EncodedString()]

    /// A call of the token endpoint as the confidential client.
    mutating func token(_ fields: [String: String]) -> SandboxResponse { form("/restapi/oauth/token", fields, headers: Self.basic) }

    /// A session by the personal JWT.
    mutating func signIn() -> (access: String, refresh: String) {
        let answer = token(["grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": SandboxClient.personalJWT])
        return (answer.json["access_token"]?.stringValue ?? "", answer.json["refresh_token"]?.stringValue ?? "")
    }
}

extension SandboxResponse {
    var json: JSONValue { JSONValue(parsing: body) ?? .null }
    var text: String { String(decoding: body, as: UTF8.self) }
    /// `errorCode` of the platform's error list.
    var errorCode: String? { json["errors"]?.arrayValue?.first?["errorCode"]?.stringValue }
}

extension JSONValue {
    /// A minimal account, with changes.
    static func account(_ userName: String, _ changes: [String: JSONValue?] = [:]) -> JSONValue {
        var members: [String: JSONValue] = [
            "schemas": [.string(Account.coreSchema)], "userName": .string(userName), "name": ["givenName": "Mina", "familyName": "Park"],
            "emails": [["type": "work", "value": .string(userName)]],
        ]
        for (name, value) in changes { members[name] = value }
        return .object(members)
    }

    static func patch(_ operations: JSONValue...) -> JSONValue {
        ["schemas": [.string(AccountDraft.patchSchema)], "Operations": .array(operations)]
    }
}
