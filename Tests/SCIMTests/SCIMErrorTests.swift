import Foundation
import HTTP
import Testing

@testable import SCIM

@Suite("Why the app did not do it", .timeLimit(.minutes(5)))
struct SCIMErrorTests {
    static let errors: [SCIMError] = [
        .badRequest(detail: "x", scimType: "invalidValue"), .conflict(detail: "x"), .notFound(id: "7"), .licencesExhausted(detail: "x."),
        .forbidden(detail: "x"), .throttled(retryAfter: 30), .serverUnavailable(status: 503), .unexpectedAnswer("x"),
    ]

    @Test("The words name the app, never another, and end in a sentence; without a name they say the app", arguments: errors)
    func words(error: SCIMError) {
        let words = error.words(for: "scim2-server")
        #expect(words.contains("scim2-server"))
        #expect(!words.contains("RingCentral"))
        #expect(words.hasSuffix("."))
        #expect(error.description.lowercased().contains("the app"))
        #expect(error.description.first?.isUppercase == true)
    }

    @Test("A refused authorization names the app too")
    func unauthorized() throws {
        let url = try #require(URL(string: "https://scim.example/v2/Users/7"))
        let error = SCIMError(HTTPResponse(status: 401, body: Data(#"{"detail":"expired"}"#.utf8)), url: url, application: "Example")
        #expect(error == .authorization(.reauthorizationNeeded(reason: "Example no longer accepts the authorization (expired).", since: nil)))
    }
}
