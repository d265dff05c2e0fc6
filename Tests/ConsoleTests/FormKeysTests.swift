import Directory
import Foundation
import Provisioning
import Sync
import Terminal
import Testing
import Wording

@testable import Console

@Suite("What forms offer, and what they show where there is little room", .timeLimit(.minutes(5)))
struct FormKeysTests {
    @Test("On the connection u takes back what was entered, outside of the fields; in them it is a letter")
    func connectionUndo() {
        var state = Fixture.app()
        state.size = Size(columns: 140, rows: 50)
        state.pages.append(ConnectionPage(state.model))
        #expect(!state.text.contains("u Undo"))
        state.press(.down)
        state.type("u")
        #expect(state.text.contains("/exportu") && state.page.hasUnsavedChanges(state.model))
        state.press(.up, .left)
        #expect(state.text.contains("Read by") && state.text.contains("u Undo"))
        state.press(.character("u"))
        #expect(!state.page.hasUnsavedChanges(state.model) && state.text.contains("/export") && !state.text.contains("Read by"))
        state.press(.left)
        for _ in 0..<11 { state.press(.down) }
        #expect(state.text.contains("Enter Save") && state.text.contains("u Undo"))
        state.press(.character("u"))
        #expect(!state.page.hasUnsavedChanges(state.model) && state.text.contains("Enter Save"), "the buttons keep the focus")
    }

    @Test("The list of sources opens on the one that is chosen here, also before anything is saved")
    func currentSource() {
        var state = Fixture.app(Fixture.configuration(progress: .authorized))
        state.press(.enter, .down, .down, .enter)
        #expect(state.text.contains(/› Job title +Employee details/), "\(state.text)")
    }

    @Test("Enter is offered on a group only when it would be taken")
    func groupHints() {
        var state = Fixture.app()
        state.press(.character("U"), .character("A"))
        #expect(!state.text.contains("Enter Add") && state.text.contains("Down To the list") && !state.text.contains("› Sales"))
        state.press(.down)
        #expect(state.text.contains("Enter Add"))
        state.type("xyz")
        #expect(!state.text.contains("Enter Add"))
    }

    private static let deleting = DeprovisioningPolicy(
        appTurnedOff: .init(suspend: .after7Days), suspended: .init(suspend: .within24Hours),
        deleted: .init(suspend: .within24Hours, hardDelete: .after21Days))

    @Test("At 60×15 the settings say what is deleted, with a banner too", arguments: [Fixture.authorized, Fixture.revoked])
    func settings(authorization: AuthorizationStatus) {
        var state = Fixture.app(Fixture.configuration(isOn: true, policy: Self.deleting), authorization)
        state.size = Size(columns: 60, rows: 15)
        _ = state.go(to: .settings)
        let words = Look.sentences(state).replacing(#/ *[█│] */#, with: " ")
        #expect(words.contains("Deleted: suspend within 24 hours, hard delete after 21 days"), "\(state.text)")
        state.press(.end)
        #expect(state.text.contains("› Delete configuration"), "\(state.text)")
    }

    @Test("At 60×15 the sandbox's sign-in has all its buttons")
    func sandboxButtons() throws {
        var state = Fixture.app(Fixture.configuration(progress: .notStarted), .notAuthorized)
        var model = ConsoleModel(
            targets: Fixture.targets, homeName: "/home",
            sandbox: ConsoleOptions.SandboxSignIn(
                administrator: "admin@corp.example", isForgotten: true, hint: { "Sign in as admin" }, authorize: { _ in }))
        model.status = state.model.status
        state = ConsoleState(model: model, size: Size(columns: 60, rows: 15), symbols: .unicode)
        state.pages = [AppListPage(), AuthorizePage(mode: .setup)]
        _ = state.handle(.authorizationBegun(try #require(URL(string: "http://127.0.0.1/a")), browserStarted: false, hint: "Sign in as admin"))
        #expect(state.text.contains("[ Back ]  [ Copy ]  [ Open browser ]  [ Sign in for me ]"), "\(state.text)")
    }

    @Test("At 60×15 with a banner the rule that has the focus is in sight, and so are the buttons")
    func rulesWithBanner() {
        var state = Fixture.app(Fixture.configuration(isOn: true, policy: Self.deleting), Fixture.revoked)
        state.size = Size(columns: 60, rows: 15)
        _ = state.go(to: .deprovisioning)
        for line in 0..<6 {
            #expect(state.text.contains(line % 2 == 0 ? /› \[.\] Suspend/ : /› \[.\] Hard delete/), "line \(line)\n\(state.text)")
            #expect(state.text.contains("[ Cancel ]  [ Update ]"))
            state.press(.down)
        }
        #expect(state.text.contains("[ Cancel ]  [ Update ]") && !state.text.contains("› ["))
    }

    @Test("At 60×15 single sign-on has its buttons, and the reason why one does nothing")
    func singleSignOn() {
        var state = Fixture.app(Fixture.configuration(progress: .notStarted, singleSignOn: false), .notAuthorized)
        state.size = Size(columns: 60, rows: 15)
        state.press(.enter)
        #expect(state.page is SingleSignOnPage)
        #expect(state.text.contains("[ Back ]  ( Continue )") && state.text.contains("Tick the box first."), "\(state.text)")
    }
}
