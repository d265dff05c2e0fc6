import Foundation
import HTTP
import Synchronization

@testable import SCIM

/// The network's edge: answers by a script, and keeps what was sent.
final class ScriptedService: HTTPTransport {
    private let sent = Mutex<[HTTPRequest]>([])
    private let answer: @Sendable (HTTPRequest) -> HTTPResponse

    init(_ answer: @escaping @Sendable (HTTPRequest) -> HTTPResponse) { self.answer = answer }

    /// "GET /v2/Users/7", in order.
    var requests: [String] { sent.withLock { $0.map { "\($0.method.rawValue) \($0.url.path)" } } }
    var bodies: [Data] { sent.withLock { $0.compactMap(\.body) } }

    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        sent.withLock { $0.append(request) }
        return answer(request)
    }

    func client(
        _ dialect: SCIMDialect = SCIMDialect(knownPaths: ["userName", "title"]), authorizer: (any RequestAuthorizer)? = nil
    ) throws -> SCIMClient {
        struct Address: Error {}
        guard let url = URL(string: "https://scim.example/v2") else { throw Address() }
        return SCIMClient(application: "Example", baseURL: url, dialect: dialect, transport: self, authorizer: authorizer ?? Open(), pacer: Open())
    }

    private struct Open: RequestAuthorizer, RequestPacing {
        func authorize(_ request: inout HTTPRequest) async throws(AuthorizationError) {}
        func rejected(_ request: HTTPRequest) async {}
        var turnsServeAnyRequest: Bool { false }
        func waitForTurn(_ kind: RequestKind) async throws(CancellationError) {}
        func takeTurn(_ kind: RequestKind) async -> TurnDecision { .sendNow }
        func giveBack(_ kind: RequestKind) async {}
        func observed(_ kind: RequestKind, answer: HTTPResponse?) async {}
        func budgets() -> [RequestBudget] { [] }
    }
}

extension HTTPResponse {
    static func json(_ text: String, status: Int = 200) -> HTTPResponse {
        HTTPResponse(status: status, headers: ["Content-Type": "application/scim+json"], body: Data(text.utf8))
    }
    static func page(_ text: String, status: Int = 200) -> HTTPResponse {
        HTTPResponse(status: status, headers: ["Content-Type": "text/html"], body: Data(text.utf8))
    }
    static let gone = json(#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"none"}"#, status: 404)
}
