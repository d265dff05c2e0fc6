import Foundation
import Testing

@testable import Sandbox

@Suite("RingCentral SCIM", .timeLimit(.minutes(5)))
struct ScimTests {
    static let enterprise = Account.enterpriseSchema

    @Test("Create, read, replace, delete")
    func lifeCycle() throws {
        var test = try TestWorld()
        let token = test.signIn().access
        let full = JSONValue.account(
            "Mina@corp.example",
            [
                "externalId": "g-1", "title": "Manager", "active": true, Self.enterprise: ["department": "Sales"],
                "phoneNumbers": [["type": "mobile", "value": "+14155550123"]], "addresses": [["type": "work", "locality": "Oakland"]],
            ])
        let created = test.send("POST", "/scim/v2/Users", token: token, json: full)
        #expect(created.status == 201)
        let id = try #require(created.json["id"]?.stringValue)
        #expect(Int(id) != nil)
        #expect(created.headers["Location"] == "http://127.0.0.1:8080/scim/v2/Users/\(id)")
        let read = test.get("/scim/v2/Users/\(id)", token: token).json
        for name in ["externalId", "userName", "title", "active", "phoneNumbers", "addresses", Self.enterprise] { #expect(read[name] == full[name]) }
        let replaced = test.send("PUT", "/scim/v2/Users/\(id)", token: token, json: .account("mina@corp.example"))
        #expect(replaced.status == 200)
        #expect(replaced.json["active"] == false)
        for name in ["externalId", "title", "phoneNumbers", "addresses", Self.enterprise] { #expect(replaced.json[name] == nil) }
        #expect(test.send("DELETE", "/scim/v2/Users/\(id)", token: token, json: .null).status == 204)
        for method in ["GET", "DELETE"] {
            let gone = test.send(method, "/scim/v2/Users/\(id)", token: token, json: .null)
            #expect(gone.status == 404)
            #expect(gone.json["status"] == "404")
        }
        #expect(test.send("POST", "/scim/v2/Users", token: token, json: full).json["id"]?.stringValue != id)
    }

    @Test("The listing is the short form")
    func shortForm() throws {
        var test = try TestWorld()
        let token = test.signIn().access
        let body = JSONValue.account(
            "a@corp.example", ["phoneNumbers": [["type": "work", "value": "1"]], "addresses": [["type": "work", "country": "US"]]])
        _ = test.send("POST", "/scim/v2/Users", token: token, json: body)
        let list = test.get("/scim/v2/Users?startIndex=6&count=1", token: token).json
        #expect(list["totalResults"] == 6)
        #expect(list["itemsPerPage"] == 1)
        let resource = try #require(list["Resources"]?.arrayValue?.first)
        #expect(resource["userName"] == "a@corp.example")
        #expect(resource["phoneNumbers"] == nil)
        #expect(resource["addresses"] == nil)
    }

    @Test(
        "A body that breaks the schema is refused",
        arguments: [
            (["schemas": nil], "invalidValue"), (["userName": nil], "invalidValue"), (["userName": 5], "invalidValue"),
            (["userName": "no-address"], "invalidValue"),
            (["userName": "other@corp.example"], "invalidValue"), (["name": nil], "invalidValue"), (["name": ["givenName": "Mina"]], "invalidValue"),
            (["name": ["givenName": "Mina", "familyName": ""]], "invalidValue"), (["emails": nil], "invalidValue"), (["emails": []], "invalidValue"),
            (["emails": [["type": "home", "value": "x@corp.example"]]], "invalidValue"), (["emails": "x@corp.example"], "invalidValue"),
            (["emails": [["value": "x@corp.example"]]], "invalidValue"), (["active": "true"], "invalidValue"), (["title": 7], "invalidValue"),
            (["phoneNumbers": [["type": "home", "value": "1"]]], "invalidValue"), (["phoneNumbers": [["type": "work"]]], "invalidValue"),
            (["addresses": [["type": "home"]]], "invalidValue"), (["photos": [["type": "thumbnail", "value": "x"]]], "invalidValue"),
            ([Account.enterpriseSchema: ["department": 1]], "invalidValue"),
        ] as [([String: JSONValue?], String)])
    func invalidBodies(changes: [String: JSONValue?], scimType: String) throws {
        var test = try TestWorld()
        let token = test.signIn().access
        let answer = test.send("POST", "/scim/v2/Users", token: token, json: .account("x@corp.example", changes))
        #expect(answer.status == 400)
        #expect(answer.json["scimType"]?.stringValue == scimType)
        #expect(answer.json["status"] == "400")
        #expect(test.world.state.accounts.count == 5)
    }

    @Test("Unknown attributes are ignored, names compare without case, absent active means suspended")
    func lenience() throws {
        var test = try TestWorld()
        let token = test.signIn().access
        let answer = test.send(
            "POST", "/scim/v2/Users", token: token,
            json: .account("x@corp.example", ["TITLE": "Boss", "displayName": "X", "nickName": ["a": [1, .number(2.5), .null]], "externalid": "e"]))
        #expect(answer.status == 201)
        #expect(answer.json["title"] == "Boss")
        #expect(answer.json["externalId"] == "e")
        #expect(answer.json["displayName"] == nil)
        #expect(answer.json["active"] == false)
    }

    @Test("userName is unique without regard to case, in create, replace and patch")
    func uniqueness() throws {
        var test = try TestWorld()
        let token = test.signIn().access
        let first = test.send("POST", "/scim/v2/Users", token: token, json: .account("a@corp.example"))
        let second = test.send("POST", "/scim/v2/Users", token: token, json: .account("b@corp.example")).json["id"]?.stringValue ?? ""
        #expect(first.status == 201)
        let rename = JSONValue.patch([
            "op": "replace", "value": ["userName": "A@corp.example", "emails": [["type": "work", "value": "A@corp.example"]]],
        ])
        for answer in [
            test.send("POST", "/scim/v2/Users", token: token, json: .account("A@Corp.Example")),
            test.send("PUT", "/scim/v2/Users/\(second)", token: token, json: .account("A@corp.example")),
            test.send("PATCH", "/scim/v2/Users/\(second)", token: token, json: rename),
        ] {
            #expect(answer.status == 409)
            #expect(answer.json["scimType"] == "uniqueness")
        }
    }

    @Test("No free licence: 403 without scimType; deleting frees one, suspending does not")
    func licences() throws {
        var test = try TestWorld(licences: 6)
        let token = test.signIn().access
        let id = test.send("POST", "/scim/v2/Users", token: token, json: .account("a@corp.example", ["active": true])).json["id"]?.stringValue ?? ""
        let refused = test.send("POST", "/scim/v2/Users", token: token, json: .account("b@corp.example"))
        #expect(refused.status == 403)
        #expect(refused.json["detail"] == "License limit has been reached.")
        #expect(refused.json["scimType"] == nil)
        _ = test.send("PATCH", "/scim/v2/Users/\(id)", token: token, json: .patch(["op": "replace", "path": "active", "value": false]))
        #expect(test.send("POST", "/scim/v2/Users", token: token, json: .account("b@corp.example")).status == 403)
        #expect(test.send("POST", "/scim/v2/Users", token: token, json: .account("A@corp.example")).status == 409)
        _ = test.send("DELETE", "/scim/v2/Users/\(id)", token: token, json: .null)
        #expect(test.send("POST", "/scim/v2/Users", token: token, json: .account("b@corp.example")).status == 201)
        test.send("POST", "/sandbox/licences", json: ["free": 1])
        #expect(test.send("POST", "/scim/v2/Users", token: token, json: .account("c@corp.example")).status == 201)
        #expect(test.send("POST", "/scim/v2/Users", token: token, json: .account("d@corp.example")).status == 403)
    }

    @Test(
        "Only userName and e-mail, only eq",
        arguments: [
            (#"userName eq "admin@corp.example""#, 1), (#"USERNAME EQ "Admin@Corp.Example""#, 1), (#"email eq "admin@corp.example""#, 1),
            (#"emails eq "admin@corp.example""#, 1), (#"userName eq "nobody@corp.example""#, 0), (#"userName eq "\u0061dmin@corp.example""#, 1),
            (#"userName sw "admin""#, nil), (#"externalId eq "1""#, nil), ("active eq true", nil), (#"userName eq "a" or userName eq "b""#, nil),
            (#"userName eq admin@corp.example"#, nil), ("userName", nil), ("", nil), (#"userName eq "a"#, nil),
        ] as [(String, Int?)])
    func filters(filter: String, found: Int?) throws {
        var test = try TestWorld()
        let token = test.signIn().access
        let listed = test.get("/scim/v2/Users?filter=" + filter.queryEncoded, token: token)
        let searched = test.send(
            "POST", "/scim/v2/Users/.search", token: token,
            json: ["schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": .string(filter)])
        for answer in filter.isEmpty ? [listed] : [listed, searched] {
            #expect(answer.status == (found == nil ? 400 : 200))
            if let found { #expect(answer.json["totalResults"]?.integerValue == found) } else { #expect(answer.json["scimType"] == "invalidFilter") }
        }
    }

    @Test("An unescaped plus in a filter is a space, so the address is not found")
    func plus() throws {
        var test = try TestWorld()
        let token = test.signIn().access
        _ = test.send("POST", "/scim/v2/Users", token: token, json: .account("a+b@corp.example"))
        let filter = #"userName%20eq%20%22a+b@corp.example%22"#
        #expect(test.get("/scim/v2/Users?filter=" + filter, token: token).json["totalResults"] == 0)
        #expect(test.get("/scim/v2/Users?filter=" + filter.replacingOccurrences(of: "+", with: "%2B"), token: token).json["totalResults"] == 1)
    }

    @Test(
        "Paging is 1-based and clamped",
        arguments: [
            ("startIndex=0&count=2", 2, 1), ("startIndex=-5&count=-1", 0, 1), ("startIndex=5&count=10", 1, 5), ("startIndex=99", 0, 99),
            ("count=0", 0, 1),
            ("count=100000", 5, 1),
        ])
    func paging(query: String, items: Int, start: Int) throws {
        var test = try TestWorld()
        let token = test.signIn().access
        let list = test.get("/scim/v2/Users?" + query, token: token).json
        #expect(list["totalResults"] == 5)
        #expect(list["itemsPerPage"]?.integerValue == items)
        #expect(list["startIndex"]?.integerValue == start)
    }

    @Test("The catalogue is there; a filter on it is forbidden")
    func catalogue() throws {
        var test = try TestWorld()
        let token = test.signIn().access
        #expect(test.get("/scim/v2/ServiceProviderConfig", token: token).json["patch"]?["supported"] == true)
        #expect(test.get("/scim/v2/ResourceTypes/User", token: token).json["endpoint"] == "/Users")
        #expect(test.get("/scim/v2/Schemas", token: token).json["totalResults"] == 2)
        #expect(test.get("/scim/v2/Schemas/\(Account.coreSchema)", token: token).json["name"] == "User")
        #expect(test.get("/scim/v2/Schemas?filter=x", token: token).status == 403)
        #expect(test.get("/scim/v2/Groups", token: token).status == 404)
        #expect(test.send("PUT", "/scim/v2/Users", token: token, json: .null).status == 405)
    }

    @Test("Hostile bodies", arguments: ["", "{", "[]", "null", "\u{1B}[31m", String(repeating: "[", count: 100_000), "{\"a\":1e999}"])
    func hostileBodies(body: String) throws {
        var test = try TestWorld()
        let token = test.signIn().access
        for (method, path) in [("POST", "/scim/v2/Users"), ("POST", "/scim/v2/Users/.search"), ("PATCH", "/scim/v2/Users/62264420004")] {
            let answer = test.send(method, path, ["Authorization": "Bearer \(token)", "Content-Type": "application/json"], body: Data(body.utf8))
            #expect(answer.status == 400)
        }
    }

    @Test("A body of another media type is not read")
    func mediaType() throws {
        var test = try TestWorld()
        let token = test.signIn().access
        #expect(
            test.send("POST", "/scim/v2/Users", ["Authorization": "Bearer \(token)", "Content-Type": "text/plain"], body: Data("{}".utf8)).status
                == 415)
    }
}
