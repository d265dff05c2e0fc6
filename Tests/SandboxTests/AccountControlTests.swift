import Foundation
import Testing

@testable import Sandbox

@Suite("Accounts by hand, and their activation", .timeLimit(.minutes(5)))
struct AccountControlTests {
    private static let path = "/scim/v2/Users"

    @Test("An account is created, given to somebody else, suspended and deleted by hand")
    func byHand() throws {
        var test = try TestWorld()
        let token = test.signIn().access
        let created = test.send("POST", "/sandbox/accounts", json: ["userName": "a@corp.example", "givenName": "A", "familyName": "One"]).json
        let id = try #require(created["id"]?.stringValue)
        func account() -> JSONValue { test.get("\(Self.path)/\(id)", token: token).json }
        #expect(account()["active"] == true)
        let given: JSONValue = ["userName": "b@corp.example", "externalId": "g-2", "givenName": "B", "familyName": "Two", "title": "Boss"]
        #expect(test.send("POST", "/sandbox/accounts/\(id)/edit", json: given).status == 200)
        for name in ["userName", "externalId", "title"] { #expect(account()[name] == given[name]) }
        #expect(account()["emails"] == [["type": "work", "value": "b@corp.example"]])
        test.send("POST", "/sandbox/accounts/b@corp.example/edit", json: ["externalId": ""])
        #expect(account()["externalId"] == nil)
        #expect(test.send("POST", "/sandbox/accounts/\(id)/edit", json: ["userName": .string(SandboxClient.userName)]).status == 409)
        #expect(test.send("POST", "/sandbox/accounts/\(id)/edit", json: ["userName": "no-address"]).status == 400)
        #expect(test.send("POST", "/sandbox/accounts", json: ["userName": "b@corp.example", "givenName": "C", "familyName": "C"]).status == 409)
        test.send("POST", "/sandbox/accounts/\(id)/suspend", json: [:])
        #expect(account()["active"] == false)
        test.send("POST", "/sandbox/accounts/\(id)/delete", json: [:])
        #expect(account()["status"] == "404")
    }

    @Test("With the setting, an account is active when somebody has activated it: after a creation, a PATCH and a PUT")
    func activation() throws {
        var test = try TestWorld()
        let token = test.signIn().access
        #expect(test.send("POST", "/sandbox/activation", json: ["required": true]).json["activationRequired"] == true)
        let created = test.send("POST", Self.path, token: token, json: .account("a@corp.example", ["active": true])).json
        let id = try #require(created["id"]?.stringValue)
        func active() -> JSONValue? { test.get("\(Self.path)/\(id)", token: token).json["active"] }
        func waiting() -> JSONValue? { test.get("/sandbox/status").json["accounts"]?["awaitingActivation"] }
        func patch(_ path: String, _ value: JSONValue) -> JSONValue {
            test.send("PATCH", "\(Self.path)/\(id)", token: token, json: .patch(["op": "replace", "path": .string(path), "value": value])).json
        }
        #expect(created["active"] == false)
        #expect(test.get("/sandbox/accounts").json["accounts"]?.arrayValue?.last?["awaitsActivation"] == true)
        // Other changes neither activate nor suspend.
        #expect(patch("title", "Boss")["active"] == false)
        #expect(waiting() == 1)
        test.send("POST", "/sandbox/accounts/\(id)/activate", json: [:])
        #expect(active() == true)
        #expect(waiting() == 0)
        // Whoever is active stays so; whoever is re-enabled waits again.
        #expect(patch("active", true)["active"] == true)
        #expect(patch("active", false)["active"] == false)
        #expect(waiting() == 0)
        #expect(patch("active", true)["active"] == false)
        #expect(waiting() == 1)
        #expect(patch("active", false)["active"] == false)
        #expect(waiting() == 0)
        let whole = JSONValue.account("a@corp.example", ["active": true])
        #expect(test.send("PUT", "\(Self.path)/\(id)", token: token, json: whole).json["active"] == false)
        #expect(test.send("POST", "/sandbox/accounts/activate", json: [:]).json["activated"] == [.string(id)])
        #expect(active() == true)
        test.send("POST", "/sandbox/activation", json: ["required": false])
        #expect(test.send("POST", Self.path, token: token, json: .account("b@corp.example", ["active": true])).json["active"] == true)
    }

    @Test(
        "SCIM is answered in the media type that the client takes",
        arguments: [
            (nil, "application/scim+json"), ("*/*", "application/scim+json"), ("application/json", "application/json"),
            ("application/scim+json, application/json", "application/scim+json"), ("application/json, */*;q=0.5", "application/json"),
            ("application/scim+json;q=0.2, application/json;q=0.9", "application/json"), ("application/*", "application/scim+json"),
            ("text/html", "application/scim+json"),
        ] as [(String?, String)])
    func mediaType(accept: String?, type: String) throws {
        var test = try TestWorld()
        let token = test.signIn().access
        var headers = ["Authorization": "Bearer " + token]
        headers["Accept"] = accept
        for path in ["Users", "Users/62264420004", "Users/1", "ServiceProviderConfig", "nothing"] {
            #expect(test.send("GET", "/scim/v2/" + path, headers).headers["Content-Type"] == type + ";charset=UTF-8", "\(path)")
        }
        headers["Content-Type"] = "application/json"
        let body = Data(JSONValue.account("a@corp.example").text.utf8)
        #expect(test.send("POST", Self.path, headers, body: body).headers["Content-Type"] == type + ";charset=UTF-8")
        #expect(test.send("POST", Self.path, headers, body: body).headers["Content-Type"] == type + ";charset=UTF-8")
    }
}
