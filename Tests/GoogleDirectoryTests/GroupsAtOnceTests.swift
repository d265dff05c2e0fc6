import Directory
import Foundation
import HTTP
import Sandbox
import Synchronization
import Testing
import Timing

@testable import GoogleDirectory

@Suite("Groups are read several at a time", .timeLimit(.minutes(2)))
struct GroupsAtOnceTests {
    /// Counts the questions about groups that are under way. Each is answered once as many are as should be, or after a while; then one more has had its chance.
    private final class Counting: HTTPTransport {
        private struct State {
            var underWay = 0
            var most = 0
        }

        private let state = Mutex(State())
        private let wanted: Int
        var most: Int { state.withLock(\.most) }

        init(wanted: Int) { self.wanted = wanted }

        func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
            guard request.url.path.contains("/groups/") else { return try await NetworkTransport().send(request) }
            state.withLock { state in
                state.underWay += 1
                state.most = max(state.most, state.underWay)
            }
            let deadline = ContinuousClock.now + .seconds(10)
            while most < wanted, ContinuousClock.now < deadline { try? await Task.sleep(for: .milliseconds(5)) }
            try? await Task.sleep(for: .milliseconds(100))
            defer { state.withLock { $0.underWay -= 1 } }
            return try await NetworkTransport().send(request)
        }
    }

    @Test("Four at a time and never more, each with its own members")
    func four() async throws {
        let sandbox = try await GoogleSandbox(users: 60)
        let groups = Array(try await sandbox.source().groups().prefix(9))
        let transport = Counting(wanted: 4)
        let source = try GoogleDirectorySource(
            settings: GoogleDirectorySettings(
                .key(ServiceAccountKeyFile(sandbox.keyFile)), administrator: "admin@corp.example", customer: "my_customer", apiBaseURL: sandbox.url),
            transport: transport)
        let request = DirectoryRequest(attributes: [], groupIDs: Set(groups.map(\.id)))
        let snapshot = try await source.snapshot(request) { _ in }
        #expect(transport.most == 4)
        #expect(snapshot.groups.count == groups.count)
        for group in groups { #expect(snapshot.members[group.id] == (try await source.members(of: group, nested: request.includesNestedMembers))) }
        await sandbox.server.stop()
    }

    @Test("One group that cannot be read fails the whole snapshot, and a group that is gone is left out")
    func failure() async throws {
        let sandbox = try await GoogleSandbox(users: 60)
        let source = try sandbox.source()
        let groups = try await source.groups()
        let ids = Set(groups.prefix(6).map(\.id))
        let gone = try await source.snapshot(DirectoryRequest(attributes: [], groupIDs: ids.union(["gone"]))) { _ in }
        #expect(Set(gone.groups.keys) == ids)
        try await sandbox.control(
            "faults", ["kind": "status", "path": "/admin/directory/v1/groups", "status": 400, "body": #"{"error":{"message":"no"}}"#, "times": 1])
        await #expect(throws: DirectoryError.self) {
            _ = try await source.snapshot(DirectoryRequest(attributes: [], groupIDs: ids)) { _ in }
        }
        // What is wrong with the people is said first, however soon a group fails.
        try await sandbox.control(
            "faults", ["kind": "status", "path": "/admin/directory/v1/groups", "status": 400, "body": #"{"error":{"message":"no"}}"#, "times": 1])
        try await sandbox.control("faults", ["kind": "emptyListing", "path": "/admin/directory/v1/users"])
        await #expect {
            _ = try await source.snapshot(DirectoryRequest(attributes: [], groupIDs: ids)) { _ in }
        } throws: { String(describing: $0).contains("Google's list of people is empty") }
        await sandbox.server.stop()
    }
}
