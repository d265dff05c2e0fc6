import Terminal
import Testing
import Wording

@testable import Console
@testable import Provisioning

@Suite("Finding a person in Preview and Pending", .timeLimit(.minutes(5)))
struct PlanFilterTests {
    static func page(_ key: Character, _ size: Size, _ symbols: SymbolSet) -> ConsoleState {
        var state = Fixture.console(Fixture.configuration(isOn: true), size: size, symbols: symbols)
        state.press(.enter, .character(key))
        _ = state.handle(.planLoaded(Fixture.plan))
        return state
    }

    @Test("/ filters the plan by name and address; Escape shows all again before it leaves", arguments: Look.sizes, Look.symbols)
    func preview(size: Size, symbols: SymbolSet) {
        var state = Self.page("p", size, symbols)
        state.press(.character("/"))
        state.type("zoe")
        #expect(state.text.contains("1 of 3") && !state.text.contains("WWW"), "\(state.text)")
        state.press(.enter)
        // The row that is shown is the one that keys mean: it is not held.
        #expect(state.press(.character("-")).isEmpty && state.text.contains("No safeguard holds it."))
        state.press(.enter)
        #expect(state.page is EntryPage && state.text.contains("zoe@corp.example"))
        state.press(.escape, .escape)
        #expect(state.page is PreviewPage && state.text.contains("WWW"))
        state.press(.escape)
        #expect(state.page is AppPage)
    }

    @Test(
        "Nothing to do is said with its reason, and the way on",
        arguments: [
            (UserAccess(), 0, "the app is off for everyone. User access turns it on."),
            (UserAccess(organizationalUnits: ["/": .on]), 0, "nobody is in scope."),
            (UserAccess(organizationalUnits: ["/": .on]), 3, "the accounts are in step with the directory."),
        ] as [(UserAccess, Int, String)])
    func nothing(access: UserAccess, entitled: Int, words: String) {
        var state = Fixture.app(Fixture.configuration(isOn: true, access: access))
        state.press(.character("p"))
        _ = state.handle(
            .planLoaded(
                Plan(
                    configurationRevision: 3, made: Fixture.now, entries: [], held: [], holds: [:], timerChanges: [], pending: [], problems: [],
                    excluded: [], entitledCount: entitled)))
        #expect(state.text.contains("Nothing to do: \(words)"), "\(state.text)")
    }

    @Test("What the columns cut stands below in full, for the selected row")
    func inFull() {
        let state = Self.page("p", Look.sizes[1], .unicode)
        #expect(Look.sentences(state).contains("b@corp.example>: suspend, held; suspended in Google"), "\(state.text)")
    }

    @Test("What needs somebody comes first; where not all kinds fit, marks say that there are more, and none is cut", arguments: Look.sizes)
    func kinds(size: Size) throws {
        var state = Self.page("p", size, .unicode)
        func tabs() throws -> String { try #require(state.text.split(separator: "\n").first { $0.contains("[") }.map(String.init)) }
        #expect(try tabs().contains("[To do 3] Held 1  Problems 1  Suspend 1"))
        var seen: [String] = []
        for _ in 0..<8 {
            let line = try tabs()
            let match = try #require(line.firstMatch(of: /\[([A-Z][a-z ]+ \d+)\]/), "\(line)")
            seen.append(String(match.1))
            #expect(!line.contains("…"))
            state.press(.right)
        }
        #expect(seen == ["To do 3", "Held 1", "Problems 1", "Suspend 1", "Create 1", "Update 1", "Pending 1", "Left out 1"])
        let first = try tabs()
        #expect(first.contains("›") == (size.columns < 100), "\(first)")
        state.press(.left)
        let last = try tabs()
        #expect(last.contains("‹") == (size.columns < 100), "\(last)")
    }

    @Test("A kind and a name narrow together, and a new plan is searched with the same words")
    func kindAndName() {
        var state = Self.page("p", Look.sizes[1], .unicode)
        state.press(.character("/"))
        state.type("zoe")
        state.press(.enter, .right)
        #expect(state.text.contains("0 of 1") && state.text.contains("Nothing matches."), "held: \(state.text)")
        state.press(.left)
        _ = state.handle(.planLoaded(Fixture.plan))
        #expect(state.text.contains("1 of 3"))
    }

    @Test("/ filters what is pending; x cancels the one that is shown", arguments: Look.sizes, Look.symbols)
    func pending(size: Size, symbols: SymbolSet) {
        var state = Self.page("n", size, symbols)
        #expect(state.text.contains("delete  "))
        state.press(.character("/"))
        state.type("nobody")
        #expect(state.text.contains("0 of 2") && !state.text.contains("delete  "))
        state.press(.enter)
        #expect(state.press(.character("x")).isEmpty && state.question == nil)
        state.press(.escape, .character("/"))
        _ = state.handle(.terminal(.paste("p@corp")))
        state.press(.enter, .character("x"))
        #expect(state.question?.purpose == .cancelPending([Fixture.plan.pending[0]]))
    }
}
