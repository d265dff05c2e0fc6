import Foundation
import HTTP
import Synchronization
import Testing

@testable import SCIM

@Suite("Credentials that are refused for one request", .timeLimit(.minutes(1)))
struct RefusedCredentialsTests {
    /// Gives the token of the moment; it changes as soon as one was given, as when another request renews it.
    private final class Renewing: RequestAuthorizer {
        let renewsRefused = true
        private let given = Mutex(0)

        func authorize(_ request: inout HTTPRequest) async throws(AuthorizationError) {
            let number = given.withLock { count in
                count += 1
                return count
            }
            request.headers["Authorization"] = "Bearer \(number)"
        }

        func rejected(_ request: HTTPRequest) async {}
    }

    @Test("A token that somebody else renewed meanwhile is not taken for an authorization that ended", arguments: [true, false])
    func renewedMeanwhile(takesOthers: Bool) async throws {
        let service = ScriptedService { request in
            // Every creation is refused; another question is answered for the newest token only.
            guard request.method == .get, takesOthers, request.headers["Authorization"] == "Bearer 3" else { return .json("{}", status: 401) }
            return .json(#"{"totalResults":0}"#)
        }
        let client = try service.client(authorizer: Renewing())
        let error = await #expect(throws: SCIMError.self) {
            _ = try await client.create(AccountDocument(attributes: ["userName": "a@x"], externalId: "p1", active: true))
        }
        #expect(error?.code == (takesOthers ? "forbidden" : "authorization"), "\(String(describing: error))")
    }
}
