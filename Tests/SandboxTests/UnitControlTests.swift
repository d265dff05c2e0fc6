import Foundation
import Testing

@testable import Sandbox

@Suite("Control of organizational units", .timeLimit(.minutes(5)))
struct UnitControlTests {
    private static let units = "/admin/directory/v1/customer/my_customer/orgunits"

    private func paths(_ test: inout TestWorld, _ token: String) -> [String: String] {
        let list = test.get("\(Self.units)?type=all", token: token).json["organizationUnits"]?.arrayValue ?? []
        return Dictionary(uniqueKeysWithValues: list.map { ($0["orgUnitId"]?.stringValue ?? "", $0["orgUnitPath"]?.stringValue ?? "") })
    }

    @Test("Renamed and moved: ids stay; paths of units below and of people follow, also of people who are deleted")
    func renameAndMove() throws {
        var test = try TestWorld()
        let token = try GoogleTokenTests.signIn(&test)
        let before = paths(&test, token)
        let person = try #require(test.world.state.organisation.people.first { $0.orgUnitPath == "/Sales/West" })
        #expect(test.send("POST", "/sandbox/units/%2FSales/rename", json: ["name": "Vertrieb"]).json["orgUnitPath"] == "/Vertrieb")
        #expect(paths(&test, token) == before.mapValues { $0.hasPrefix("/Sales") ? "/Vertrieb" + $0.dropFirst(6) : $0 })
        func path() -> JSONValue? { test.get("/admin/directory/v1/users/\(person.id)", token: token).json["orgUnitPath"] }
        #expect(path() == "/Vertrieb/West")
        test.send("POST", "/sandbox/people/\(person.id)/delete", json: [:])
        let id = try #require(before.first { $0.value == "/Sales/West" }?.key)
        let moved = test.send("POST", "/sandbox/units/\(id)/move", json: ["parent": "/Engineering"]).json
        #expect(moved["orgUnitPath"] == "/Engineering/West")
        #expect(moved["parentOrgUnitPath"] == "/Engineering")
        test.send("POST", "/sandbox/people/\(person.id)/undelete", json: [:])
        #expect(path() == "/Engineering/West")
        #expect(test.send("POST", "/sandbox/units/\(id.dropFirst(3))/move", json: ["parent": "/"]).json["orgUnitPath"] == "/West")
        #expect(paths(&test, token).keys == before.keys)
    }

    @Test("Created and deleted: nothing in it, or everybody goes elsewhere first")
    func createAndDelete() throws {
        var test = try TestWorld()
        let token = try GoogleTokenTests.signIn(&test)
        let before = paths(&test, token)
        let created = test.send("POST", "/sandbox/units", json: ["name": "Labs", "parent": "/Engineering"]).json
        let id = try #require(created["orgUnitId"]?.stringValue)
        #expect(paths(&test, token) == before.merging([id: "/Engineering/Labs"]) { $1 })
        #expect(test.send("POST", "/sandbox/units/\(id)/delete", json: [:]).status == 200)
        #expect(paths(&test, token) == before)
        // A unit of the same path is another unit.
        #expect(test.send("POST", "/sandbox/units", json: ["name": "Labs", "parent": "/Engineering"]).json["orgUnitId"]?.stringValue != id)
        #expect(test.send("POST", "/sandbox/units/%2FEngineering/delete", json: [:]).status == 409)
        let members = test.world.state.organisation.people.filter { test.world.state.organisation.isMember($0, of: "/Engineering") }
        #expect(members.count > 3)
        #expect(test.send("POST", "/sandbox/units/%2FEngineering/delete", json: ["moveTo": "/Former"]).status == 200)
        #expect(paths(&test, token) == before.filter { !$0.value.hasPrefix("/Engineering") })
        let now = Set(test.world.state.organisation.people.filter { person in members.contains { $0.id == person.id } }.map(\.orgUnitPath))
        #expect(now == ["/Former"])
    }

    @Test(
        "What Google would not do is refused and explained",
        arguments: [
            ("%2FNone/rename", #"{"name":"x"}"#, 404), ("%2FSales/rename", "{}", 400), ("%2FSales/rename", #"{"name":"a/b"}"#, 400),
            ("%2FSales/rename", #"{"name":"engineering"}"#, 409), ("%2FSales/move", #"{"parent":"/Sales/West"}"#, 409),
            ("%2FSales/move", #"{"parent":"/None"}"#, 404), ("%2FSales/delete", #"{"moveTo":"/Sales/West"}"#, 409),
            ("%2FSales/paint", "{}", 404),
        ])
    func refused(path: String, body: String, status: Int) throws {
        var test = try TestWorld()
        let before = test.world.state.organisation
        let answer = test.send("POST", "/sandbox/units/" + path, body: Data(body.utf8))
        #expect(answer.status == status)
        #expect(answer.json["error"]?.stringValue?.hasSuffix(".") == true)
        #expect(test.world.state.organisation == before)
    }
}
