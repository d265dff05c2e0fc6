import Directory
import ExportedDirectory
import Testing

@Suite("Units and groups of exported files", .timeLimit(.minutes(5)))
struct ExportedUnitTests {
    static let users = #"[{"id": "1", "primaryEmail":"zoe@corp.example","suspended":false, "orgUnitPath": "/Sales/West"}]"#

    @Test("Units have ids where orgunits.json lists them; otherwise their paths are all that is known")
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

    @Test("A unit that orgunits.json does not list stops the reading; another case is the same unit")
    func unlistedFile() async throws {
        let stale = try Export(["users.json": Self.users, "orgunits.json": #"[{"orgUnitPath": "/Sales", "orgUnitId": "id:s"}]"#])
        await #expect {
            _ = try await stale.source.snapshot(DirectoryRequest(attributes: [])) { _ in }
        } throws: { String(describing: $0).contains("zoe@corp.example is in the organizational unit /Sales/West, which orgunits.json does not list") }
        let folded = try Export(["users.json": Self.users, "orgunits.json": #"[{"orgUnitPath": "/sales/west", "orgUnitId": "id:w"}]"#])
        #expect(try await folded.source.snapshot(DirectoryRequest(attributes: [])) { _ in }.people.map(\.organizationalUnitPath) == ["/sales/west"])
    }

    @Test("A group is found by an alias")
    func aliasInFile() async throws {
        let export = try Export([
            "users.json": Self.users, "groups.json": #"[{"id": "g", "email": "sales@corp.example", "aliases": ["vertrieb@corp.example"]}]"#,
            "members.json": #"{"g": [{"id": "1", "email": "zoe@corp.example"}]}"#,
        ])
        let snapshot = try await export.source.snapshot(DirectoryRequest(attributes: [], groupIDs: ["vertrieb@corp.example"])) { _ in }
        #expect(snapshot.members["vertrieb@corp.example"]?.map(\.id) == ["1"])
    }
}
