import Foundation
import JSON
import Testing

@testable import SCIM

@Suite("Accounts as SCIM resources", .timeLimit(.minutes(5)))
struct AccountDocumentTests {
    static let department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"
    static let mobile = #"phoneNumbers[type eq "mobile"].value"#
    static let city = #"addresses[type eq "work"].locality"#
    static let dialect = SCIMDialect(knownPaths: ["userName", "name.givenName", mobile, department])
    static let values = ["userName": "a@corp.example", "name.givenName": "Ada", mobile: "+1 555", department: "Sales"]

    @Test("Flat values become a nested resource with its schemas, and come back the same")
    func roundTrip() throws {
        let resource = AccountDocument(attributes: Self.values, externalId: "42", active: true).resource(dialect: Self.dialect)
        #expect(resource["userName"]?.text == "a@corp.example")
        #expect(resource["name"]?["givenName"]?.text == "Ada")
        #expect(resource["phoneNumbers"]?.elements.first?["type"]?.text == "mobile")
        #expect(resource["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]?["department"]?.text == "Sales")
        #expect(resource["schemas"]?.elements.count == 2)
        #expect(resource["active"] == .bool(true))
        #expect(AccountDocument.attributes(of: resource, dialect: Self.dialect) == Self.values)
    }

    @Test(
        "Only what differs is sent",
        arguments: [
            (["title": "a"], ["title": "a"], []), (["title": "a"], ["title": "b"], ["replace title b"]), ([:], ["title": "b"], ["add title b"]),
            (["title": "a"], [:], ["remove title -"]),
            ([mobile: "1"], [:], [#"remove phoneNumbers[type eq "mobile"] -"#]),
            ([city: "Oakland"], [:], [#"remove addresses[type eq "work"].locality -"#]),
            (["title": "a", "name.givenName": "x"], ["title": "b", "name.givenName": "y"], ["replace name.givenName y", "replace title b"]),
        ] as [([String: String], [String: String], [String])])
    func changes(before: [String: String], after: [String: String], expected: [String]) {
        let operations = AccountChanges(from: before, to: after).operations.map {
            "\($0["op"]?.text ?? "-") \($0["path"]?.text ?? "-") \($0["value"]?.text ?? "-")"
        }
        #expect(operations == expected)
    }
}
