import Foundation
import Provisioning
import Sync
import Terminal
import Testing

@testable import Console

@Suite("A command that the console tells people to type names the home that it shows", .timeLimit(.minutes(5)))
struct TypedCommandsTests {
    /// A console at another home than the standard one.
    static func console() -> ConsoleState {
        var state = Fixture.console(Fixture.configuration(isOn: true))
        state.model.completing = Rewording { $0.replacing(/autoprovision [a-z]+(?! --home)\b/) { "\($0.output) --home /other" } }
        return state
    }

    /// What is in front, as it is read aloud.
    static func read(_ state: ConsoleState) -> String {
        var state = state
        state.model.isPlain = true
        return PlainView(state).lines.map(\.words).joined(separator: " ")
    }

    @Test("What starts a service, what is said and asked, why something failed, and the help")
    func all() {
        var state = Self.console()
        _ = state.handle(.statusLoaded(Fixture.status(Fixture.configuration(isOn: true))))
        state.press(.enter)
        state.size = Look.sizes[3]
        #expect(state.text.contains("autoprovision run --home /other"), "\(state.text)")
        _ = state.handle(.failed("Look first: autoprovision doctor"))
        #expect(state.text.contains("autoprovision doctor --home /other"))
        _ = state.handle(.runFailed("Look first: autoprovision doctor"))
        #expect(Look.sentences(state).contains("Look first: autoprovision doctor --home /other"), "\(state.text)")
        _ = state.enter(.alerts)
        state.ask(
            Question(
                dialog: Dialog(
                    title: "Really?", message: ["By command: autoprovision setup --x"], buttons: ButtonRow([Button("No"), Button("Yes")])),
                purpose: .quit))
        #expect(Self.read(state).contains("autoprovision setup --home /other --x"))
        state.press(.escape, .character("?"))
        #expect(Look.sentences(state).contains("autoprovision setup --home /other"), "\(state.text)")
    }

    @Test("What a run said, on its page; what is said of an entry of the log; and the question whether runs are resumed", arguments: Look.sizes)
    func ofRuns(size: Size) {
        var state = Self.console()
        state.size = size
        let said = "The ledger lost the record of this run. Look at `autoprovision log`."
        let run = RunRecord(
            id: 7, started: Fixture.now - 60, finished: Fixture.now, outcome: .failed, message: said, counts: [:], failures: 0, held: 0, pending: 0,
            problems: 0, peopleRead: 3)
        _ = state.handle(.statusLoaded(Fixture.status(Fixture.configuration(isOn: true), lastRun: run)))
        _ = state.enter(.run)
        #expect(Look.sentences(state).contains("Look at `autoprovision log --home /other`."), "\(state.text)")
        let entry = LogFlowTests.entry(900, .failed, message: said)
        _ = state.push(EntryPage(entry.name, Detail(entry, targets: []), person: entry.personID))
        #expect(Look.sentences(state).contains("`autoprovision log --home /other`."), "\(state.text)")
        state.ask(Question(dialog: Dialog(title: "Resume?", message: [said], buttons: ButtonRow([Button("No"), Button("Yes")])), purpose: .quit))
        #expect(Self.read(state).contains("`autoprovision log --home /other`."), "\(state.text)")
    }
}
