import Foundation
import Provisioning
import Sync
import Terminal
import Testing

@testable import Console

@Suite("Help, key bar and message", .timeLimit(.minutes(5)))
struct HelpTests {
    static func on(_ place: Place, _ size: Size) -> ConsoleState {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        _ = state.go(to: place)
        state.size = size
        return state
    }

    @Test(
        "All of a page's help can be read, by scrolling where it is longer than the screen; any other key closes it", arguments: Place.allCases,
        [Size(columns: 60, rows: 15), Size(columns: 80, rows: 24)])
    func whole(place: Place, size: Size) {
        var state = Self.on(place, size)
        state.press(.function(1))
        var seen = state.text
        let wanted = state.page.hints(state.model)
        for _ in 0..<60 {
            guard state.isHelpShown, state.text.contains("Up/Down Scroll") else { break }
            state.press(.down)
            seen += state.text
        }
        for hint in wanted { #expect(seen.contains(hint.label), "\(hint)") }
        #expect(seen.contains("Leave at once"))
        let last = state.text
        if last.contains("Up/Down Scroll") {
            state.press(.home)
            #expect(state.text != last)
            state.press(.end)
            #expect(state.text == last)
        }
        state.press(.escape)
        #expect(!state.isHelpShown && state.page.crumb == Self.on(place, size).page.crumb)
    }

    @Test("The help explains each key once")
    func once() {
        var state = Fixture.console(Configuration(), .notAuthorized)
        state.press(.function(1))
        let help = state.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().joined()
        #expect(help.components(separatedBy: "Ctrl-C").count == 2)
    }

    @Test("The wheel scrolls the help, a click closes it")
    func mouse() {
        var state = Self.on(.mapping, Size(columns: 60, rows: 15))
        state.press(.character("?"))
        let before = state.text
        _ = state.handle(.terminal(.mouse(.wheelDown(Point(column: 5, row: 5)))))
        #expect(state.isHelpShown && state.text != before)
        _ = state.handle(.terminal(.mouse(.press(Point(column: 5, row: 5)))))
        #expect(!state.isHelpShown)
    }

    @Test("Every page says how to get help, and where letters are no text and there is room how to quit", arguments: Place.allCases, [60, 80, 140])
    func keyBar(place: Place, columns: Int) throws {
        let state = Self.on(place, Size(columns: columns, rows: 24))
        let bar = try #require(state.text.split(separator: "\n", omittingEmptySubsequences: false).last)
        #expect(bar.contains(state.page.isTyping ? "F1 Help" : "? Help"))
        // The page's own keys need the columns first; the help names the key in any case.
        if state.page.isTyping { #expect(!bar.contains("q Quit")) } else if columns == 140 || place == .apps { #expect(bar.contains("q Quit")) }
    }

    @Test("Under a question Esc is named after the safe answer")
    func escape() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.press(.character("n"))
        _ = state.handle(.planLoaded(Fixture.plan))
        state.press(.character("-"))
        #expect(state.text.contains("Esc Leave it") && !state.text.contains("Esc Cancel"))
    }

    @Test("Where Esc clears a filter first, the key bar does not say that it leads back too")
    func filter() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.press(.character("n"))
        _ = state.handle(.planLoaded(Fixture.plan))
        state.press(.character("/"))
        #expect(state.text.contains("Esc Clear") && !state.text.contains("Esc Back"))
    }

    @Test(
        "A long message takes more rows, so that its end can be read, and covers nothing of the page",
        arguments: [Size(columns: 60, rows: 15), Size(columns: 80, rows: 24)])
    func message(size: Size) {
        var state = Self.on(.deprovisioning, size)
        let path = "/srv/" + String(repeating: "long/", count: 12)
        _ = state.handle(.failed("\(path) cannot be written: Is a directory. Choose another place."))
        #expect(state.text.replacing(/\s+/, with: " ").contains("Is a directory. Choose another place."))
        #expect(state.text.contains("[ Update ]"))
        state.press(.down)
        #expect(!state.text.contains("Is a directory"))
    }

    @Test("In ASCII, yes and done are no x")
    func ascii() {
        var state = Fixture.console(Fixture.configuration(progress: .attributesMapped), symbols: .ascii)
        state.press(.enter, .enter)
        #expect(state.text.contains("Authorize (done)"))
    }
}
