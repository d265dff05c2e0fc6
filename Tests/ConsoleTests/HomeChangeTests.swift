import Engine
import Foundation
import Provisioning
import Sync
import Terminal
import Testing

@testable import Console

@Suite("Changes that others make to the home", .timeLimit(.minutes(5)))
struct HomeChangeTests {
    /// The configuration as somebody else saved it.
    static func theirs(_ change: (inout Configuration) -> Void) -> WorkspaceStatus {
        var configuration = Fixture.configuration()
        change(&configuration)
        configuration.revision += 1
        return Fixture.status(configuration)
    }

    static func created(_ count: Int) -> Usage {
        var usage = Usage()
        usage.created = count
        return usage
    }

    @Test("Whoever comes back to a page sees what was done meanwhile on the page that was left: Why does not name what Pending has canceled")
    func comingBack() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        _ = state.push(ExplainPage(personID: "1"))
        _ = state.push(PendingPage(state.model))
        #expect(state.press(.escape).contains(.task(ExplainPage.Explain(personID: "1"))))
        // While a run goes on it is read when the run has ended.
        _ = state.handle(.homeChanged(Fixture.status(state.model.configuration)))
        #expect(state.handle(.homeChanged(Fixture.status(state.model.configuration))).contains(.task(ExplainPage.Explain(personID: "1"))))
    }

    @Test("Turned on elsewhere, the slider moves by itself")
    func slider() {
        var state = Fixture.app()
        #expect(state.text.contains("OFF"))
        _ = state.handle(.homeChanged(Self.theirs { $0.autoprovisioning.isOn = true }))
        #expect(state.text.contains("[━━●] ON"))
    }

    @Test("A page where nothing was typed shows what the other one saved; saving it then does not undo theirs")
    func untouched() throws {
        var state = Fixture.app()
        state.press(.character("U"))
        let theirs = Self.theirs { $0.userAccess.organizationalUnits.append(UnitAccess(path: "/Sales", access: .off)) }
        _ = state.handle(.homeChanged(theirs))
        #expect(state.model.configuration == theirs.configuration)
        #expect(!state.page.hasUnsavedChanges(state.model))
        #expect(!state.press(.tab, .enter).contains { $0.begunSave != nil })
        #expect(state.page is AppPage)
    }

    @Test("What was typed stays, and the save keeps the revision that it began with, so that it is refused once")
    func typed() throws {
        var state = Fixture.app()
        state.press(.character("U"))
        state.press(.down, .character(" "))
        let before = state.model.configuration.revision
        _ = state.handle(.homeChanged(Self.theirs { $0.userAccess = UserAccess(organizationalUnits: ["/": .off]) }))
        #expect(state.text.contains("The configuration was changed elsewhere."))
        #expect(state.page.hasUnsavedChanges(state.model))
        guard let saved = state.press(.tab, .enter).last?.begunSave?.configuration else {
            Issue.record("nothing is saved")
            return
        }
        #expect(saved.revision == before)
        #expect(saved.userAccess.organizationalUnits.map { "\($0.path) \($0.access)" } == ["/ on", "/Sales off"])
    }

    @Test("A search that is being typed stays when the page below is refreshed")
    func search() {
        var state = Fixture.app()
        state.press(.character("s"), .down, .down, .enter)
        state.type("sal")
        _ = state.handle(.homeChanged(Self.theirs { $0.autoprovisioning.scope.groups = [GroupReference(Fixture.groups[2])] }))
        #expect(state.text.contains("sal"))
        #expect(state.text.contains("Équipe"))
    }

    @Test("Another process's run is shown with done of total, failures, time left and the person; not started a second time")
    func otherRun() {
        var state = Fixture.console(Fixture.configuration(isOn: true), size: Size(columns: 120, rows: 30))
        state.press(.enter)
        var progress = RunProgress()
        progress.phase = .writing
        (progress.total, progress.done, progress.failed, progress.secondsLeft, progress.current) = (40, 11, 1, 59, "Zoë Kowalczyk")
        _ = state.handle(.homeChanged(Fixture.status(Fixture.configuration(isOn: true), running: progress)))
        #expect(state.text.contains("12 of 40, 1 failed, about 59 s left") && state.text.contains("a run is under way: Zoë Kowalczyk"))
        #expect(state.press(.character("r")).isEmpty)
        #expect(state.text.contains("A run is under way: autoprovision, process 7"))
        _ = state.handle(.homeChanged(Fixture.status(Fixture.configuration(isOn: true))))
        #expect(!state.text.contains("of 40"))
    }

    @Test("While a run of this console is under way the ledger counts along, and nothing is counted twice")
    func notTwice() {
        let configuration = Fixture.configuration(isOn: true)
        var state = Fixture.app(configuration)
        _ = state.handle(.statusLoaded(Fixture.status(configuration, usage: Self.created(10))))
        var progress = RunProgress()
        _ = state.handle(.runProgressed(progress))
        progress.phase = .writing
        progress.counts = [.create: 3]
        _ = state.handle(.runProgressed(progress))
        _ = state.handle(.homeChanged(Fixture.status(configuration, usage: Self.created(13), running: progress)))
        #expect(state.model.usage?.created == 13)
    }

    @Test("What was read before this console saved is no news; a revision that is older after all is", arguments: [true, false])
    func older(isNews: Bool) {
        var saved = Fixture.configuration()
        saved.revision += 1
        var state = Fixture.app()
        _ = state.handle(.saved(saved, .stay))
        state.press(.character("U"))
        let before = Fixture.status(Fixture.configuration())
        let effects = state.handle(isNews ? .homeChanged(before) : .statusLoaded(before))
        #expect(state.model.configuration.revision == saved.revision && effects.contains(.task(ReadStatus(isSecond: true))))
        state.press(.down, .character(" "))
        _ = state.handle(.answer(ReadStatus(isSecond: true), Fixture.status(saved)))
        #expect(!state.text.contains("changed elsewhere") && state.page.hasUnsavedChanges(state.model))
        _ = state.handle(.answer(ReadStatus(isSecond: true), before))
        #expect(state.text.contains("The configuration was changed elsewhere."))
    }

    @Test("The log reads itself again")
    func activity() {
        var state = Fixture.app()
        state.press(.character("a"))
        #expect(state.handle(.homeChanged(Fixture.status(Fixture.configuration()))) == [.findActivity(ActivityQuery())])
    }
}
