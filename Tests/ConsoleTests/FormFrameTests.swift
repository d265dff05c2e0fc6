import Foundation
import Provisioning
import Sync
import Terminal
import Testing

@testable import Console

@Suite("Every step of the set-up has its parts at the same place", .timeLimit(.minutes(5)))
struct FormFrameTests {
    /// The steps as they open, and the one that waits for a browser.
    private static func steps(_ size: Size) throws -> [ConsoleState] {
        let address = try #require(URL(string: "https://platform.example/restapi/oauth/authorize?state=1"))
        return [SetupProgress.notStarted, .authorized, .attributesMapped, .scopeChosen].map { progress in
            var state = Fixture.app(Fixture.configuration(progress: progress), progress == .notStarted ? .notAuthorized : Fixture.authorized)
            state.size = size
            state.press(.enter)
            if progress == .notStarted { _ = state.handle(.authorizationBegun(address, browserStarted: false, hint: nil)) }
            return state
        }
    }

    private static func lines(_ state: ConsoleState) -> [String] {
        state.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test("The line of the steps, what the step is for, the form and the buttons begin in the same row on each of them", arguments: Look.sizes)
    func rhythm(size: Size) throws {
        var places: Set<[Int]> = []
        let forms = ["1. Open this address", "attribute  ", " in scope", "When the app is ", "Counting"]
        for state in try Self.steps(size) {
            let lines = Self.lines(state)
            let steps = try #require(lines.firstIndex { $0.contains(" ›  ") && $0.contains("[") }, "\(state.text)")
            let form = try #require(lines.firstIndex { line in forms.contains { line.contains($0) } }, "\(state.text)")
            let buttons = try #require(lines.firstIndex { $0.contains("[ Back ]") }, "\(state.text)")
            places.insert([steps, form, buttons])
            // What the step is for is said where there is room.
            #expect((form - steps > 1) == (size.rows > 18), "\(state.text)")
            // Below the buttons is nothing but the reason of a locked one, the message and the keys.
            #expect(buttons == size.rows - 4, "\(state.text)")
        }
        #expect(places.count == 1, "\(places)")
    }

    @Test("To authorize there are three numbered steps, with empty rows between them; before, the same three say what will happen")
    func numbered() throws {
        let state = try Self.steps(Size(columns: 80, rows: 24))[0]
        let lines = Self.lines(state).map { $0.trimmingCharacters(in: .whitespaces) }
        let numbers = try (1...3).map { number in try #require(lines.firstIndex { $0.hasPrefix("\(number). ") }, "\(state.text)") }
        for number in numbers { #expect(lines[number - 1].isEmpty) }
        let address = try #require(lines.firstIndex { $0.hasPrefix("https://") })
        #expect(lines[address - 1].isEmpty && lines[address + 1].isEmpty)
        var before = Fixture.app(Fixture.configuration(progress: .notStarted), .notAuthorized)
        before.press(.enter)
        for number in 1...3 { #expect(before.text.contains("\(number). "), "\(before.text)") }
        #expect(before.text.contains("[ Back ]  [ Authorize ]"))
    }

    @Test("A button that cannot be pressed offers no key, and does nothing by Enter")
    func locked() {
        var state = Fixture.app(Fixture.configuration(progress: .scopeChosen))
        state.press(.enter)
        #expect(state.text.contains("Tab Buttons") && !state.text.contains("Tab Finish"))
        state.press(.tab)
        #expect(state.text.contains("( Finish )") && !state.pageHints.contains { $0.key == "Enter" }, "\(state.text)")
        #expect(state.press(.enter).isEmpty)
        state.press(.left)
        #expect(state.pageHints.contains(KeyHint("Enter", "Back")))
        state.press(.up, .character(" "))
        #expect(state.text.contains("Tab Finish"))
        state.press(.tab)
        #expect(state.pageHints.contains(KeyHint("Enter", "Finish")))
    }

    @Test("Enter is offered for a pasted address only when one was entered")
    func pasted() throws {
        var state = try Self.steps(Size(columns: 80, rows: 24))[0]
        #expect(state.page.isTyping && !state.pageHints.contains { $0.key == "Enter" })
        state.type("http://127.0.0.1:1/?code=2")
        #expect(state.pageHints.contains(KeyHint("Enter", "Use this address")))
    }

    @Test("Of the buttons of the authorization the one that leaves is the first; the arrows go along the row")
    func order() throws {
        var state = try Self.steps(Size(columns: 80, rows: 24))[0]
        #expect(state.text.contains("[ Back ]  [ Copy address ]  [ Open browser ]"))
        state.press(.tab)
        #expect(state.pageHints.contains(KeyHint("Enter", "Copy address")))
        state.press(.left)
        #expect(state.pageHints.contains(KeyHint("Enter", "Back")))
        state.press(.left)
        #expect(state.pageHints.contains(KeyHint("Enter", "Back")))
        state.press(.right, .right)
        #expect(state.pageHints.contains(KeyHint("Enter", "Open browser")))
    }
}
