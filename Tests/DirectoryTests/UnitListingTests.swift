import Foundation
import HTTP
import JSON
import Sandbox
import Synchronization
import Testing

@testable import Directory

@Suite("Lists of organizational units", .timeLimit(.minutes(5)))
struct UnitListingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let list: String
        /// `path id`, by path; `nil` when the list is not believed.
        let expected: [String]?
        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(name: "no unit at all", list: "[]", expected: ["/ /"]),
        Row(
            name: "the root is named as a parent only",
            list: #"[{"orgUnitPath": "/A", "orgUnitId": "id:a", "parentOrgUnitPath": "/", "parentOrgUnitId": "id:root"}]"#,
            expected: ["/ id:root", "/A id:a"]),
        Row(name: "the root is listed", list: #"[{"orgUnitPath": "/", "orgUnitId": "id:root"}]"#, expected: ["/ id:root"]),
        Row(name: "no root and no parents", list: #"[{"orgUnitPath": "/A", "orgUnitId": "id:a"}]"#, expected: ["/ /", "/A id:a"]),
        Row(
            name: "a part of the tree",
            list: #"[{"orgUnitPath": "/A/B", "orgUnitId": "id:b", "parentOrgUnitPath": "/A", "parentOrgUnitId": "id:a"}]"#,
            expected: ["/ /", "/A id:a", "/A/B id:b"]),
        Row(
            name: "without ids", list: #"[{"orgUnitPath": "/A"}, {"orgUnitPath": "/A/B", "orgUnitId": ""}]"#, expected: ["/ /", "/A /A", "/A/B /A/B"]),
        Row(name: "a path twice", list: #"[{"orgUnitPath": "/A", "orgUnitId": "1"}, {"orgUnitPath": "/A", "orgUnitId": "2"}]"#, expected: nil),
        Row(name: "an id twice", list: #"[{"orgUnitPath": "/A", "orgUnitId": "1"}, {"orgUnitPath": "/B", "orgUnitId": "1"}]"#, expected: nil),
        Row(name: "without a path", list: #"[{"orgUnitId": "1"}]"#, expected: nil),
        Row(name: "a path that is none", list: #"[{"orgUnitPath": "A", "orgUnitId": "1"}]"#, expected: nil),
    ]

    @Test("The root is always there, with its id where somebody tells it; a list that contradicts itself is not believed", arguments: rows)
    func listed(row: Row) throws {
        let elements = try #require(JSONValue(Data(row.list.utf8))).elements
        guard let expected = row.expected else {
            #expect(throws: DirectoryError.self) { try UnitListing.units(elements, source: "The list") }
            return
        }
        #expect(try UnitListing.units(elements, source: "The list").map { "\($0.path) \($0.id)" } == expected)
    }

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
        GoogleDirectorySource(
            settings: GoogleDirectorySettings(
                administrator: "admin@corp.example", customer: "my_customer", apiBaseURL: sandbox.url,
                key: try ServiceAccountKey.load(from: sandbox.keyFile)), transport: transport, sleep: { _ in })
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

    // MARK: Exported files

    static let users = #"[{"id": "1", "primaryEmail":"zoe@corp.example","suspended":false, "orgUnitPath": "/Sales/West"}]"#

    @Test("Files: units have ids where orgunits.json lists them; otherwise their paths are all that is known")
    func files() async throws {
        let listed = try Export([
            "users.json": Self.users,
            "orgunits.json": #"[{"orgUnitPath": "/Sales", "orgUnitId": "id:s"}, {"orgUnitPath": "/Sales/West", "orgUnitId": "id:w"}]"#,
        ])
        let snapshot = try await listed.source.snapshot(DirectoryRequest(attributes: [])) { _ in }
        #expect(snapshot.listsUnits && snapshot.organizationalUnits.map(\.id) == ["/", "id:s", "id:w"])
        let unlisted = try Export(["users.json": Self.users])
        let other = try await unlisted.source.snapshot(DirectoryRequest(attributes: [])) { _ in }
        #expect(!other.listsUnits && other.organizationalUnits.map(\.id) == ["/", "/Sales", "/Sales/West"])
        #expect(listed.source.listsUnits && !unlisted.source.listsUnits)
    }

    @Test("Files: a unit that orgunits.json does not list stops the reading; another case is the same unit")
    func unlistedFile() async throws {
        let stale = try Export(["users.json": Self.users, "orgunits.json": #"[{"orgUnitPath": "/Sales", "orgUnitId": "id:s"}]"#])
        await #expect {
            _ = try await stale.source.snapshot(DirectoryRequest(attributes: [])) { _ in }
        } throws: { String(describing: $0).contains("zoe@corp.example is in the organizational unit /Sales/West, which orgunits.json does not list") }
        let folded = try Export(["users.json": Self.users, "orgunits.json": #"[{"orgUnitPath": "/sales/west", "orgUnitId": "id:w"}]"#])
        #expect(try await folded.source.snapshot(DirectoryRequest(attributes: [])) { _ in }.people.map(\.organizationalUnitPath) == ["/sales/west"])
    }

    @Test("Files: a group is found by an alias")
    func aliasInFile() async throws {
        let export = try Export([
            "users.json": Self.users, "groups.json": #"[{"id": "g", "email": "sales@corp.example", "aliases": ["vertrieb@corp.example"]}]"#,
            "members.json": #"{"g": [{"id": "1", "email": "zoe@corp.example"}]}"#,
        ])
        let snapshot = try await export.source.snapshot(DirectoryRequest(attributes: [], groupIDs: ["vertrieb@corp.example"])) { _ in }
        #expect(snapshot.members["vertrieb@corp.example"]?.map(\.id) == ["1"])
    }
}
