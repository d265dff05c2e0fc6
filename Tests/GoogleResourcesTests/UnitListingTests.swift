import Directory
import Foundation
import GoogleResources
import JSON
import Testing

@Suite("Lists of organizational units", .timeLimit(.minutes(5)))
struct UnitListingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let list: String
        /// `path id`, by path; `nil` when the list is not believed.
        let expected: [String]?
        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(name: "no unit at all", list: "[]", expected: ["/ /"]),
        Row(
            name: "the root is named as a parent only",
            list: #"[{"orgUnitPath": "/A", "orgUnitId": "id:a", "parentOrgUnitPath": "/", "parentOrgUnitId": "id:root"}]"#,
            expected: ["/ id:root", "/A id:a"]),
        Row(name: "the root is listed", list: #"[{"orgUnitPath": "/", "orgUnitId": "id:root"}]"#, expected: ["/ id:root"]),
        Row(name: "no root and no parents", list: #"[{"orgUnitPath": "/A", "orgUnitId": "id:a"}]"#, expected: ["/ /", "/A id:a"]),
        Row(
            name: "a part of the tree",
            list: #"[{"orgUnitPath": "/A/B", "orgUnitId": "id:b", "parentOrgUnitPath": "/A", "parentOrgUnitId": "id:a"}]"#,
            expected: ["/ /", "/A id:a", "/A/B id:b"]),
        Row(
            name: "without ids", list: #"[{"orgUnitPath": "/A"}, {"orgUnitPath": "/A/B", "orgUnitId": ""}]"#, expected: ["/ /", "/A /A", "/A/B /A/B"]),
        Row(name: "a path twice", list: #"[{"orgUnitPath": "/A", "orgUnitId": "1"}, {"orgUnitPath": "/A", "orgUnitId": "2"}]"#, expected: nil),
        Row(name: "an id twice", list: #"[{"orgUnitPath": "/A", "orgUnitId": "1"}, {"orgUnitPath": "/B", "orgUnitId": "1"}]"#, expected: nil),
        Row(name: "without a path", list: #"[{"orgUnitId": "1"}]"#, expected: nil),
        Row(name: "a path that is none", list: #"[{"orgUnitPath": "A", "orgUnitId": "1"}]"#, expected: nil),
    ]

    @Test("The root is always there, with its id where somebody tells it; a list that contradicts itself is not believed", arguments: rows)
    func listed(row: Row) throws {
        let elements = try #require(JSONValue(Data(row.list.utf8))).elements
        guard let expected = row.expected else {
            #expect(throws: DirectoryError.self) { try UnitListing.units(elements, source: "The list") }
            return
        }
        #expect(try UnitListing.units(elements, source: "The list").map { "\($0.path) \($0.id)" } == expected)
    }
}
