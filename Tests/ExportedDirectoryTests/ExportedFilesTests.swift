import Directory
import ExportedDirectory
import Foundation
import Testing

/// A folder of exported files.
final class Export {
    let folder = FileManager.default.temporaryDirectory.appending(path: "export-\(UUID().uuidString)")
    var source: ExportedDirectorySource { ExportedDirectorySource(folder: folder) }

    init(_ files: [String: String]) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}

@Suite("Exported files", .timeLimit(.minutes(5)))
struct ExportedFilesTests {
    /// The columns that Google's Admin console exports under Download users, shortened to those that matter and a few that do not.
    static let header =
        "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Org Unit Path [Required],New Primary Email [UPLOAD ONLY],"
        + "Status [READ ONLY],Last Sign In [READ ONLY],Employee ID,Employee Title,Department,Work Phone,Advanced Protection Program enrollment,Telephony.extension"

    static func csv(_ rows: String..., header: String = header) -> String { ([header] + rows).joined(separator: "\r\n") + "\r\n" }

    static func request(_ attributes: String..., groups: Set<String> = [], nested: Bool = true) -> DirectoryRequest {
        DirectoryRequest(attributes: Set(attributes), groupIDs: groups, includesNestedMembers: nested)
    }

    @Test("Google's own export works as it is: byte-order mark, quoted line ends and quotes, [UPLOAD ONLY] columns, custom schema columns")
    func download() async throws {
        let export = try Export([
            "users.csv": "\u{FEFF}"
                + Self.csv(
                    #"Zoë,"Ångström ""Zo""",zoe@corp.example,****,/Sales/West,,Active,2026/11/20,E7,"Lead,"# + "\r\n"
                        + #"EMEA",Sales,+1 555,TRUE,4711"#,
                    "Old,Hand,old@corp.example,****,/,,Suspended,Never logged in,,,,,,",
                    "Kept,Archive,kept@corp.example,****,/,,Archived,Never logged in,,,,,,")
        ])
        let snapshot = try await export.source.snapshot(
            Self.request("name.familyName", "organizations[primary].title", "customSchemas.Telephony.extension")
        ) { _ in }
        #expect(snapshot.people.map(\.status) == [.archived, .suspended, .active])
        let zoe = try #require(snapshot.people.first { $0.primaryEmail == "zoe@corp.example" })
        #expect(zoe.fullName == "Zoë Ångström \"Zo\"")
        #expect(zoe.organizationalUnitPath == "/Sales/West")
        #expect(
            zoe.attributes == [
                "name.familyName": "Ångström \"Zo\"", "organizations[primary].title": "Lead,\r\nEMEA",
                "customSchemas.Telephony.extension": "4711",
            ])
        #expect(snapshot.primaryDomain == "corp.example")
        #expect(snapshot.organizationalUnits.map(\.path).contains("/Sales"))
        #expect(try await export.source.attributes().contains { $0.id == "customSchemas.Telephony.extension" })
        #expect(try await export.source.firstPeople(limit: 2, attributes: []).map(\.id) == snapshot.people.prefix(2).map(\.id))
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let message: String
        var testDescription: String { name }
    }

    @Test(
        "A CSV that cannot be used is refused with file, line and cure",
        arguments: [
            Bad(
                name: "missing column", text: "First Name,Last Name,Org Unit Path,Status\nA,B,/,Active\n",
                message: "users.csv:1: the column \"Email Address\" is missing; found are First Name, Last Name"),
            Bad(
                name: "open quote", text: csv("A,\"B,a@corp.example,,/,,Active,,,,,,,"),
                message: "users.csv:2: the quotation mark that opens here is never closed"),
            Bad(name: "short row", text: csv("A,B,a@corp.example"), message: "users.csv:2: 3 fields where the header has 14"),
            Bad(name: "no address", text: csv("A,B,nobody,,/,,Active,,,,,,,"), message: "users.csv:2: \"nobody\" is not an e-mail address"),
            Bad(name: "unknown status", text: csv("A,B,a@corp.example,,/,,Asleep,,,,,,,"), message: "the status \"Asleep\" is not known"),
            Bad(name: "column twice", text: "Email Address,Email Address\n", message: "users.csv:1: the column \"Email Address\" occurs twice"),
            Bad(name: "empty file", text: "", message: "users.csv: the file is empty"),
            Bad(name: "nobody", text: csv(), message: "lists nobody. That cannot be right, so nothing was changed"),
        ])
    func refused(_ bad: Bad) async throws {
        let export = try Export(["users.csv": bad.text])
        await #expect {
            _ = try await export.source.snapshot(Self.request()) { _ in }
        } throws: { String(describing: $0).contains(bad.message) }
    }

    @Test("Broken UTF-8 is named with its line")
    func encodings() async throws {
        let export = try Export([:])
        try (Data((Self.header + "\n").utf8) + Data([0xC3, 0x28])).write(to: export.folder.appending(path: "users.csv"))
        await #expect {
            _ = try await export.source.snapshot(Self.request()) { _ in }
        } throws: { String(describing: $0).contains("users.csv:2: the text is not UTF-8") }
    }

    @Test("A folder without people's file says which one is expected")
    func missing() async throws {
        let export = try Export([:])
        await #expect {
            _ = try await export.source.snapshot(Self.request()) { _ in }
        } throws: { String(describing: $0).contains("users.csv") }
    }

    @Test("Members beside the people, nested groups followed once, a cycle included")
    func members() async throws {
        let export = try Export([
            "users.csv": Self.csv("A,B,a@corp.example,,/,,Active,,,,,,,", "C,D,c@corp.example,,/,,Active,,,,,,,"),
            "members.csv":
                "Group Email [Required],Member Email,Member Type\nouter@corp.example,a@corp.example,USER\nouter@corp.example,inner@corp.example,GROUP\n"
                + "inner@corp.example,c@corp.example,USER\ninner@corp.example,outer@corp.example,GROUP\n",
        ])
        let groups = try await export.source.groups()
        let outer = try #require(groups.first { $0.email == "outer@corp.example" })
        for (nested, expected) in [(true, ["a@corp.example", "c@corp.example"]), (false, ["a@corp.example"])] {
            let snapshot = try await export.source.snapshot(Self.request(groups: [outer.id], nested: nested)) { _ in }
            let people = snapshot.members[outer.id]?.filter { $0.kind == .user }.compactMap(\.email).sorted()
            #expect(people == expected)
        }
    }

    @Test("JSON in the Directory API's shapes")
    func json() async throws {
        let export = try Export([
            "users.json": #"""
            {"users": [{"id": "1", "primaryEmail": "a@corp.example", "name": {"givenName": "A", "familyName": "B", "fullName": "A B"},
            "orgUnitPath": "/Sales", "organizations": [{"title": "Clerk", "primary": true}], "phones": [{"type": "mobile", "value": "+1"}], "suspended": false},
            {"id": "2", "primaryEmail": "b@corp.example", "orgUnitPath": "/", "suspended": true}]}
            """#,
            "deleted-users.json": #"{"users": [{"id": "3", "primaryEmail": "gone@corp.example"}]}"#,
        ])
        let snapshot = try await export.source.snapshot(Self.request("organizations[primary].title", "phones[mobile]")) { _ in }
        #expect(snapshot.people.map(\.id) == ["1", "2"])
        #expect(snapshot.people[0].attributes == ["organizations[primary].title": "Clerk", "phones[mobile]": "+1"])
        #expect(snapshot.people[1].status == .suspended)
        #expect(snapshot.deletedPeople.map(\.id) == ["3"])
    }
}
