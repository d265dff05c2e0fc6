import Foundation
import HTTP
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
        let words = error.description
        #expect(words.utf8.count < 3_000, "\(words.prefix(200))")
        #expect(words.unicodeScalars.allSatisfy { $0 != "\u{1B}" && $0 != "\u{202E}" })
        if status != 401 { #expect(words.contains("No [2J")) }
    }

    @Test("A list of accounts that always promises one more ends with an error that says so")
    func endless() async throws {
        // New accounts for ever, one a page.
        let service = ScriptedService { request in
            let query = URLComponents(url: request.url, resolvingAgainstBaseURL: false)?.queryItems
            let number = query?.first { $0.name == "startIndex" }?.value.flatMap { Int($0) } ?? 1
            return .json(#"{"totalResults":\#(number + 1),"Resources":[{"id":"\#(number)","userName":"u\#(number)"}]}"#)
        }
        var client = try service.client()
        client.listBound = ListBound(pages: 30, elements: 1_000)
        await #expect(throws: SCIMError.unexpectedAnswer("the list of accounts has no end: 31 accounts came on 31 pages")) {
            _ = try await client.accounts()
        }
    }
}
