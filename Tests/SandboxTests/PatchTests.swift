import Foundation
import Testing

@testable import Sandbox

@Suite("RingCentral SCIM PATCH", .timeLimit(.minutes(5)))
struct PatchTests {
    static let start = JSONValue.account(
        "a@corp.example",
        [
            "active": true, "title": "Old", "externalId": "e-1", Account.enterpriseSchema: ["department": "Sales"],
            "phoneNumbers": [["type": "mobile", "value": "1"]], "addresses": [["type": "work", "locality": "Oakland", "country": "US"]],
        ])

    /// An account to patch: the world, a token and the account's path.
    static func world() throws -> (TestWorld, token: String, path: String) {
        var test = try TestWorld()
        let token = test.signIn().access
        let id = test.send("POST", "/scim/v2/Users", token: token, json: start).json["id"]?.stringValue ?? ""
        return (test, token, "/scim/v2/Users/\(id)")
    }

    @Test(
        "What an operation changes",
        arguments: [
            (["op": "replace", "path": "active", "value": false], "active", false),
            (["op": "replace", "path": "name.familyName", "value": "Lee"], "name", ["givenName": "Mina", "familyName": "Lee"]),
            (["op": "add", "path": "NAME.givenname", "value": "Min"], "name", ["givenName": "Min", "familyName": "Park"]),
            (["op": "replace", "path": "title", "value": "New"], "title", "New"), (["op": "remove", "path": "title"], "title", nil),
            (["op": "replace", "path": "title", "value": ""], "title", nil),
            (["op": "replace", "path": "externalId", "value": "e-2"], "externalId", "e-2"),
            (["op": "replace", "path": #"phoneNumbers[type eq "mobile"].value"#, "value": "2"], "phoneNumbers", [["type": "mobile", "value": "2"]]),
            (
                ["op": "add", "path": #"phoneNumbers[type eq "work"].value"#, "value": "3"], "phoneNumbers",
                [["type": "mobile", "value": "1"], ["type": "work", "value": "3"]]
            ), (["op": "remove", "path": #"phoneNumbers[type eq "mobile"]"#], "phoneNumbers", nil),
            (
                ["op": "replace", "path": "phoneNumbers", "value": [["type": "other", "value": "9"]]], "phoneNumbers",
                [["type": "other", "value": "9"]]
            ),
            (
                ["op": "replace", "path": #"addresses[type eq "work"].locality"#, "value": "Paris"], "addresses",
                [["type": "work", "locality": "Paris", "country": "US"]]
            ), (["op": "remove", "path": #"addresses[type eq "work"]"#], "addresses", nil),
            (["op": "add", "path": #"addresses[type eq "work"]"#, "value": ["country": "FR"]], "addresses", [["type": "work", "country": "FR"]]),
            (["op": "replace", "path": "\(Account.enterpriseSchema):department", "value": "IT"], Account.enterpriseSchema, ["department": "IT"]),
            (["op": "remove", "path": "\(Account.enterpriseSchema):department"], Account.enterpriseSchema, nil),
            (["op": "replace", "path": "\(Account.coreSchema):title", "value": "New"], "title", "New"),
            (["op": "replace", "value": ["active": false, "nickName": "x"]], "active", false),
            (["op": "replace", "value": [Account.enterpriseSchema: ["department": "IT"]]], Account.enterpriseSchema, ["department": "IT"]),
            (["op": "replace", "value": ["name.familyName": "Lee"]], "name", ["givenName": "Mina", "familyName": "Lee"]),
        ] as [(JSONValue, String, JSONValue?)])
    func changes(operation: JSONValue, attribute: String, value: JSONValue?) throws {
        var (test, token, path) = try Self.world()
        let answer = test.send("PATCH", path, token: token, json: .patch(operation))
        #expect(answer.status == 200)
        #expect(answer.json[attribute] == value)
        #expect(test.get(path, token: token).json == answer.json)
    }

    @Test(
        "What is refused, and changes nothing",
        arguments: [
            (["op": "replace", "path": "nickName", "value": "x"], "invalidPath"),
            (["op": "replace", "path": "name.middleName", "value": "x"], "invalidPath"),
            (["op": "replace", "path": #"phoneNumbers[type eq "home"].value"#, "value": "x"], "invalidPath"),
            (["op": "replace", "path": #"phoneNumbers[value eq "1"].value"#, "value": "x"], "invalidPath"),
            (["op": "replace", "path": "a[b", "value": "x"], "invalidPath"),
            (["op": "replace", "path": "\(Account.enterpriseSchema):manager", "value": "x"], "invalidPath"),
            (["op": "replace", "path": "", "value": "x"], "invalidPath"),
            (["op": "replace", "path": 5, "value": "x"], "invalidPath"), (["op": "replace", "path": "active", "value": "false"], "invalidValue"),
            (["op": "replace", "path": "title", "value": true], "invalidValue"), (["op": "replace", "path": "title"], "invalidValue"),
            (["op": "replace", "path": "name.givenName", "value": ""], "invalidValue"),
            (["op": "replace", "path": "userName", "value": "new@corp.example"], "invalidValue"),
            (["op": "remove", "path": "userName"], "invalidValue"), (["op": "remove"], "noTarget"),
            (["op": "replace", "value": "x"], "invalidValue"),
            (["op": "replace", "path": #"phoneNumbers[type eq "work"].value"#, "value": "2"], "noTarget"),
            (["op": "Replace", "path": "title", "value": "x"], "invalidSyntax"),
            (["op": "move", "path": "title"], "invalidSyntax"), ("x", "invalidSyntax"),
        ] as [(JSONValue, String)])
    func refusals(operation: JSONValue, scimType: String) throws {
        var (test, token, path) = try Self.world()
        let before = test.get(path, token: token).json
        let answer = test.send("PATCH", path, token: token, json: .patch(["op": "replace", "path": "title", "value": "Changed"], operation))
        #expect(answer.status == 400)
        #expect(answer.json["scimType"]?.stringValue == scimType)
        #expect(test.get(path, token: token).json == before)
    }

    @Test("A rename changes userName and e-mail together and keeps the id; the old address is free again")
    func rename() throws {
        var (test, token, path) = try Self.world()
        let answer = test.send(
            "PATCH", path, token: token,
            json: .patch(
                ["op": "replace", "path": "userName", "value": "new@corp.example"],
                ["op": "replace", "path": #"emails[type eq "work"].value"#, "value": "new@corp.example"]))
        #expect(answer.status == 200)
        #expect(answer.json["userName"] == "new@corp.example")
        #expect(path.hasSuffix(answer.json["id"]?.stringValue ?? "none"))
        #expect(test.send("POST", "/scim/v2/Users", token: token, json: .account("a@corp.example")).status == 201)
    }

    @Test("The envelope is checked", arguments: [["Operations": []], ["schemas": ["urn:x"], "Operations": []], .patch()] as [JSONValue])
    func envelope(body: JSONValue) throws {
        var (test, token, path) = try Self.world()
        #expect(test.send("PATCH", path, token: token, json: body).json["scimType"] == "invalidSyntax")
    }
}
