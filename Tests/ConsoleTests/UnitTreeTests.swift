import Directory
import Terminal
import Testing
import Wording

@testable import Console

@Suite("The tree of organizational units", .timeLimit(.minutes(5)))
struct UnitTreeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let paths: [String]
        let lines: [String]
    }

    @Test(
        "Each unit stands below its own, whatever the order of the list",
        arguments: [
            Case(testDescription: "only the root", paths: ["/"], lines: ["/"]),
            Case(
                testDescription: "a name that sorts between a unit and those below it", paths: ["/", "/Sales", "/Sales-EMEA", "/Sales/West"],
                lines: ["/", "├─ Sales", "│  └─ West", "└─ Sales-EMEA"]),
            Case(
                testDescription: "the line ends with the last sibling", paths: ["/B/C/D", "/B/C", "/B", "/A/X", "/A", "/"],
                lines: ["/", "├─ A", "│  └─ X", "└─ B", "   └─ C", "      └─ D"]),
            Case(testDescription: "a unit whose own unit is not listed", paths: ["/", "/Gone/Left"], lines: ["/", "└─ Left"]),
            Case(
                testDescription: "a path listed twice does not double those below it", paths: ["/", "/A", "/A", "/A/X"],
                lines: [
                    "/", "├─ A", "│  └─ X", "└─ A",
                ]),
        ])
    func rows(row: Case) {
        let units = row.paths.map { OrganizationalUnit(id: $0, path: $0, name: $0.split(separator: "/").last.map(String.init) ?? "/") }
        #expect(UnitTree(units).rows.map { $0.lines(.unicode) + $0.unit.name } == row.lines)
    }

    @Test("On the page, in both symbol sets", arguments: [(SymbolSet.unicode, ["└─ Sales", "   └─ West"]), (.ascii, ["`- Sales", "   `- West"])])
    func page(symbols: SymbolSet, expected: [String]) {
        var state = Fixture.console(symbols: symbols)
        state.press(.enter, .character("U"))
        for line in expected { #expect(state.text.contains(line), "\(line)") }
    }

    @Test("Units that arrive while the page is shown are shown")
    func arriving() {
        var state = Fixture.app()
        state.press(.character("U"))
        _ = state.handle(.unitsLoaded(Fixture.units + [OrganizationalUnit(id: "n", path: "/New", name: "New")]))
        #expect(state.text.contains("├─ New"))
    }
}
