import Directory
import Testing

@testable import Provisioning

@Suite("Units are known by their ids: the paths follow", .timeLimit(.minutes(1)))
struct UnitResolutionTests {
    static func unit(_ id: String, _ path: String) -> OrganizationalUnit {
        OrganizationalUnit(id: id, path: path, name: path.split(separator: "/").last.map(String.init) ?? "/")
    }

    static let root = unit("root", "/")

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let settings: [UnitAccess]
        let units: [OrganizationalUnit]
        var isListed = true
        var meanings: [String: String] = [:]
        /// `path access`, by path.
        let expected: [String]
        var missing: [String] = []
        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(name: "as it was", settings: [.init(id: "s", path: "/Sales", access: .on)], units: [root, unit("s", "/Sales")], expected: ["/Sales on"]),
        Row(
            name: "renamed", settings: [.init(id: "s", path: "/Sales", access: .on)], units: [root, unit("s", "/Vertrieb")],
            expected: ["/Vertrieb on"]),
        Row(
            name: "moved with the units below it",
            settings: [.init(id: "s", path: "/Sales", access: .on), .init(id: "w", path: "/Sales/West", access: .off)],
            units: [root, unit("e", "/EMEA"), unit("s", "/EMEA/Sales"), unit("w", "/EMEA/Sales/West")],
            expected: ["/EMEA/Sales on", "/EMEA/Sales/West off"]),
        Row(
            name: "two swapped their names", settings: [.init(id: "a", path: "/A", access: .on), .init(id: "b", path: "/B", access: .off)],
            units: [root, unit("a", "/B"), unit("b", "/A")], expected: ["/A off", "/B on"]),
        Row(
            name: "only the case differs", settings: [.init(id: "s", path: "/sales", access: .on)], units: [root, unit("s", "/Sales")],
            expected: ["/Sales on"]),
        Row(name: "deleted", settings: [.init(id: "s", path: "/Sales", access: .on)], units: [root], expected: ["/Sales on"], missing: ["/Sales"]),
        Row(
            name: "deleted and made anew under the same path: another unit", settings: [.init(id: "s", path: "/Sales", access: .on)],
            units: [root, unit("new", "/Sales")], expected: ["/Sales on"], missing: ["/Sales"]),
        Row(
            name: "deleted, where no list of units says so", settings: [.init(id: "s", path: "/Sales", access: .on)], units: [root],
            isListed: false, expected: ["/Sales on"]),
        Row(name: "no id yet", settings: [.init(path: "/Sales", access: .on)], units: [root, unit("s", "/Sales")], expected: ["/Sales on"]),
        Row(
            name: "no id yet, written in another case", settings: [.init(path: "/SALES", access: .on)], units: [root, unit("s", "/Sales")],
            expected: ["/Sales on"]),
        Row(
            name: "no id yet, and two units differ in case only", settings: [.init(path: "/SALES", access: .on)],
            units: [root, unit("s", "/Sales"), unit("t", "/sales")], expected: ["/SALES on"], missing: ["/SALES"]),
        Row(
            name: "no id in the settings, but a run looked it up before the rename", settings: [.init(path: "/Sales", access: .on)],
            units: [root, unit("s", "/Vertrieb"), unit("new", "/Sales")], meanings: ["/Sales": "s"], expected: ["/Vertrieb on"]),
        Row(name: "never there", settings: [.init(path: "/Salse", access: .on)], units: [root], expected: ["/Salse on"], missing: ["/Salse"]),
        Row(name: "the root has another id", settings: [.init(id: "/", path: "/", access: .on)], units: [unit("id:0", "/")], expected: ["/ on"]),
        Row(
            name: "a source without ids, after one with ids", settings: [.init(id: "id:1", path: "/Sales", access: .on)],
            units: [unit("/", "/"), unit("/Sales", "/Sales")], expected: ["/Sales on"]),
        Row(
            name: "a source with ids, after one without", settings: [.init(id: "/Sales", path: "/Sales", access: .on)],
            units: [root, unit("id:1", "/Sales")], expected: ["/Sales on"]),
    ]

    @Test("Settings follow their units", arguments: rows)
    func resolved(row: Row) {
        let resolution = UnitResolution(
            UserAccess(organizationalUnits: row.settings), units: row.units, isListed: row.isListed, meanings: row.meanings)
        #expect(resolution.access.organizationalUnits.map { "\($0.path) \($0.access)" } == row.expected)
        #expect(resolution.missing.map(\.path) == row.missing)
        #expect((resolution.missingWords == nil) == row.missing.isEmpty)
    }

    @Test("What a path without an id means is remembered, and completes the settings under the unit's new path")
    func remembered() {
        let access = UserAccess(organizationalUnits: ["/": .on, "/Sales": .off])
        let resolution = UnitResolution(access, units: [Self.root, Self.unit("s", "/Sales")], isListed: true)
        #expect(resolution.meanings == ["/": "root", "/Sales": "s"])
        let memory = RememberedUnits(units: ["s": RememberedUnit(path: "/Vertrieb", parentID: "root")], meanings: resolution.meanings)
        #expect(
            memory.completed(access).organizationalUnits == [
                UnitAccess(path: "/", access: .on), UnitAccess(id: "s", path: "/Vertrieb", access: .off),
            ])
    }

    @Test("Renames and moves are told of the unit itself, not of those below it")
    func changes() {
        let before = RememberedUnits(units: [
            "root": .init(path: "/", parentID: nil), "s": .init(path: "/Sales", parentID: "root"), "w": .init(path: "/Sales/West", parentID: "s"),
            "p": .init(path: "/People", parentID: "root"),
        ])
        let units = [Self.root, Self.unit("s", "/Vertrieb"), Self.unit("w", "/Vertrieb/West"), Self.unit("p", "/Vertrieb/People")]
        #expect(
            UnitChange.changes(in: units, since: before) == [
                UnitChange(id: "s", from: "/Sales", to: "/Vertrieb", isMove: false),
                UnitChange(id: "p", from: "/People", to: "/Vertrieb/People", isMove: true),
            ])
        #expect(UnitChange.changes(in: units, since: RememberedUnits()).isEmpty)
    }
}
