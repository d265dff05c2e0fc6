import Foundation
import Testing

@testable import Sandbox

@Suite("RingCentral's limits of contact information", .timeLimit(.minutes(2)))
struct ContactRulesTests {
    private static func phone(_ number: String, _ type: String = "mobile") -> [String: JSONValue?] {
        ["phoneNumbers": [["type": .string(type), "value": .string(number)]]]
    }

    private static func address(_ country: String?, _ state: String?) -> [String: JSONValue?] {
        ["addresses": [.present(["type": "work", "locality": "X", "country": .optional(country), "region": .optional(state)])]]
    }

    private static let long = JSONValue.string(String(repeating: "x", count: 65))

    /// What is sent, and the field that is refused; `nil` for what is taken.
    @Test(
        arguments: [
            (phone("+14155550123"), nil), (phone("(415) 555-0123"), "mobilePhone"), (phone("+1 415 555 0123"), "mobilePhone"),
            (phone("+0415555012"), "mobilePhone"),
            (phone("+123456"), "mobilePhone"), (phone("4155550123", "work"), "businessPhone"), (phone("x", "other"), "otherPhone"),
            (phone("+18005550123"), "mobilePhone"), (phone("+18005550123", "work"), nil), (["title": long], "jobTitle"),
            ([Account.enterpriseSchema: ["department": long]], "department"), (["name": ["givenName": long, "familyName": "x"]], "firstName"),
            (["name": ["givenName": "x", "familyName": long]], "lastName"), (["title": .string(String(repeating: "x", count: 64))], nil),
            (["title": .string(String(repeating: "😀", count: 33))], "jobTitle"), (address("United States", "CA"), nil),
            (address("United States", "California"), nil),
            (address("US", "ca"), nil), (address("United States", nil), "businessAddress.state"),
            (address("United States", "Bavaria"), "businessAddress.state"),
            (address("Canada", nil), "businessAddress.state"), (address("United Kingdom", nil), "businessAddress.state"),
            (address("United Kingdom", "England"), nil), (address("United Kingdom", "Kent"), "businessAddress.state"),
            (address("Germany", nil), nil), (address("Germany", "BY"), nil), (address("Deutschland", nil), "businessAddress.country"),
            (address(nil, nil), nil),
        ] as [([String: JSONValue?], String?)])
    func creation(changes: [String: JSONValue?], refused: String?) throws {
        var test = try TestWorld(takesAnyValue: false)
        let token = test.signIn().access
        let answer = test.send("POST", "/scim/v2/Users", token: token, json: .account("x@corp.example", changes))
        #expect(answer.status == (refused == nil ? 201 : 400))
        if let refused {
            #expect(answer.json["detail"]?.stringValue == "Parameter [extension.contact.\(refused)] value is invalid.")
            #expect(answer.json["scimType"] == "invalidValue")
        }
    }

    @Test("What an account has already stays, whatever is changed beside it; a new value is looked at")
    func changes() throws {
        var test = try TestWorld(takesAnyValue: false)
        let token = test.signIn().access
        let created = test.send("POST", "/scim/v2/Users", token: token, json: .account("x@corp.example", Self.phone("+14155550123")))
        let id = try #require(created.json["id"]?.stringValue)
        var account = try #require(test.world.state.accounts[id])
        account.phones[0].value = "as it was before"
        test.world.state.accounts.update(account)
        func patch(_ path: String, _ value: String) -> Int {
            test.send(
                "PATCH", "/scim/v2/Users/\(id)", token: token,
                json: [
                    "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                    "Operations": [["op": "replace", "path": .string(path), "value": .string(value)]],
                ]
            ).status
        }
        #expect(patch("title", "Engineer") == 200)
        #expect(patch(#"phoneNumbers[type eq "mobile"].value"#, "555") == 400)
        #expect(patch(#"phoneNumbers[type eq "mobile"].value"#, "+14155550124") == 200)
    }

    @Test("Whoever tests SCIM alone may make values up")
    func anyValue() throws {
        var test = try TestWorld(takesAnyValue: true)
        let token = test.signIn().access
        #expect(test.send("POST", "/scim/v2/Users", token: token, json: .account("x@corp.example", Self.phone("555"))).status == 201)
    }
}
