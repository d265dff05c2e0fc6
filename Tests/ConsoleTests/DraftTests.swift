import Directory
import Foundation
import Provisioning
import Sync
import Terminal
import Testing

@testable import Console

@Suite("What was entered and not saved yet", .timeLimit(.minutes(5)))
struct DraftTests {
    /// A setup page with input: how far the setup is, and the keys that change something there.
    static let drafts: [(SetupProgress, SetupStep, [Key])] = [
        (.authorized, .attributes, [.down, .delete]), (.attributesMapped, .scope, [.down, .enter]),
        (.scopeChosen, .deprovisioning, [.character(" ")]),
    ]

    static func draft(_ progress: SetupProgress, _ keys: [Key]) -> ConsoleState {
        var state = Fixture.app(Fixture.configuration(progress: progress))
        state.press(.enter)
        for key in keys { state.press(key) }
        return state
    }

    @Test("Left for the app's page, the input of a setup page is kept, which is said; Continue shows it again", arguments: drafts)
    func kept(progress: SetupProgress, step: SetupStep, keys: [Key]) {
        var state = Self.draft(progress, keys)
        #expect(state.page.hasUnsavedChanges(state.model))
        let before = state.text
        while state.page.step != nil { state.press(.escape) }
        #expect(state.page is AppPage && state.question == nil)
        #expect(state.text.contains("What you entered in the setup is kept, but not saved yet."))
        state.press(.enter)
        #expect(state.page.step == step && state.page.hasUnsavedChanges(state.model))
        #expect(state.text.contains("What you entered here before is kept; it is not saved yet."))
        #expect(state.text.split(separator: "\n").dropLast(2) == before.split(separator: "\n").dropLast(2))
    }

    @Test("A setup goes on at the first page with input, not after it")
    func first() {
        var state = Fixture.app(Fixture.configuration(progress: .attributesMapped))
        state.press(.enter, .escape, .down, .delete, .escape, .escape)
        #expect(state.page is AppPage)
        state.press(.enter)
        #expect(state.page.step == .attributes)
        #expect(state.press(.tab, .enter).contains { $0.begunSave != nil } == false, "a mandatory one was cleared")
    }

    @Test("q asks while input of the setup is not saved, on its page and after it was left", arguments: drafts)
    func quit(progress: SetupProgress, step: SetupStep, keys: [Key]) {
        var state = Self.draft(progress, keys)
        if state.page.isTyping { state.press(.tab) }
        #expect(state.press(.character("q")).isEmpty)
        #expect(state.text.contains("What you changed on this page is not saved."))
        state.press(.escape)
        while state.page.step != nil { state.press(.escape) }
        #expect(state.press(.character("q")).isEmpty)
        #expect(state.text.contains("What you entered in the setup is not saved."))
        state.press(.right)
        #expect(state.press(.enter) == [.quit])
    }

    @Test("An untouched or saved page of the setup is no reason to ask", arguments: drafts)
    func untouched(progress: SetupProgress, step: SetupStep, keys: [Key]) {
        var state = Self.draft(progress, [])
        if state.page.isTyping { state.press(.tab) }
        #expect(state.press(.character("q")) == [.quit])
    }

    @Test("After Continue saved them, the rows are no input any more, also when one comes back")
    func saved() throws {
        var state = Fixture.app(Fixture.configuration(progress: .authorized))
        state.press(.enter, .down, .down, .delete, .tab)
        guard let save = state.press(.enter).first?.begunSave else {
            Issue.record("Continue must save")
            return
        }
        _ = state.handle(.saved(save.configuration, save.followUp))
        #expect(state.page.step == .scope)
        state.press(.escape)
        #expect(state.page.step == .attributes && !state.page.hasUnsavedChanges(state.model))
        #expect(!state.text.contains("changed"))
    }

    @Test("A kept page where nothing was typed shows what somebody else saved meanwhile")
    func refreshed() {
        var state = Fixture.app(Fixture.configuration(progress: .attributesMapped))
        state.press(.enter, .escape, .escape, .escape)
        var theirs = Fixture.configuration(progress: .attributesMapped)
        theirs.revision += 1
        theirs.autoprovisioning.scope.groups = [GroupReference(Fixture.groups[0])]
        _ = state.handle(.homeChanged(Fixture.status(theirs)))
        state.press(.enter)
        #expect(state.page.step == .scope)
        #expect(state.text.contains("✓ Sales (chosen)"))
    }

    @Test("Ticking the box of single sign-on is input: leaving asks, and an unchanged form saves nothing")
    func singleSignOn() {
        var state = Fixture.app(Fixture.configuration(progress: .notStarted, singleSignOn: false), .notAuthorized)
        state.press(.enter, .character(" "), .escape)
        #expect(state.question?.purpose == .discardChanges(nil))
        var edit = Fixture.app()
        edit.press(.end, .enter)
        #expect(edit.page is SingleSignOnPage)
        #expect(!edit.press(.enter, .enter).contains { $0.begunSave != nil })
        #expect(edit.page is AppPage && edit.text.contains("Nothing was changed."))
    }

    @Test(
        "In every form of a finished setup, Save with nothing changed leaves and says so",
        arguments: [Place.userAccess, .mapping, .scope, .deprovisioning])
    func nothingChanged(place: Place) {
        var state = Fixture.app()
        _ = state.go(to: place)
        state.press(.tab)
        #expect(!state.press(.enter).contains { $0.begunSave != nil })
        #expect(state.text.contains("Nothing was changed."))
    }

    @Test("While an authorization waits for the browser, q asks")
    func waiting() {
        var state = Fixture.app(Fixture.configuration(progress: .notStarted), .notAuthorized)
        state.press(.enter, .enter)
        _ = state.handle(.authorizationBegun(URL(string: "http://127.0.0.1:1/x")!, browserStarted: true, hint: nil))
        #expect(state.press(.character("q")).isEmpty)
        #expect(state.text.contains("The authorization that waits for a browser ends"))
    }

    @Test("A demo that is forgotten says so before it is left, once something was set up", arguments: [true, false])
    func demo(isForgotten: Bool) {
        for progress in [SetupProgress.notStarted, .finished] {
            var model = ConsoleModel(
                targets: Fixture.targets, homeName: "/home",
                sandbox: .init(administrator: "admin@corp.example", isForgotten: isForgotten, hint: { "" }, authorize: { _ in }))
            model.status = Fixture.status(Fixture.configuration(progress: progress))
            var state = ConsoleState(model: model, size: Size(columns: 80, rows: 24))
            state.pages = [AppListPage()]
            let asks = isForgotten && progress == .finished
            #expect(state.press(.character("q")) == (asks ? [] : [.quit]))
            #expect(state.text.contains("This demo is forgotten then") == asks)
        }
    }
}
