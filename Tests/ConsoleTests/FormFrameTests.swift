import Foundation
import Provisioning
import Sync
import Terminal
import Testing

@testable import Console

@Suite("Every step of the setup has its parts at the same place", .timeLimit(.minutes(5)))
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

    /// A form that edits what is set up: how it is opened, and the first line of the form itself.
    struct Form: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let form: String
        let open: @Sendable (inout ConsoleState) -> Void

        init(_ name: String, _ form: String, _ open: @escaping @Sendable (inout ConsoleState) -> Void) {
            (testDescription, self.form, self.open) = (name, form, open)
        }

        init(_ place: Place, _ form: String) { self.init(place.name, form) { _ = $0.enter(place) } }
    }

    static let forms = [
        Form(.userAccess, "Everyone (/)"), Form(.connection, "Directory"), Form(.singleSignOn, "Single sign-on is set up"),
        Form(.mapping, "User name"), Form(.scope, "in scope"), Form(.deprovisioning, "When the app is"), Form(.safeguards, "suspend"),
        Form(.conditions, "No condition"), Form(.exclusions, "Nobody is excluded"),
        Form("Condition", "Attribute") {
            _ = $0.enter(.conditions)
            $0.press(.character("A"))
        },
        Form("Overtaken", "Setting ") { _ = $0.handle(.overtaken(HistoryPageTests.overtaking, .back)) },
    ]

    @Test("Every form has its buttons in the same row, and what it is for in the first row where there is room", arguments: forms, Look.sizes)
    func everyForm(form: Form, size: Size) throws {
        var state = Fixture.app()
        state.size = size
        form.open(&state)
        let lines = Self.lines(state)
        let buttons = try #require(lines.lastIndex { $0.contains("[ Cancel ]") || $0.contains("[ Back ]") }, "\(state.text)")
        #expect(buttons == size.rows - 4, "\(state.text)")
        let begin = try #require(lines.firstIndex { $0.contains(form.form) }, "\(state.text)")
        #expect(begin < buttons)
        guard size.rows > 18 else { return }
        let purpose = size.rows >= 28 ? 2 : 1
        #expect(!lines[purpose].trimmingCharacters(in: .whitespaces).isEmpty, "\(state.text)")
        #expect(lines[purpose + 2].isEmpty || lines[purpose + 3].isEmpty || lines[purpose + 4].isEmpty, "\(state.text)")
    }

    @Test("On the smallest screen the field that has the focus is in sight", arguments: [Place.connection, .safeguards], 0..<14)
    func focus(place: Place, downs: Int) throws {
        var state = Fixture.app()
        state.size = Size(columns: 40, rows: 8)
        _ = state.enter(place)
        for _ in 0..<downs { state.press(.down) }
        let pointer = String(SymbolSet.unicode.pointer)
        let isShown = Self.lines(state).dropFirst().contains { $0.drop { $0 == " " }.hasPrefix(pointer) }
        #expect(isShown || state.pageHints.contains { $0.key == "Left/Right" && $0.label == "Other button" }, "\(state.text)")
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
