import Foundation
import Testing

@testable import Sandbox

@Suite("Control API", .timeLimit(.minutes(5)))
struct ControlTests {
    @Test(
        "Only loopback names are answered",
        arguments: ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example:80", "[::1]:80", "127.0.0.1:80:90", ""])
    func hosts(host: String) throws {
        var test = try TestWorld()
        for path in ["/", "/sandbox/status", "/scim/v2/Users"] { #expect(test.send("GET", path, ["host": host]).status == 403) }
        #expect(test.send("GET", "/", ["host": "localhost:8080"]).status == 200)
    }

    @Test("A form of another site is refused; the page's own is obeyed and leads back")
    func origins() throws {
        var test = try TestWorld()
        for headers in [["Origin": "http://evil.example"], ["Origin": "null"], ["Origin": "null", "Sec-Fetch-Site": "cross-site"]] {
            #expect(test.form("/sandbox/password", ["password": "stolen"], headers: headers).status == 403)
        }
        #expect(test.world.state.authorization.password == SandboxClient.initialPassword)
        let own = test.form("/sandbox/password", ["password": "Next-2"], headers: ["Origin": "http://127.0.0.1:8080"])
        #expect(own.status == 303)
        #expect(own.headers["Location"]?.hasPrefix("/?notice=") == true)
        #expect(test.world.state.authorization.password == "Next-2")
    }

    @Test(
        "Bad input is explained",
        arguments: [
            ("POST", "password", "{}", 400), ("POST", "password", "{", 400), ("POST", "clock", #"{"advanceSeconds":"x"}"#, 400),
            ("POST", "clock", #"{"advanceSeconds":99999999999999}"#, 400), ("POST", "licences", #"{"total":-1}"#, 400),
            ("POST", "limits", #"{"preset":"endless"}"#, 400),
            ("POST", "faults", #"{"kind":"plague"}"#, 400), ("POST", "faults", #"{"kind":"slow","path":"x"}"#, 400),
            ("POST", "people/nobody/suspend", "{}", 404),
            ("POST", "people/admin@corp.example/promote", "{}", 404), ("POST", "people/admin@corp.example/move", #"{"orgUnitPath":"/None"}"#, 404),
            ("POST", "people", #"{"primaryEmail":"x","givenName":"a","familyName":"b"}"#, 400),
            ("POST", "people", #"{"primaryEmail":"admin@corp.example","givenName":"a","familyName":"b"}"#, 409),
            ("POST", "groups/none/empty", "{}", 404),
            ("POST", "groups/sales/add", #"{"member":"7"}"#, 404), ("POST", "groups/sales-emea/add", #"{"member":"sales@corp.example"}"#, 409),
            ("POST", "accounts/1/delete", "{}", 404), ("GET", "nothing", "", 404),
        ])
    func badInput(method: String, path: String, body: String, status: Int) throws {
        var test = try TestWorld()
        let answer = test.send(method, "/sandbox/" + path, body: Data(body.utf8))
        #expect(answer.status == status)
        #expect(answer.json["error"]?.stringValue?.hasSuffix(".") == true)
    }

    @Test("What an administrator does to a person shows in the directory")
    func people() throws {
        var test = try TestWorld()
        let token = try GoogleTokenTests.signIn(&test)
        let created = test.send(
            "POST", "/sandbox/people",
            json: ["primaryEmail": "new@corp.example", "givenName": "New", "familyName": "Hire", "orgUnitPath": "/Sales/West"])
        let id = try #require(created.json["id"]?.stringValue)
        func user() -> JSONValue { test.get("/admin/directory/v1/users/\(id)", token: token).json }
        let acts: [(String, JSONValue, String, JSONValue)] = [
            ("suspend", [:], "suspended", true), ("unsuspend", [:], "suspended", false), ("archive", [:], "archived", true),
            ("unarchive", [:], "archived", false),
            ("move", ["orgUnitPath": "/Finance"], "orgUnitPath", "/Finance"),
            ("rename", ["primaryEmail": "renewed.hire@corp.example"], "primaryEmail", "renewed.hire@corp.example"),
            ("edit", ["title": "Chief"], "organizations", [["title": "Chief", "primary": true, "customType": "", "description": "Contractor"]]),
        ]
        for (act, body, member, value) in acts {
            #expect(test.send("POST", "/sandbox/people/\(id)/\(act)", json: body).status == 200)
            #expect(user()[member] == value)
        }
        #expect(test.send("POST", "/sandbox/people/\(id)/delete", json: [:]).status == 200)
        #expect(user()["error"]?["code"] == 404)
        #expect(test.send("POST", "/sandbox/people/\(id)/suspend", json: [:]).status == 409)
        #expect(
            test.send("POST", "/sandbox/people", json: ["primaryEmail": "renewed.hire@corp.example", "givenName": "Re", "familyName": "Used"]).status
                == 200)
        #expect(test.send("POST", "/sandbox/people/\(id)/undelete", json: [:]).status == 409)
        #expect(test.get("/sandbox/people?query=renewed.hire@corp.example").json["people"]?.arrayValue?.count == 2)
    }

    @Test("Group members come and go; a deleted person is gone from groups, and back after a restore")
    func groups() throws {
        var test = try TestWorld()
        let person = test.world.state.organisation.people[10]
        func members() -> [String] {
            test.get("/sandbox/groups/empty-committee").json["members"]?.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
        }
        test.send("POST", "/sandbox/groups/empty-committee/add", json: ["member": .string(person.primaryEmail)])
        #expect(members() == [person.id])
        test.send("POST", "/sandbox/people/\(person.id)/delete", json: [:])
        #expect(members() == [])
        test.send("POST", "/sandbox/people/\(person.id)/undelete", json: [:])
        #expect(members() == [person.id])
        test.send("POST", "/sandbox/groups/empty-committee/remove", json: ["member": .string(person.id)])
        #expect(members() == [])
        test.send("POST", "/sandbox/groups/all-staff/empty", json: [:])
        #expect(test.get("/sandbox/groups/all-staff").json["directMembersCount"] == "0")
    }

    @Test("The log counts the stand-ins' requests only, without secrets")
    func requestLog() throws {
        var test = try TestWorld()
        let token = test.signIn().access
        _ = test.get("/sandbox/status")
        _ = test.get("/")
        _ = test.get("/scim/v2/Users/62264420004", token: token)
        _ = test.get("/scim/v2/Users/1?x=y", token: token)
        _ = test.get("/restapi/oauth/authorize?state=secret")
        let counts = test.get("/sandbox/requests/summary").json["counts"]
        #expect(
            counts == [
                "POST /restapi/oauth/token 200": 1, "GET /scim/v2/Users/{id} 200": 1, "GET /scim/v2/Users/{id} 404": 1,
                "GET /restapi/oauth/authorize 400": 1,
            ])
        let log = test.get("/sandbox/requests")
        #expect(log.json["requests"]?.arrayValue?.map { $0["group"] } == ["auth", "light", "light", nil])
        #expect(!log.text.contains("secret"))
        #expect(test.send("DELETE", "/sandbox/requests").status == 200)
        #expect(test.get("/sandbox/requests").json["requests"] == [])
    }

    @Test("The log is bounded and keeps the newest, oldest first")
    func ring() {
        var log = RequestLog()
        let request = SandboxRequest(method: "GET", target: "/x")
        for _ in 0..<(RequestLog.capacity + 7) { log.record(request, response: SandboxResponse(status: 200), group: nil, at: .distantPast) }
        #expect(log.entries.map(\.sequence) == Array(8...RequestLog.capacity + 7))
    }

    @Test("Names from outside are text on the page, never markup")
    func injection() throws {
        var test = try TestWorld()
        let token = test.signIn().access
        let evil = "<script>alert('x')</script>\"><img src=x>"
        test.send("POST", "/sandbox/people", json: ["primaryEmail": "e@corp.example", "givenName": .string(evil), "familyName": "\u{1B}[2J"])
        _ = test.send(
            "POST", "/scim/v2/Users", token: token, json: .account("z@corp.example", ["title": .string(evil), "externalId": .string(evil)]))
        _ = test.get("/scim/v2/" + evil.queryEncoded + "?" + evil, token: token)
        let page = test.get("/?notice=" + evil.queryEncoded).text
        #expect(page.contains("&lt;script&gt;"))
        #expect(!page.contains("<script>"))
        #expect(!page.contains("<img"))
    }
}

@Suite("Faults", .timeLimit(.minutes(5)))
struct FaultTests {
    @Test("A status fault answers instead, as often as told, after the skipped ones")
    func status() throws {
        var test = try TestWorld()
        let token = test.signIn().access
        test.send(
            "POST", "/sandbox/faults",
            json: [
                "kind": "status", "method": "post", "path": "/scim/v2/Users", "status": 503, "retryAfter": 7, "body": ["a": 1], "skip": 1, "times": 2,
            ])
        let statuses = (0..<4).map { test.send("POST", "/scim/v2/Users", token: token, json: .account("f\($0)@corp.example")) }
        #expect(statuses.map(\.status) == [201, 503, 503, 201])
        #expect(statuses[1].headers["Retry-After"] == "7")
        #expect(statuses[1].json == ["a": 1])
        #expect(test.world.state.accounts.count == 7)
        #expect(test.get("/sandbox/faults").json["faults"] == [])
    }

    @Test("A dropped reply: before the effect, or after it", arguments: [("dropBefore", 5), ("dropAfter", 6)])
    func dropped(kind: String, accounts: Int) throws {
        var test = try TestWorld()
        let token = test.signIn().access
        test.send("POST", "/sandbox/faults", json: ["kind": .string(kind), "path": "/scim/v2/Users", "exact": true])
        #expect(test.get("/scim/v2/Users/1", token: token).delivery == .whole)
        #expect(test.send("POST", "/scim/v2/Users", token: token, json: .account("f@corp.example")).delivery == .dropped)
        #expect(test.world.state.accounts.count == accounts)
        #expect(test.get("/sandbox/requests").json["requests"]?.arrayValue?.last?["delivery"] == "dropped")
    }

    @Test("Listings that lie")
    func listings() throws {
        var test = try TestWorld()
        let google = try GoogleTokenTests.signIn(&test)
        let token = test.signIn().access
        func fault(_ kind: String, _ path: String) { test.send("POST", "/sandbox/faults", json: ["kind": .string(kind), "path": .string(path)]) }
        let users = "/admin/directory/v1/users"
        fault("repeatPageToken", users)
        let first = test.get("\(users)?customer=my_customer&maxResults=10", token: google).json
        let next = try #require(first["nextPageToken"]?.stringValue)
        #expect(test.get("\(users)?customer=my_customer&maxResults=10&pageToken=\(next)", token: google).json["users"] == first["users"])
        fault("repeatPageToken", users)
        #expect(test.get("\(users)?customer=my_customer&maxResults=10&pageToken=\(next)", token: google).json["nextPageToken"]?.stringValue == next)
        fault("emptyListing", users)
        #expect(test.get("\(users)?customer=my_customer", token: google).json["users"] == nil)
        fault("shortListing", users)
        #expect(test.get("\(users)?customer=my_customer", token: google).json["users"]?.arrayValue?.count == 20)
        let everybody = test.get("\(users)?customer=my_customer", token: google).json["users"]?.arrayValue ?? []
        let missed = try #require(everybody.first?["id"])
        test.send("POST", "/sandbox/faults", json: ["kind": "leaveOut", "path": .string(users), "body": missed])
        #expect(test.get("\(users)?customer=my_customer", token: google).json["users"]?.arrayValue == Array(everybody.dropFirst()))
        fault("emptyListing", "/scim")
        #expect(test.get("/scim/v2/Users", token: token).json["totalResults"] == 0)
        fault("truncate", "/scim")
        let cut = test.get("/scim/v2/Users", token: token)
        #expect(cut.delivery == .cut(cut.body.count / 2))
        test.send("POST", "/sandbox/faults", json: ["kind": "slow", "milliseconds": 1500])
        #expect(test.get("/scim/v2/Users", token: token).delay == .milliseconds(1500))
    }
}
