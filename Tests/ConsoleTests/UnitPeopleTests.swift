import Provisioning
import Terminal
import Testing

@testable import Console

@Suite("User access in numbers", .timeLimit(.minutes(5)))
struct UnitPeopleTests {
    private static func request(_ effects: [ConsoleEffect]) throws -> (configuration: Configuration, number: Int) {
        try #require(
            effects.compactMap { effect -> (Configuration, Int)? in
                effect.task(CountScope.self).map { ($0.configuration, $0.request) }
            }.first)
    }

    @Test("Who follows each unit is asked for when the page opens and when the groups change; a change of a unit moves people at once")
    func people() throws {
        var state = Fixture.app()
        let first = try Self.request(state.press(.character("U")))
        #expect(
            first.configuration.userAccess.settingByPath == state.model.configuration.userAccess.settingByPath
                && state.text.contains("Counting people..."))
        _ = state.handle(
            .scopeCounted(
                ScopeSummary(entitled: 3, units: ["/": .init(people: 2), "/Sales/West": .init(people: 1500, byGroup: 4)]), request: first.number))
        #expect(state.text.contains(/Everyone \(\/\) +ON +1,502 +1,502/) && state.text.contains("Everyone: 1,502 people follow it; on for all"))
        let effects = state.press(.down, .character(" "))
        #expect(effects.isEmpty, "nobody moves by it, so nothing is read again")
        #expect(state.text.contains(/Everyone \(\/\) +ON +2 +2/) && state.text.contains(/Sales +OFF +1,500 +4/), "\(state.text)")
        #expect(state.text.contains("Sales: 1,500 people follow it; on for 4, by group"))
        state.size = Size(columns: 60, rows: 15)
        #expect(state.text.contains("Sales: 1,500 people follow it; on for 4, by group") && !state.text.contains("On for"))
        state.press(.character("A"))
        state.type("presales")
        let second = try Self.request(state.press(.enter))
        #expect(second.configuration.userAccess.groups.map(\.id) == ["g2"] && second.number != first.number)
        _ = state.handle(.scopeCounted(ScopeSummary(entitled: 3, units: ["/Sales/West": .init(people: 1)]), request: second.number))
        state.press(.home, .down, .down)
        #expect(state.text.contains("West: 1 person follows it; off for that one"), "\(state.text)")
    }

    @Test("That the people cannot be counted is said, and the page works without")
    func failure() {
        var state = Fixture.app()
        state.press(.character("U"))
        _ = state.handle(.failure(CountScope(configuration: Configuration(), request: 0), "Google cannot be reached."))
        #expect(state.text.contains("People are not counted: Google cannot be reached.") && !state.text.contains("On for"))
        state.press(.character(" "))
        #expect(state.page.hasUnsavedChanges(state.model))
    }
}
