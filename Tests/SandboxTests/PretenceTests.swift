import Foundation
import Testing

@testable import Sandbox

@Suite("Answers that look like success", .timeLimit(.minutes(5)))
struct PretenceTests {
    static let path = "/scim/v2/Users"

    /// What one write is answered with, while the account stays as it was.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var method = "PATCH"
        var fault: JSONValue
        var status = 200
        /// `active` in the answer; `nil` when it holds no account.
        var active: Bool?
        var type: String? = "application/scim+json;charset=UTF-8"
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "the unchanged resource", fault: [:], active: true),
        Case(name: "the unchanged resource, PUT", method: "PUT", fault: ["answer": "unchanged"], active: true),
        Case(name: "the resource as asked", fault: ["answer": "asked"], active: false),
        Case(name: "the resource as asked, PUT", method: "PUT", fault: ["answer": "asked"], active: false),
        Case(name: "no content", fault: ["answer": "empty"], status: 204, type: nil),
        Case(name: "a sign-in page", fault: ["body": "<html>Sign in</html>", "contentType": "text/html"], type: "text/html"),
        Case(name: "a body of its own", fault: ["body": ["active": false], "status": 202], status: 202, active: false, type: "application/json"),
        Case(name: "a deletion", method: "DELETE", fault: [:], status: 204, type: nil),
        Case(
            name: "a deletion that a gateway answers", method: "DELETE", fault: ["body": "<html>", "status": 404, "contentType": "text/html"],
            status: 404,
            type: "text/html"),
    ]

    @Test("A write without effect is answered as told, and nothing happens", arguments: cases)
    func withoutEffect(_ table: Case) throws {
        var test = try TestWorld()
        let token = test.signIn().access
        let created = test.send("POST", Self.path, token: token, json: .account("a@corp.example", ["active": true])).json
        let id = try #require(created["id"]?.stringValue)
        guard case .object(var fault) = table.fault else { return }
        fault["kind"] = "withoutEffect"
        fault["path"] = .string(Self.path)
        #expect(test.send("POST", "/sandbox/faults", json: .object(fault)).status == 200)
        // Reads are answered honestly; the fault waits for the write.
        #expect(test.get("\(Self.path)/\(id)", token: token).json == created)
        let body: JSONValue =
            table.method == "PATCH" ? .patch(["op": "replace", "path": "active", "value": false]) : .account("a@corp.example", ["active": false])
        let answer = test.send(table.method, "\(Self.path)/\(id)", token: token, json: body)
        #expect(answer.status == table.status)
        #expect(answer.headers["Content-Type"] == table.type)
        #expect(answer.headers["X-Rate-Limit-Group"] == "heavy")
        #expect(answer.json["active"]?.boolValue == table.active)
        #expect(test.get("\(Self.path)/\(id)", token: token).json == created)
        #expect(test.send("DELETE", "\(Self.path)/\(id)", token: token, json: .null).status == 204)
    }

    @Test("A creation without effect tells an id that no account ever gets")
    func creation() throws {
        var test = try TestWorld()
        let token = test.signIn().access
        test.send("POST", "/sandbox/faults", json: ["kind": "withoutEffect", "path": .string(Self.path)])
        let told = test.send("POST", Self.path, token: token, json: .account("a@corp.example"))
        let id = try #require(told.json["id"]?.stringValue)
        #expect(told.status == 201)
        #expect(test.get("\(Self.path)/\(id)", token: token).status == 404)
        #expect(test.send("POST", Self.path, token: token, json: .account("a@corp.example")).json["id"]?.stringValue != id)
    }

    @Test("What would be refused is refused, and a suspension of the administrator without effect ends no session")
    func refused() throws {
        var test = try TestWorld()
        let token = test.signIn().access
        test.send("POST", "/sandbox/faults", json: ["kind": "withoutEffect", "path": .string(Self.path), "answer": "asked", "times": 2])
        #expect(test.send("POST", Self.path, token: token, json: .account("no-address")).status == 400)
        let suspension = JSONValue.patch(["op": "replace", "path": "active", "value": false])
        let answer = test.send("PATCH", "\(Self.path)/\(AccountStore.administratorID)", token: token, json: suspension)
        #expect(answer.json["active"] == false)
        #expect(test.get("\(Self.path)/\(AccountStore.administratorID)", token: token).json["active"] == true)
    }

    @Test(
        "Another account is answered with, and nothing happens unless told",
        arguments: [
            ("GET", 200, false), ("PATCH", 200, false), ("PATCH", 200, true), ("PUT", 200, false), ("DELETE", 200, false), ("DELETE", 200, true),
        ])
    func somebodyElse(method: String, status: Int, takesEffect: Bool) throws {
        var test = try TestWorld()
        let token = test.signIn().access
        let created = test.send("POST", Self.path, token: token, json: .account("a@corp.example", ["active": true])).json
        let id = try #require(created["id"]?.stringValue)
        let other = test.send("POST", Self.path, token: token, json: .account("b@corp.example", ["active": true])).json
        for named in [true, false] {
            let fault: JSONValue = [
                "kind": "aboutSomebodyElse", "path": .string(Self.path), "body": named ? other["id"] ?? .null : .null,
                "takesEffect": .bool(takesEffect),
            ]
            test.send("POST", "/sandbox/faults", json: fault)
            let body: JSONValue =
                method == "PATCH" ? .patch(["op": "replace", "path": "active", "value": false]) : .account("a@corp.example", ["active": false])
            let answer = test.send(method, "\(Self.path)/\(id)", token: token, json: body)
            #expect(answer.status == status)
            #expect(answer.json == other)
            if takesEffect { break }
        }
        let now = test.get("\(Self.path)/\(id)", token: token)
        #expect((now.json == created) == !takesEffect)
        #expect(test.get("\(Self.path)/\(other["id"]?.stringValue ?? "")", token: token).json == other)
    }

    @Test("A creation and a look-up about somebody else")
    func creationAndLookUp() throws {
        var test = try TestWorld()
        let token = test.signIn().access
        let other = test.send("POST", Self.path, token: token, json: .account("b@corp.example")).json
        let fault: JSONValue = ["kind": "aboutSomebodyElse", "path": .string(Self.path), "body": other["id"] ?? .null]
        test.send("POST", "/sandbox/faults", json: fault)
        let answer = test.send("POST", Self.path, token: token, json: .account("a@corp.example"))
        #expect(answer.status == 201)
        #expect(answer.json == other)
        #expect(test.world.state.accounts.account(named: "a@corp.example") == nil)
        test.send("POST", "/sandbox/faults", json: fault)
        // The whole list is about everybody: the fault changes nothing in it, and is spent.
        #expect((test.get("\(Self.path)?startIndex=1&count=100", token: token).json["totalResults"]?.integerValue ?? 0) > 1)
        test.send("POST", "/sandbox/faults", json: fault)
        let filter = "userName eq \"a@corp.example\"".queryEncoded
        let found = test.get("\(Self.path)?filter=\(filter)", token: token).json
        #expect(found["totalResults"] == 1)
        #expect(found["Resources"]?.arrayValue?.first?["userName"] == "b@corp.example")
    }

    @Test("A gateway's page can be any answer's body")
    func gateway() throws {
        var test = try TestWorld()
        let token = test.signIn().access
        test.send(
            "POST", "/sandbox/faults",
            json: ["kind": "status", "path": .string(Self.path), "status": 404, "body": "<html>Not here</html>", "contentType": "text/html"])
        let answer = test.get("\(Self.path)/1", token: token)
        #expect(answer.status == 404)
        #expect(answer.headers["Content-Type"] == "text/html")
        #expect(answer.text == "<html>Not here</html>")
    }
}
