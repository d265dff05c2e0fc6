import Directory
import Foundation
import JSON
import Testing

@testable import GoogleResources

@Suite("Where an attribute stands in a user", .timeLimit(.minutes(1)))
struct AttributePlaceTests {
    private static let user = #"""
        {"id": "1", "primaryEmail": "ann@corp.example", "name": {"givenName": "Ann"}, "suspended": false, "orgUnitPath": "/Sales",
         "organizations": ["none", {"title": "Second"}, {"title": "First", "primary": true}],
         "locations": [{"type": "default", "floorName": "1"}, {"type": "desk", "floorName": "2"}],
         "emails": [{"address": "ann@corp.example", "type": "work", "primary": true}, {"address": "ann@home.example", "type": "work"}],
         "phones": [{"type": "work", "value": "1"}, {"type": "mobile", "value": "2"}],
         "customSchemas": {"Staff": {"Shoe": 42, "Colors": [{"value": "red"}, {"value": "blue"}]}}}
        """#

    @Test(
        "Each form of a name is a place, and the place has the value",
        arguments: [
            ("id", .member(["id"]), "1"), ("name.givenName", .member(["name", "givenName"]), "Ann"),
            ("name.familyName", .member(["name", "familyName"]), nil),
            ("organizations[primary].title", .element(list: "organizations", selector: "primary", member: "title"), "First"),
            ("locations[desk].floorName", .element(list: "locations", selector: "desk", member: "floorName"), "2"),
            ("locations[home].floorName", .element(list: "locations", selector: "home", member: "floorName"), "1"),
            ("emails[work]", .element(list: "emails", selector: "work", member: "address"), "ann@home.example"),
            ("phones[mobile]", .element(list: "phones", selector: "mobile", member: "value"), "2"),
            ("customSchemas.Staff.Shoe", .member(["customSchemas", "Staff", "Shoe"]), "42"),
            ("customSchemas.Staff.Colors", .member(["customSchemas", "Staff", "Colors"]), "red"),
            ("relations[manager]", .element(list: "relations", selector: "manager", member: "value"), nil),
            ("][", .member(["]["]), nil),
        ] as [(String, AttributePlace, String?)])
    func value(name: String, place: AttributePlace, value: String?) throws {
        #expect(AttributePlace(name) == place)
        let user = try #require(JSONValue(Data(Self.user.utf8)))
        #expect(place.value(in: user) == value)
    }

    @Test(
        "Whoever has no id or no address is nobody",
        arguments: [
            ("1", "a@x.example", true), ("1", "é@x.example", true), ("", "a@x.example", false), ("1", "", false), ("1", "a.x.example", false),
            // A mark behind the @ makes it another character, and nobody could tell the domain.
            ("1", "a@\u{301}x.example", false),
        ])
    func address(id: String, address: String, isSomebody: Bool) throws {
        var reader = PersonReader(attributes: [])
        let user = UserResource(.object(["id": .string(id), "primaryEmail": .string(address), "suspended": .bool(false)]))
        #expect(try (reader.person(user) != nil) == isSomebody)
    }

    @Test("One reader gives each person of a list their own values, whatever the ones before had")
    func manyPeople() throws {
        var reader = PersonReader(attributes: ["name.givenName", "phones[work]", "organizations[primary].title"])
        let people = try [
            #"{"id":"1","primaryEmail":"a@x","suspended":false,"name":{"givenName":"Ann"},"phones":[{"type":"work","value":"7"}]}"#,
            #"{"id":"2","primaryEmail":"b@x","suspended":true}"#,
            #"{"id":"3","primaryEmail":"c@x","suspended":false,"organizations":[{"title":"Chef, très long titre 東京"}]}"#,
        ].map { text in
            let object = try #require(JSONValue(Data(text.utf8)))
            let person = try reader.person(UserResource(object))
            return try #require(person)
        }
        #expect(
            people.map(\.attributes) == [
                ["name.givenName": "Ann", "phones[work]": "7"], [:], ["organizations[primary].title": "Chef, très long titre 東京"],
            ])
        #expect(people.map(\.status) == [.active, .suspended, .active])
        #expect(people[0].value(of: "phones[work]") == "7" && people[2].value(of: "name.givenName") == nil)
    }
}
