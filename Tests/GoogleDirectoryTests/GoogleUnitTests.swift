import Directory
import Foundation
import GoogleDirectory
import HTTP
import Sandbox
import Synchronization
import Testing
import Timing

@Suite("Units and groups of Google's Directory API, over HTTP", .timeLimit(.minutes(5)))
struct GoogleUnitTests {
    /// Does something once, as the first request whose path ends like this leaves.
    private final class Meanwhile: HTTPTransport {
        private let transport = NetworkTransport()
        private let isDone = Mutex(false)
        private let ending: String
        private let act: @Sendable () async throws -> Void

        init(_ ending: String, act: @escaping @Sendable () async throws -> Void) {
            self.ending = ending
            self.act = act
        }

        func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
            if request.url.path.hasSuffix(ending), isDone.withLock({ isDone in !exchange(&isDone) }) { try? await act() }
            return try await transport.send(request)
        }

        private func exchange(_ isDone: inout Bool) -> Bool {
            defer { isDone = true }
            return isDone
        }
    }

    private static func source(_ sandbox: GoogleSandbox, _ transport: any HTTPTransport) throws -> GoogleDirectorySource {
        try GoogleDirectorySource(
            settings: GoogleDirectorySettings(
                .key(ServiceAccountKeyFile(sandbox.keyFile)), administrator: "admin@corp.example", customer: "my_customer", apiBaseURL: sandbox.url),
            transport: transport, time: Time(sleep: { _ in }))
    }

    @Test("A unit that is renamed between the two lists: both are read again until they fit")
    func renamedMeanwhile() async throws {
        let sandbox = try await GoogleSandbox(users: 60)
        let sales = try #require(try await sandbox.source().organizationalUnits().first { $0.path == "/Sales" })
        let transport = Meanwhile("/users") { try await sandbox.control("units/\(sales.id)/rename", ["name": "Vertrieb"]) }
        let snapshot = try await Self.source(sandbox, transport).snapshot(GoogleDirectoryTests.request) { _ in }
        #expect(snapshot.organizationalUnits.first { $0.id == sales.id }?.path == "/Vertrieb")
        #expect(snapshot.people.contains { $0.organizationalUnitPath.hasPrefix("/Vertrieb") })
        #expect(!snapshot.people.contains { $0.organizationalUnitPath.hasPrefix("/Sales") })
        await sandbox.server.stop()
    }

    @Test(
        "Somebody whose unit stays unlisted, and a list that is none, stop the reading",
        arguments: [#"{"organizationUnits": []}"#, "{}", #"{"organizationUnits": {}}"#])
    func unlisted(body: String) async throws {
        let sandbox = try await GoogleSandbox(users: 20)
        try await sandbox.control(
            "faults", ["kind": "status", "path": "/admin/directory/v1/customer/my_customer/orgunits", "status": 200, "body": body, "times": 10])
        await #expect {
            _ = try await sandbox.source().snapshot(GoogleDirectoryTests.request) { _ in }
        } throws: { error in
            guard case DirectoryError.unreliable(let words) = error else { return false }
            return words.contains("does not list") || words.contains("holds something else")
        }
        await sandbox.server.stop()
    }

    @Test("A group is found by its id, its address and its aliases")
    func aliases() async throws {
        let sandbox = try await GoogleSandbox(users: 20)
        try await sandbox.control("groups/sales/alias", ["alias": "vertrieb@corp.example"])
        let source = try sandbox.source()
        let sales = try #require(try await source.groups().first { $0.email == "sales@corp.example" })
        #expect(sales.aliases == ["vertrieb@corp.example", "sales@corp-alias.example"])
        for key in [sales.id, "Sales@corp.example", "vertrieb@corp.example", "SALES@corp-alias.example"] {
            #expect(sales.answers(to: key))
            let snapshot = try await source.snapshot(DirectoryRequest(attributes: [], groupIDs: [key])) { _ in }
            #expect(snapshot.groups[key]?.id == sales.id)
        }
        await sandbox.server.stop()
    }
}
