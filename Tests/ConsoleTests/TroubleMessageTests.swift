import Provisioning
import Sync
import Terminal
import Testing
import Wording

@testable import Console

@Suite("Bad news while somebody works", .timeLimit(.minutes(5)))
struct TroubleMessageTests {
    static let sentence =
        "/var/lib/autoprovision/config.json cannot be written: No space left on device. Nothing was changed. Make room and save again; what you entered is kept here."

    @Test("A sentence that the bottom line is too short for is said in full, with its way on", arguments: [60, 80, 200])
    func long(columns: Int) {
        var state = Fixture.app()
        state.size = Size(columns: columns, rows: 24)
        _ = state.handle(.saveFailed(Self.sentence))
        let words = state.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains(Self.sentence))
        state.press(.down)
        #expect(!state.text.contains("cannot be written"))
    }

    @Test("A configuration that is right again is not called wrong any longer")
    func mended() {
        var state = Fixture.app()
        _ = state.handle(.failure(ReadStatus(), "config.json:1:2: not valid JSON."))
        _ = state.handle(.saveFailed("config.json:1:2: not valid JSON."))
        _ = state.handle(.homeChanged(Fixture.status(Fixture.configuration())))
        #expect(!state.text.contains("not valid JSON"))
    }

    @Test("Ctrl-C leaves at once when nothing is lost by it, in a run too; input is asked about once, in the setup too")
    func interrupted() {
        var state = Fixture.app()
        let atRest = state.press(.control("c"))
        #expect(atRest == [.quit])
        state = Fixture.app(Fixture.configuration(isOn: true))
        _ = state.handle(.runProgressed(RunPageTests.progress))
        let running = state.press(.control("c"))
        #expect(running == [.quit])
        for mode in [PageMode.setup, .edit] {
            state = Fixture.app()
            state.pages.append(DeprovisioningPage(mode: mode, state.model))
            state.press(.character(" "))
            let first = state.press(.control("c"))
            #expect(first == [])
            #expect(state.question?.purpose == .quit)
            #expect(state.text.contains("What you changed on this page is not saved."))
            let second = state.press(.control("c"))
            #expect(second == [.quit])
        }
    }

    @Test("While letters are typed, the banner of a revoked authorization names a way that works there")
    func revoked() {
        var state = Fixture.app(Fixture.configuration(isOn: true), Fixture.revoked)
        #expect(state.text.contains("Press R"))
        state.pages.append(ScopePage(mode: .edit, state.model))
        state.type("Sales")
        let words = state.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("Ctrl-P leads to Authorization") && !words.contains("Press R"))
        #expect(state.text.contains("Sales"))
    }
}
