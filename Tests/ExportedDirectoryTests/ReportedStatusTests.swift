import Directory
import ExportedDirectory
import Foundation
import GoogleResources
import JSON
import Testing

/// Whether somebody is active is read as it is said, or not at all.
@Suite("A status is read as what it says", .timeLimit(.minutes(5)))
struct ReportedStatusTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let members: String
        /// `nil`: the person is refused.
        let status: Person.Status?
        var testDescription: String { members }

        init(_ members: String, _ status: Person.Status?) { (self.members, self.status) = (members, status) }
    }

    static let cases = [
        Case(#""suspended": false"#, .active), Case(#""suspended": true"#, .suspended), Case(#""suspended": "True""#, .suspended),
        Case(#""suspended": "yes""#, .suspended), Case(#""suspended": " TRUE\u00a0""#, .suspended), Case(#""suspended": 1"#, .suspended),
        Case(#""suspended": "1""#, .suspended), Case(#""suspended": 0"#, .active), Case(#""suspended": "No""#, .active),
        Case(#""suspended": "false""#, .active), Case(#""suspended": false, "archived": true"#, .archived),
        Case(#""suspended": true, "archived": "True""#, .archived), Case(#""suspended": false, "archived": null"#, .active),
        Case(#""suspended": false, "deletionTime": "2026-11-01T00:00:00.000Z""#, .deleted),
        Case(#""suspended": true, "deletionTime": """#, .suspended),
        Case(#""archived": false"#, nil), Case(#""suspended": null"#, nil), Case(#""suspended": """#, nil), Case(#""suspended": "maybe""#, nil),
        Case(#""suspended": 2"#, nil), Case(#""suspended": {}"#, nil), Case(#""suspended": [true]"#, nil),
        Case(#""suspended": false, "archived": "?""#, nil),
        Case(#""suspended": false, "isGuestUser": "perhaps""#, nil), Case(#""Suspended": true"#, .suspended),
    ]

    @Test("In an exported file", arguments: cases)
    func file(_ test: Case) async throws {
        let export = try Export(["users.json": #"{"users": [{"id": "1", "primaryEmail": "a@corp.example", "orgUnitPath": "/", \#(test.members)}]}"#])
        guard let status = test.status else {
            await #expect {
                _ = try await export.source.snapshot(DirectoryRequest(attributes: [])) { _ in }
            } throws: { String(describing: $0).contains("users.json: person 1: ") }
            return
        }
        #expect(try await export.source.snapshot(DirectoryRequest(attributes: [])) { _ in }.people.map(\.status) == [status])
    }

    @Test("In Google's answer", arguments: cases)
    func resource(_ test: Case) throws {
        let object = try #require(JSONValue(Data(#"{"id": "1", "primaryEmail": "a@corp.example", \#(test.members)}"#.utf8)))
        guard let status = test.status else {
            #expect(throws: UserResource.Unclear.self) { _ = try UserResource(object).person(attributes: []) }
            return
        }
        #expect(try UserResource(object).person(attributes: [])?.status == status)
        // Of a list of deleted people only their being there counts.
        #expect(try UserResource(object).person(attributes: [], isDeleted: true)?.status == .deleted)
    }

    @Test("Guests are guests however it is written", arguments: [#""True""#, "true", "1"])
    func guest(flag: String) throws {
        let object = try #require(
            JSONValue(Data(#"{"id": "1", "primaryEmail": "a@corp.example", "suspended": false, "isGuestUser": \#(flag)}"#.utf8)))
        #expect(try UserResource(object).person(attributes: [])?.isGuest == true)
    }

    @Test(
        "A member that others have is missed, one that nobody has is not",
        arguments: [
            (#""archived": false"#, #""suspended": false"#, true), (#""suspended": false"#, #""suspended": false"#, false),
            (#""orgUnitPath": "/""#, #""suspended": false"#, true),
        ])
    func presence(first: String, second: String, isMissed: Bool) async throws {
        func person(_ id: Int, _ members: String) -> String {
            let suspended = members.contains("suspended") ? "" : #", "suspended": false"#
            return #"{"id": "\#(id)", "primaryEmail": "p\#(id)@corp.example", \#(members)\#(suspended)}"#
        }
        for order in [[first, second], [second, first]] {
            let export = try Export(["users.json": "[\(person(1, order[0])), \(person(2, order[1]))]"])
            let snapshot = try? await export.source.snapshot(DirectoryRequest(attributes: [])) { _ in }
            #expect((snapshot == nil) == isMissed)
        }
    }

    static let people: [(name: String, object: String, message: String)] = [
        ("id as a number", #"{"id": 104392817263540912345, "primaryEmail": "a@corp.example", "suspended": false}"#, "its id is not text"),
        ("no id", #"{"primaryEmail": "a@corp.example", "suspended": false}"#, "it has no id"),
        ("empty id", #"{"id": " ", "primaryEmail": "a@corp.example", "suspended": false}"#, "is empty here"),
        ("no address", #"{"id": "1", "suspended": false}"#, "it has no primaryEmail"),
        ("a space in the address", #"{"id": "1", "primaryEmail": "a b@corp.example", "suspended": false}"#, "not an e-mail address"),
    ]

    @Test("A person of a JSON file who cannot be told is refused", arguments: people.map(\.name))
    func refused(name: String) async throws {
        let person = try #require(Self.people.first { $0.name == name })
        let export = try Export(["users.json": "[\(person.object)]"])
        await #expect {
            _ = try await export.source.snapshot(DirectoryRequest(attributes: [])) { _ in }
        } throws: { String(describing: $0).contains("users.json: person 1: ") && String(describing: $0).contains(person.message) }
    }

    @Test("A row of the deleted people that cannot be read is refused, not left out")
    func deleted() async throws {
        let export = try Export([
            "users.json": #"[{"id": "1", "primaryEmail": "a@corp.example", "suspended": false}]"#, "deleted-users.json": #"[{"id": 2}]"#,
        ])
        await #expect {
            _ = try await export.source.snapshot(DirectoryRequest(attributes: [])) { _ in }
        } throws: { String(describing: $0).contains("deleted-users.json: person 1: ") }
    }

    @Test("Texts of a JSON file are cleaned like cells")
    func cleaned() async throws {
        let export = try Export([
            "users.json":
                #"[{"id": "1\u00a0", "primaryEmail": " a@corp.example\u200b", "suspended": false, "orgUnitPath": "/Sales ", "phones": [{"type": "work", "value": "+1; +2"}]}]"#,
            "groups.json": #"[{"id": "g ", "email": "staff@corp.example "}]"#,
            "members.json": #"{"g": [{"id": "1 ", "email": "a@corp.example", "type": "user"}]}"#,
        ])
        let snapshot = try await export.source.snapshot(DirectoryRequest(attributes: ["phones[work]"], groupIDs: ["g"])) { _ in }
        #expect(snapshot.people.map(\.id) == ["1"])
        #expect(snapshot.people[0].primaryEmail == "a@corp.example")
        #expect(snapshot.people[0].organizationalUnitPath == "/Sales")
        #expect(snapshot.people[0].attributes == ["phones[work]": "+1"])
        #expect(snapshot.members["g"]?.map(\.id) == ["1"])
    }

    @Test(
        "A member without id and address is refused, not left out",
        arguments: [#"{"type": "USER"}"#, #"{"id": 7}"#, #"{"id": "1", "type": "ROBOT"}"#])
    func member(member: String) async throws {
        let export = try Export([
            "users.json": #"[{"id": "1", "primaryEmail": "a@corp.example", "suspended": false}]"#,
            "groups.json": #"[{"id": "g", "email": "staff@corp.example"}]"#, "members.json": #"{"g": [\#(member)]}"#,
        ])
        await #expect {
            _ = try await export.source.snapshot(DirectoryRequest(attributes: [], groupIDs: ["g"])) { _ in }
        } throws: { String(describing: $0).contains("members.json: member 1 of g: ") }
    }
}
