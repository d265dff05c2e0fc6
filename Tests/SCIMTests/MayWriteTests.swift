import HTTP
import Synchronization
import Testing

@testable import SCIM

@Suite("Whether a write may leave", .timeLimit(.minutes(1)))
struct MayWriteTests {
    private static let account = #"{"id":"7","userName":"a@corp.example","active":true}"#

    @Test("It is asked directly before each write, and what may not leave is not sent; reading goes on")
    func asked() async throws {
        let service = ScriptedService { _ in .json(Self.account) }
        let box = Box(mayWrite: true)
        let client = try service.client().fresh { box.mayWrite }
        _ = try await client.create(AccountDocument(attributes: ["userName": "a@corp.example"], externalId: "1", active: true))
        box.mayWrite = false
        await #expect(throws: SCIMError.cancelled) {
            _ = try await client.create(AccountDocument(attributes: ["userName": "b@corp.example"], externalId: "2", active: true))
        }
        await #expect(throws: SCIMError.cancelled) { try await client.delete(id: "7") }
        _ = try await client.shownAccount(id: "7")
        #expect(service.requests == ["POST /v2/Users", "GET /v2/Users/7"])
    }

    private final class Box: Sendable {
        private let value: Mutex<Bool>

        init(mayWrite: Bool) { value = Mutex(mayWrite) }

        var mayWrite: Bool {
            get { value.withLock { $0 } }
            set { value.withLock { $0 = newValue } }
        }
    }
}
