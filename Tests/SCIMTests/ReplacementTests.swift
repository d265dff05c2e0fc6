import Foundation
import HTTP
import JSON
import Testing

@testable import SCIM

@Suite("Changes for an app without PATCH", .timeLimit(.minutes(5)))
struct ReplacementTests {
    static let department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"
    static let work = #"emails[type eq "work"].value"#
    static let mobile = #"phoneNumbers[type eq "mobile"].value"#
    static let dialect = SCIMDialect(supportsPatch: false, knownPaths: ["userName", "title", "name.givenName", work, mobile, department])

    /// An account with more in it than anybody here knows.
    static let current = #"""
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"id":"7",
        "meta":{"version":"1"},"UserName":"a@x.example","nickName":"Ace","title":"Old","active":true,"name":{"givenName":"Ada","honorificPrefix":"Dr"},
        "emails":[{"type":"home","value":"h@x.example"},{"type":"Work","value":"a@x.example","primary":true}],
        "phoneNumbers":[{"type":"mobile","value":"1"}],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Sales","costCenter":"9"}}
        """#

    struct Change: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var before: [String: String] = [:]
        var after: [String: String] = [:]
        var externalId: String?
        var active: Bool?
        /// What the resource becomes: a text that stands in the good JSON, and the one in its place.
        let replaced: [(String, String)]
    }

    static let changes: [Change] = [
        Change(testDescription: "a text", before: ["title": "Old"], after: ["title": "New"], replaced: [(#""title":"Old""#, #""title":"New""#)]),
        Change(testDescription: "a text goes", before: ["title": "Old"], replaced: [(#""title":"Old","#, "")]),
        Change(
            testDescription: "a name in other case", before: ["userName": "a@x.example"], after: ["userName": "b@x.example"],
            replaced: [(#""UserName":"a@x.example""#, #""UserName":"b@x.example""#)]),
        Change(
            testDescription: "a part of a name", before: ["name.givenName": "Ada"], after: ["name.givenName": "Eve"],
            replaced: [(#""givenName":"Ada""#, #""givenName":"Eve""#)]),
        Change(
            testDescription: "one of several addresses, with its marks", before: [work: "a@x.example"], after: [work: "b@x.example"],
            replaced: [(#""value":"a@x.example","primary""#, #""value":"b@x.example","primary""#)]),
        Change(
            testDescription: "the last phone goes", before: [mobile: "1"],
            replaced: [(#""phoneNumbers":[{"type":"mobile","value":"1"}],"#, "")]),
        Change(
            testDescription: "a department among more", before: [department: "Sales"],
            replaced: [(#"{"department":"Sales","costCenter":"9"}"#, #"{"costCenter":"9"}"#)]),
        Change(
            testDescription: "suspended, and ours", externalId: "p1", active: false,
            replaced: [(#""active":true"#, #""active":false,"externalId":"p1""#)]),
        Change(testDescription: "nothing", before: ["title": "Old"], after: ["title": "Old"], replaced: []),
    ]

    @Test("A change is laid over the whole account; what is unknown here stays", arguments: changes)
    func overlay(change: Change) throws {
        let wanted = change.replaced.reduce(Self.current) { text, pair in
            #expect(text.contains(pair.0))
            return text.replacing(pair.0, with: pair.1)
        }
        var expected = try #require(JSONValue(Data(wanted.utf8)))
        expected["meta"] = nil
        let current = try #require(JSONValue(Data(Self.current.utf8)))
        let changes = AccountChanges(from: change.before, to: change.after, externalId: change.externalId, active: change.active)
        #expect(changes.resource(over: current, dialect: Self.dialect) == expected)
    }

    @Test("An extension that comes or goes is listed, or no longer", arguments: [true, false])
    func schemas(listsExtensionSchemas: Bool) throws {
        var dialect = Self.dialect
        dialect.listsExtensionSchemas = listsExtensionSchemas
        let core = "urn:ietf:params:scim:schemas:core:2.0:User"
        let bare = try #require(JSONValue(Data(#"{"schemas":["\#(core)"],"id":"7","userName":"a"}"#.utf8)))
        let with = AccountChanges(from: [:], to: [Self.department: "Sales"]).resource(over: bare, dialect: dialect)
        #expect(with["schemas"]?.elements.count == (listsExtensionSchemas ? 2 : 1))
        #expect(AccountDocument.attributes(of: with, dialect: dialect)[Self.department] == "Sales")
        let without = AccountChanges(from: [Self.department: "Sales"], to: [:]).resource(over: with, dialect: dialect)
        #expect(without == bare)
    }

    @Test(
        "Without PATCH a change reads the account and puts it back; a refused PATCH does the same afterwards; with PATCH nothing is read",
        arguments: [
            (false, false, ["GET /v2/Users/7", "PUT /v2/Users/7"]), (true, true, ["PATCH /v2/Users/7", "GET /v2/Users/7", "PUT /v2/Users/7"]),
            (true, false, ["PATCH /v2/Users/7"]),
        ])
    func requests(supportsPatch: Bool, refusesPatch: Bool, expected: [String]) async throws {
        let service = ScriptedService { request in
            request.method == .patch && refusesPatch
                ? .json(#"{"status":"400","scimType":"invalidPath","detail":"no"}"#, status: 400) : .json(ReplacementTests.current)
        }
        var dialect = Self.dialect
        dialect.supportsPatch = supportsPatch
        try await service.client(dialect).setActive(id: "7", false)
        #expect(service.requests == expected)
        guard expected.last?.hasPrefix("PUT") == true else { return }
        let body = try #require(service.bodies.last.flatMap { JSONValue($0) })
        #expect(body["active"] == .bool(false))
        #expect(body["nickName"]?.text == "Ace")
        #expect(body["meta"] == nil)
    }
}
