import Foundation
import Terminal
import Testing

@testable import Console

@Suite("A key means the same on every page", .timeLimit(.minutes(5)))
struct KeyMeaningTests {
    /// What letters and signs do: the table of the pages, and the letters that lead from the app's page to others.
    static let table: [KeyHint] =
        PageKey.allCases.map(\.hint) + Place.allCases.compactMap { place in place.key.map { KeyHint(String($0), place.name) } }

    /// Keys that act on what has the focus, or move it: each page says what that is.
    static let ofFocus: Set<String> = ["Enter", "Space", "Esc", "Tab", "Left", "Right", "Left/Right", "Up/Down", "Down", "0-9"]

    /// The same as another key, where letters are text.
    static let whileTyping: Set<KeyHint> = [KeyHint("Ctrl-P", "Go to"), KeyHint("F1", "Help"), KeyHint("Ctrl-C", "Quit")]

    @Test("No key of the table has two meanings, and no meaning two keys")
    func once() {
        for (key, hints) in Dictionary(grouping: Self.table, by: \.key) { #expect(hints.count == 1, "\(key): \(hints.map(\.label))") }
        for (label, hints) in Dictionary(grouping: Self.table, by: \.label) where hints.count > 1 {
            Issue.record("\(label): \(hints.map(\.key))")
        }
    }

    @Test("Every key of the table can be pressed, and none is one that leads through lists")
    func pressed() {
        for meaning in PageKey.allCases { #expect(meaning.key != nil, "\(meaning)") }
        for hint in Self.table { #expect(!["h", "j", "k", "l", "g", "G"].contains(hint.key), "\(hint)") }
    }

    @Test("Pages name only keys of the table, in the words of the table, in any state that was looked at", arguments: Scene.all)
    func same(scene: Scene) {
        for size in Look.sizes {
            let state = scene.state(size, .unicode)
            let hints = state.pageHints + state.page.helpHints + state.cure + state.waysOut + state.lastHints(state.pageHints)
            for hint in hints where !Self.ofFocus.contains(hint.key) && !Self.whileTyping.contains(hint) {
                #expect(Self.table.contains(hint), "\(state.page.crumb): \(hint.key) \(hint.label)")
            }
        }
    }

    @Test("The app's page offers exactly the letters that the pages have, each with the page's own name")
    func letters() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.size = Look.sizes[3]
        let hints = state.pageHints
        for place in Place.allCases {
            guard let key = place.key else { continue }
            #expect(hints.contains(KeyHint(String(key), place.name)), "\(place.name)")
        }
    }

    @Test("The tour names every key of the table in its words, and no other")
    func tour() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/autoprovision/autoprovision.docc/Tour.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let keys = try #require(text.split(separator: "A key means the same on every page").last?.split(separator: "\n\n").dropFirst().first)
        for hint in Self.table { #expect(keys.contains("`\(hint.key)` \(hint.label)"), "\(hint)") }
        #expect(keys.matches(of: /`[^`]+`/).count == Self.table.count)
    }

    @Test("A letter or sign that a page does not name does nothing there", arguments: Scene.all)
    func nothingHidden(scene: Scene) {
        var state = scene.state(Look.sizes[2], .unicode)
        guard state.question == nil, state.palette == nil, !state.isHelpShown, !state.page.isTyping else { return }
        let named = Set((state.pageHints + state.page.helpHints).map(\.key))
        // A key that is in the table and not named here may say why it does nothing, but it leads nowhere and asks nothing.
        // After the authorization ended, the key of a run leads to what is in its way.
        let others: [PageKey] = [.goAnywhere, .help, .quit, .filter] + (state.page is AppPage ? [.run] : [])
        for meaning in PageKey.allCases where !named.contains(meaning.rawValue) && !others.contains(meaning) {
            guard let key = meaning.key, state.cure.allSatisfy({ $0.key != meaning.rawValue }) else { continue }
            let before = (state.pages.count, state.page.crumb)
            _ = state.handle(.terminal(.key(key)))
            #expect((state.pages.count, state.page.crumb) == before && state.question == nil, "\(state.page.crumb): \(meaning.label)")
            state = scene.state(Look.sizes[2], .unicode)
        }
    }
}
