import Foundation
import Terminal
import Testing

@testable import Console
@testable import Provisioning

@Suite("A banner changes no layout", .timeLimit(.minutes(5)))
struct BannerTests {
    static let failures = [
        "The ledger cannot be read.",
        "The configuration ~/.config/autoprovision/config.json is not valid: line 12, column 5: a comma is missing. Correct it there.",
    ]

    /// The scenes whose pages leave it to the banner to say what is wrong, and that have nothing newer to say.
    static let scenes = Scene.all.filter {
        let state = $0.state(Look.sizes[1], .unicode)
        return !state.page.saysTrouble(state.model) && state.message == nil && state.banner == nil && !state.isHelpShown
    }

    @Test("Every row of every page stays as it is, but the one that says how it stands", arguments: Look.sizes)
    func rows(size: Size) {
        #expect(Self.scenes.count > 60)
        for scene in Self.scenes {
            var state = scene.state(size, .unicode)
            let before = Self.rows(state)
            for failure in Self.failures {
                state.model.statusFailure = failure
                #expect(state.banner != nil && Self.rows(state) == before, "\(scene.name)\n\(state.text)")
            }
        }
    }

    @Test(
        "It says the way out at every size, also where letters are typed; what it leaves out stands first in the help",
        arguments: Look.sizes, [false, true])
    func words(size: Size, isTyping: Bool) {
        var state = Fixture.app(Fixture.configuration(isOn: true), Fixture.revoked)
        state.size = size
        state.pages.append(isTyping ? ScopePage(mode: .edit, state.model) : SettingsPage())
        let row = Self.status(state)
        #expect(row.contains(isTyping ? "Ctrl-P leads to Authorization" : "Press R to reauthorize"), "\(state.text)")
        #expect(!row.contains("…"))
        let shortened = state.banner?.isShortened(columns: size.columns) == true
        state.press(isTyping ? .function(1) : .character("?"))
        let help = state.text.split { $0.isWhitespace || "│".contains($0) }.joined(separator: " ")
        let words = state.banner?.message.split(separator: " ").prefix(5).joined(separator: " ") ?? "?"
        #expect(!shortened || help.contains(words), "\(state.text)")
    }

    @Test("What was just done takes its place until the next key")
    func message() {
        var state = Fixture.app(Fixture.configuration(isOn: true), Fixture.revoked)
        state.pages.append(SettingsPage())
        state.say("Saved.", .success)
        #expect(Self.status(state).contains("Saved.") && state.text.contains("R Reauthorize"))
        state.press(.down)
        #expect(Self.status(state).contains("Press R to reauthorize"))
    }

    private static func rows(_ state: ConsoleState) -> [Substring] {
        var rows = state.text.split(separator: "\n", omittingEmptySubsequences: false)
        rows.remove(at: rows.count - 2)
        return rows
    }

    private static func status(_ state: ConsoleState) -> String {
        let rows = state.text.split(separator: "\n", omittingEmptySubsequences: false)
        return String(rows[rows.count - 2])
    }
}
