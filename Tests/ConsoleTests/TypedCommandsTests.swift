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
        state.model.completing = { $0.replacing(/autoprovision [a-z]+/) { "\($0.output) --home /other" } }
        return state
    }

    @Test("What starts a service, what is said and asked, why something failed, and the help")
    func all() {
        var state = Self.console()
        _ = state.handle(.statusLoaded(Fixture.status(Fixture.configuration(isOn: true))))
        #expect(state.model.status?.serviceCommand.contains("autoprovision run --home /other") == true)
        _ = state.handle(.failed("Look first: autoprovision doctor"))
        #expect(state.text.contains("autoprovision doctor --home /other"))
        _ = state.handle(.runFailed("Look first: autoprovision doctor"))
        #expect(state.model.runFailure == "Look first: autoprovision doctor --home /other")
        _ = state.enter(.alerts)
        state.ask(
            Question(
                dialog: Dialog(
                    title: "Really?", message: ["By command: autoprovision setup --x"], buttons: ButtonRow([Button("No"), Button("Yes")])),
                purpose: .quit))
        #expect(Look.question(state).contains("autoprovision setup --home /other --x"))
        state.press(.escape, .character("?"))
        #expect(Look.sentences(state).contains("autoprovision setup --home /other"), "\(state.text)")
    }
}
