import Directory
import Engine
import Foundation
import Sync
import Terminal
import Testing
import Wording

@testable import Console
@testable import Provisioning

@Suite("The page of the app and what is asked there", .timeLimit(.minutes(5)))
struct FlowTests {
    @Test("The slider is disabled while the app is on for nobody, with the way to User access")
    func sliderDisabled() {
        var state = Fixture.app(Fixture.configuration(access: UserAccess()))
        #expect(state.text.contains("The app is off for everyone. Enter leads to User access."))
        state.press(.enter)
        #expect(state.page is UserAccessPage)
    }

    @Test("Turning on and off is asked about; Cancel has the focus")
    func slider() {
        var state = Fixture.app()
        for answer in [[Key.enter], [.right, .enter]] {
            #expect(state.press(.enter) == [.foretellTurnOn])
            _ = state.handle(.turnOnForetold(.failed("The directory is out of reach.")))
            #expect(state.text.contains("Turn on autoprovisioning?"))
            #expect(answer.flatMap { state.press($0) } == (answer.count == 1 ? [] : [.turnOn]))
        }
        var on = Fixture.app(Fixture.configuration(isOn: true))
        on.press(.enter, .right)
        #expect(on.press(.enter) == [.turnOff])
    }

    @Test("No numbers before it was first on; then the counters move with the run")
    func counters() {
        #expect(Fixture.app().text.contains("No numbers until autoprovisioning is first turned on."))
        var state = Fixture.app(Fixture.configuration(isOn: true))
        #expect(!state.text.contains("No numbers"))
        var progress = RunProgress()
        progress.phase = .writing
        progress.total = 10
        progress.done = 4
        progress.counts = [.create: 4]
        progress.secondsLeft = 200
        _ = state.handle(.runProgressed(progress))
        #expect(state.text.contains("4 of 10, about 4 min left"))
        #expect(state.model.usage?.created == 4)
    }

    @Test("Inheritance and override in the tree: on at a unit, off below, inherited again with i")
    func userAccess() {
        var state = Fixture.app(Fixture.configuration(access: UserAccess()))
        state.press(.enter, .down, .character(" "), .down)
        #expect(state.text.contains("from /Sales"))
        state.press(.character(" "))
        #expect(state.text.contains("OFF") && state.text.contains("set here"))
        state.press(.character("i"), .tab)
        let effects = state.press(.enter)
        guard let edited = effects.first?.save(.back) else {
            Issue.record("\(effects)")
            return
        }
        #expect(edited.userAccess.settingByPath == ["/Sales": .on])
    }

    @Test("Unsaved changes are asked about before they are lost")
    func unsaved() {
        var state = Fixture.app(Fixture.configuration(access: UserAccess()))
        state.press(.enter, .character(" "))
        state.press(.escape)
        #expect(state.text.contains("Discard the changes?"))
        state.press(.escape)
        #expect(state.page is UserAccessPage)
        state.press(.escape, .right)
        _ = state.press(.enter)
        #expect(state.page is AppPage)
    }

    @Test("A revoked token shows the reason on every page; R leads to the authorization, which leads to the settings")
    func revoked() {
        var state = Fixture.app(Fixture.configuration(isOn: true), Fixture.revoked)
        #expect(state.text.contains("password was changed") && state.text.contains("Press R"))
        state.press(.character("R"))
        #expect(state.page is AuthorizePage)
        #expect(state.press(.enter) == [.beginAuthorization])
        _ = state.handle(.authorizationBegun(URL(string: "http://127.0.0.1:1/x")!, browserStarted: false, hint: nil))
        #expect(state.text.contains("http://127.0.0.1:1/x"))
        _ = state.handle(.authorized)
        #expect(state.page is SettingsPage)
    }

    @Test("Deleting the configuration needs the word")
    func delete() {
        var state = Fixture.app()
        state.press(.character("s"), .end, .enter)
        #expect(state.text.contains("Delete the configuration?"))
        state.press(.tab, .right)
        #expect(state.press(.enter).isEmpty)
        state.press(.tab)
        state.type("delete")
        state.press(.tab, .right)
        #expect(state.press(.enter) == [.stopRun, .deleteConfiguration])
    }

    @Test("A save that failed keeps the input and the revision that it was entered on top of, whatever is read meanwhile, and can be repeated")
    func stale() {
        var state = Fixture.app(Fixture.configuration(access: UserAccess()))
        state.press(.enter, .character(" "), .tab)
        _ = state.press(.enter)
        #expect(state.handle(.saveFailed("config.json cannot be written: the disk is full.")) == [.loadStatus])
        #expect(state.text.contains("the disk is full"))
        var theirs = Fixture.configuration(access: UserAccess())
        theirs.revision = 4
        _ = state.handle(.statusLoaded(Fixture.status(theirs)))
        guard let edited = state.press(.enter).first?.save(.back) else {
            Issue.record("it must be possible to save again")
            return
        }
        #expect(edited.revision == 3, "so that it is refused, and shows theirs")
        #expect(edited.userAccess.settingByPath == ["/": .on])
    }

    @Test("What a save or the switch was waited for is not asked over another question, so that no answer reaches the wrong one")
    func lateQuestion() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.question = .discardChanges()
        for event in [
            ConsoleEvent.consequencesFound(Fixture.consequences(.suspend, 111), Fixture.configuration(isOn: true), .back),
            .turnOnForetold(.loaded(Fixture.plan)),
        ] {
            _ = state.handle(event)
            #expect(state.question?.purpose == .discardChanges(nil))
            #expect(!state.model.isBusy && state.message?.text.contains("Do it again.") == true)
        }
        state.question = nil
        _ = state.handle(.consequencesFound(Fixture.consequences(.suspend, 111), Fixture.configuration(isOn: true), .back))
        #expect(state.text.contains("Save this change?"))
    }

    @Test("A change by which accounts are deleted at once is saved only after a typed word")
    func irreversibleChange() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        let edited = Fixture.configuration(isOn: true)
        _ = state.handle(
            .consequencesFound(Fixture.consequences(.delete, 2), edited, .back))
        #expect(state.text.contains("Type \"delete\" to confirm"))
        state.type("delete")
        state.press(.enter, .right)
        #expect(state.press(.enter) == [.save(edited, .back)])
    }

    @Test("q asks only when a run or unsaved input would be lost; Ctrl-C leaves at once")
    func quit() {
        var state = Fixture.app()
        #expect(state.press(.character("q")) == [.quit])
        _ = state.handle(.runProgressed(RunProgress()))
        #expect(state.press(.character("q")).isEmpty)
        #expect(state.text.contains("Leave the console?"))
        #expect(state.press(.control("c")) == [.quit])
    }

    @Test("While autoprovisioning is on, what a change would take away is shown before it is saved; Escape saves nothing")
    func consequences() throws {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.press(.character("U"), .character(" "), .tab)
        let effects = state.press(.enter)
        guard let edited = effects.first?.save(.back, .unlessConsequences) else {
            Issue.record("\(effects)")
            return
        }
        #expect(edited.userAccess.settingByPath == ["/": .off])
        let words = try #require(Fixture.plan.consequences(comparedTo: nil))
        let held =
            "The suspension of 1 person would be held until you release it: together with the others within 21 days that makes 20, more than the limit of 10."
        #expect(words.words.contains(held), "\(words)")
        _ = state.handle(.consequencesFound(words, edited, .back))
        #expect(state.text.contains("The suspension of 1"))
        #expect(state.press(.escape).isEmpty)
        #expect(state.page is UserAccessPage)
        _ = state.handle(.consequencesFound(words, edited, .back))
        state.press(.right)
        #expect(state.press(.enter) == [.save(edited, .back)])
    }
}
