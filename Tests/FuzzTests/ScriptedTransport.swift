import CryptoExtras
import Foundation
import GoogleDirectory
import HTTP
import SCIM
import Synchronization

/// Answers with documents of the corpus, one of which is spoilt.
final class ScriptedTransport: HTTPTransport {
    static let url = URL(string: "https://server.example")!

    private struct Script {
        var spoilt: (name: String, document: Data)?
        var status = 200
        var headers: HTTPHeaders = [:]
    }

    private let corpus: [String: Data]
    private let choose: @Sendable (HTTPRequest) -> String
    private let script = Mutex(Script())

    /// `choose` names the document that answers a request.
    init(corpus: [String: Data], choose: @escaping @Sendable (HTTPRequest) -> String) {
        self.corpus = corpus
        self.choose = choose
    }

    /// Values of header fields that a number is expected in.
    private static let numbers = [
        "nan", "inf", "-inf", "-1", "0", "1e999", "1", "60", "", "9223372036854775807", "4000000000", "0x10", "1.5", "Wed, 21 Oct 2015 07:28:00 GMT",
    ]

    /// From now on the document called `name` comes spoilt, and if it is an error, instead of every other one, with an error's status.
    func spoil(_ name: String, with mutator: inout Mutator) {
        let document = mutator.mutated(corpus[name] ?? Data())
        let isError = name.hasPrefix("error")
        let status = isError ? mutator.pick([400, 401, 403, 404, 409, 412, 429, 500, 503, 599]) : mutator.pick([200, 200, 200, 201, 204])
        var headers: HTTPHeaders = [:]
        for field in ["Retry-After", "X-Rate-Limit-Limit", "X-Rate-Limit-Remaining", "X-Rate-Limit-Window"] where mutator.below(3) == 0 {
            headers[field] = mutator.pick(Self.numbers)
        }
        script.withLock { $0 = Script(spoilt: (isError ? "" : name, document), status: status, headers: headers) }
    }

    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        if request.url.path() == "/token" { return HTTPResponse(status: 200, body: Data(#"{"access_token": "t", "expires_in": 3600}"#.utf8)) }
        let name = choose(request)
        let script = script.withLock { $0 }
        guard let spoilt = script.spoilt else { return HTTPResponse(status: 200, body: corpus[name] ?? Data()) }
        // An error comes instead of everything; a spoilt document only in its own place.
        if spoilt.name.isEmpty { return HTTPResponse(status: script.status, headers: script.headers, body: spoilt.document) }
        return HTTPResponse(status: script.status, headers: script.headers, body: spoilt.name == name ? spoilt.document : corpus[name] ?? Data())
    }
}

/// Time that passes only by waiting.
final class VirtualClock: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 1_780_000_000))
    var now: Date { time.withLock { $0 } }
    func advance(_ duration: Duration) { time.withLock { $0 += TimeInterval(duration.components.seconds) + 0.001 } }
}

/// Requests need no authorization here.
struct NoAuthorization: RequestAuthorizer {
    func authorize(_ request: inout HTTPRequest) async throws(AuthorizationError) {}
    func rejected(_ request: HTTPRequest) async {}
}

/// A service account's key of its own.
enum TestKey {
    static func make() throws -> ServiceAccountKeyFile {
        let file: [String: String] = [
            "type": "service_account", "client_email": "sync@project.example", "client_id": "1", "private_key_id": "k",
            "private_key": try _RSA.Signing.PrivateKey(keySize: .bits2048).pemRepresentation, "token_uri": "https://server.example/token",
        ]
        return try ServiceAccountKeyFile(text: JSONEncoder().encode(file), name: "key")
    }
}
