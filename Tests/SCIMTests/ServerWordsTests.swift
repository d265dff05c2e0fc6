import Foundation
import HTTP
import Synchronization
import Testing

@testable import SCIM

@Suite("What the app says is bounded where it enters", .timeLimit(.minutes(2)))
struct ServerWordsTests {
    static let url = URL(filePath: "/v2/Users/7")

    @Test(
        "A refusal of 20 MB is a short sentence without controls, whatever the status",
        arguments: [400, 401, 403, 409, 418])
    func refusal(status: Int) throws {
        let detail = "No\\u001b[2J\\u202e " + String(repeating: "x", count: 20_000_000)
        let body = Data(#"{"detail":"\#(detail)","scimType":"\#(String(repeating: "y", count: 1_000_000))"}"#.utf8)
        let error = SCIMError(
            HTTPResponse(status: status, body: body), to: HTTPRequest(.get, Self.url), application: "Example", now: Date(timeIntervalSince1970: 0))
        let words = error.words(for: "Example")
        #expect(words.utf8.count < 3_000, "\(words.prefix(200))")
        #expect(words.unicodeScalars.allSatisfy { $0 != "\u{1B}" && $0 != "\u{202E}" })
        if status != 401 { #expect(words.contains("No [2J")) }
    }

    /// Gives new accounts for ever.
    private final class Endless: HTTPTransport, RequestAuthorizer, RequestPacing {
        let pages = Mutex(0)

        func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
            let number = pages.withLock { pages in
                pages += 1
                return pages
            }
            return HTTPResponse(
                status: 200, body: Data(#"{"totalResults":\#(number + 1),"Resources":[{"id":"\#(number)","userName":"u\#(number)"}]}"#.utf8))
        }

        let turnsServeAnyRequest = true
        func authorize(_ request: inout HTTPRequest) async throws(AuthorizationError) {}
        func rejected(_ request: HTTPRequest) async {}
        func waitForTurn(_ kind: RequestKind) async throws(CancellationError) {}
        func takeTurn(_ kind: RequestKind) async -> TurnDecision { .sendNow }
        func giveBack(_ kind: RequestKind) async {}
        func observed(_ kind: RequestKind, answer: HTTPResponse?) async {}
    }

    @Test("A list of accounts that always promises one more ends with an error that says so")
    func endless() async throws {
        let service = Endless()
        var client = SCIMClient(
            baseURL: URL(filePath: "/v2"), dialect: SCIMDialect(supportsPatch: true, knownPaths: ["userName"]), transport: service,
            authorizer: service,
            pacer: service)
        client.listBound = ListBound(pages: 30, elements: 1_000)
        await #expect(throws: SCIMError.unexpectedAnswer("the list of accounts has no end: 31 accounts came on 31 pages")) {
            _ = try await client.accounts()
        }
    }
}
