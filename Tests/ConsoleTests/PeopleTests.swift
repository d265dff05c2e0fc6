import Directory
import Foundation
import Provisioning
import Terminal
import Testing

@testable import Console

@Suite("Finding one person", .timeLimit(.minutes(5)))
struct PeopleTests {
    static let people = [
        ListedPerson(id: "1", name: "Zoë Kowalczyk", email: "zoe@corp.example", status: .active, accountIsActive: true),
        ListedPerson(id: "2", name: "Max \u{1B}[31mM", email: "max@corp.example", status: .suspended, accountIsActive: false),
        ListedPerson(id: "3", name: "old@corp.example", email: "old@corp.example", status: nil, accountIsActive: true),
    ]

    static func opened() -> ConsoleState {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        #expect(state.press(.character("w")) == [.loadPeople])
        _ = state.handle(.peopleLoaded(people))
        return state
    }

    @Test("Letters search at once, in any part of name and address, without accents; Enter says why")
    func search() {
        var state = Self.opened()
        #expect(state.text.contains("not listed") && !state.text.contains("\u{1B}"))
        state.type("owalcz")
        #expect(state.text.contains("Zoë") && !state.text.contains("max@"))
        #expect(state.press(.enter) == [.explain("1")])
        #expect(state.page is ExplainPage)
    }

    @Test("Down leads into the list, Escape clears what was typed before it leads back")
    func keys() {
        var state = Self.opened()
        state.type("q")
        #expect(state.text.contains("Nothing matches"))
        #expect(state.press(.enter).isEmpty)
        state.press(.escape)
        #expect(state.page is PeoplePage && state.text.contains("max@corp.example"))
        state.press(.character("/"), .down, .down)
        #expect(state.press(.enter) == [.explain("2")])
        state.press(.escape, .escape)
        #expect(state.page is AppPage)
    }

    @Test("A directory that cannot be read is said, with the way back")
    func failure() {
        var state = Self.opened()
        _ = state.handle(.failure(PeoplePage.List(), "Google cannot be reached."))
        #expect(state.text.contains("Google cannot be reached."))
        state.press(.escape)
        #expect(state.page is AppPage)
    }
}
