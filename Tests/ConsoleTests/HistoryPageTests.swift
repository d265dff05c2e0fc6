import Foundation
import Provisioning
import Sync
import Terminal
import Testing
import Wording

@testable import Console

@Suite("The history of the configuration on the screen", .timeLimit(.minutes(5)))
struct HistoryPageTests {
    static let mario = AuditActor(user: "mario", administrator: "admin@corp.example")
    private static let engineering = GroupReference(id: "g2", email: "engineering@corp.example", name: "Engineering")

    /// Four revisions, newest first: a change of the scope by an editor on top of three saves.
    static let steps: [RevisionStep] = {
        var configuration = Fixture.configuration()
        var revisions: [ConfigurationRevision] = []
        func add(_ number: Int, _ origin: ConfigurationRevision.Origin, _ actor: AuditActor, days: Double, _ change: (inout Configuration) -> Void) {
            change(&configuration)
            revisions.insert(
                ConfigurationRevision(
                    number: number, configuration: configuration, origin: origin, actor: actor, made: Fixture.now - days * 86_400,
                    restored: origin == .restored ? 1 : nil), at: 0)
        }
        add(1, .found, .found, days: 30) { _ in }
        add(2, .saved, mario, days: 12) {
            $0.autoprovisioning.scope.groups = [engineering]
            $0.safeguards.limits[.suspend] = .init(number: 40, percent: 10)
        }
        add(3, .saved, AuditActor(user: "nadia as root", administrator: "nadia@corp.example"), days: 3) { $0.autoprovisioning.isOn = true }
        add(4, .editedByHand, .editedByHand, days: 1) { $0.autoprovisioning.scope.groups = [] }
        return RevisionStep.all(revisions)
    }()

    /// A save on top of somebody else's: one setting that only they changed, one that only we changed, and one that both did.
    static let overtaking: Overtaking = {
        let base = Fixture.configuration()
        var (theirs, mine) = (base, base)
        theirs.revision = 4
        theirs.autoprovisioning.scope.groups = [engineering]
        theirs.safeguards.limits[.suspend] = .init(number: 40, percent: 10)
        mine.safeguards.limits[.suspend] = .init(number: 20, percent: 5)
        mine.safeguards.limits[.delete] = .init(number: 1, percent: 0)
        return Overtaking(
            overlap: ConfigurationOverlap(base: base, theirs: theirs, mine: mine),
            others: [RevisionSummary(number: 4, actor: mario, made: Fixture.now, origin: "saved")])
    }()

    private static func opened() -> ConsoleState {
        var state = Fixture.app()
        state.press(.character(":"))
        state.type("history")
        #expect(state.press(.enter).contains(.loadHistory))
        _ = state.handle(.historyLoaded(steps))
        return state
    }

    @Test("Each revision says who, when and what changed; the filter finds a setting, Enter shows before and after")
    func list() {
        var state = Self.opened()
        for part in ["mario", "nadia as root", "edited by hand", "autoprovisioning turned on", "scope group Engineering"] {
            #expect(state.text.contains(part), "\(part)")
        }
        state.press(.character("/"))
        state.type("limit")
        state.press(.enter, .enter)
        #expect(state.page is RevisionPage)
        for part in ["Revision 2, ", "mario (administrator admin@corp.example)", "limit for suspensions", "10 or 5 %", "40 or 10 %", "scope group"] {
            #expect(state.text.contains(part), "\(part)\n\(state.text)")
        }
    }

    @Test("Z finds out what restoring would change and asks; the save says of which revision it is")
    func restore() {
        var state = Self.opened()
        #expect(state.press(.down, .character("Z")) == [.task(HistoryPage.ForetellRestoration(number: 3))])
        var edited = Fixture.configuration()
        edited.autoprovisioning.scope.groups = [Self.engineering]
        _ = state.handle(.restorationForetold(3, edited, current: Fixture.configuration()))
        #expect(state.text.contains("Restore revision 3?") && state.text.contains("Scope group Engineering <engineering@corp.example> added."))
        #expect(state.press(.tab, .enter) == [.saveUnlessConsequences(edited, .restored(3))])
        edited.revision += 1
        let effects = state.handle(.saved(edited, .restored(3)))
        #expect(effects.contains(.loadHistory) && state.text.contains("The settings of revision 3 were restored."))
    }

    @Test("A hard delete that nobody would notice is confirmed by a word; while autoprovisioning is on, the consequences are asked about as well")
    func dangerous() {
        let current = Fixture.configuration(isOn: true)
        var state = Fixture.app(current)
        var edited = current
        edited.autoprovisioning.deprovisioning[.deleted] = .init(hardDelete: .within24Hours)
        _ = state.handle(.restorationForetold(2, edited, current: current))
        #expect(state.text.contains("When the user is deleted from Google: the account is deleted for good"))
        state.press(.tab, .right)
        #expect(state.press(.enter).isEmpty, "the word is not typed yet")
        state.press(.tab)
        state.type("delete")
        state.press(.tab, .right)
        #expect(state.press(.enter) == [.saveUnlessConsequences(edited, .restored(2))])
    }

    @Test("A save that was overtaken shows theirs, yours and who; what both changed waits for a choice; then both changes are saved")
    func overtaken() throws {
        var state = Fixture.app()
        state.press(.character("s"), .down, .down, .down, .down, .enter)
        #expect(state.page is SafeguardsPage)
        state.press(.up, .up, .up, .character("2"))
        _ = state.handle(.overtaken(Self.overtaking, .back))
        #expect(state.page is OvertakenPage)
        for part in [
            "mario (administrator admin@corp.example)", "scope group", "limit for suspensions", "40 or 10 %", "20 or 5 %", "limit for deletions",
        ] {
            #expect(state.text.contains(part), "\(part)\n\(state.text)")
        }
        #expect(state.press(.tab, .enter).isEmpty && state.text.contains("Choose a value for the setting that both of you changed."))
        state.press(.tab, .right)
        guard let saved = state.press(.tab, .enter).last?.save(.back) else {
            Issue.record("nothing is saved")
            return
        }
        var expected = Self.overtaking.overlap.theirs
        expected.safeguards.limits[.suspend] = .init(number: 20, percent: 5)
        expected.safeguards.limits[.delete] = .init(number: 1, percent: 0)
        #expect(saved == expected)
        _ = state.handle(.saved(saved, .back))
        #expect(state.page is SettingsPage && state.text.contains("Saved."))
    }

    @Test("Esc leads back to what was entered, which is kept; choosing theirs everywhere saves nothing")
    func back() throws {
        var state = Fixture.app()
        state.press(.character("s"), .down, .down, .down, .down, .enter, .character("2"))
        let typed = state.text
        _ = state.handle(.overtaken(Self.overtaking, .back))
        state.press(.escape)
        #expect(state.text == typed)
        _ = state.handle(.overtaken(Self.overtaking, .back))
        state.press(.left, .up, .left, .up, .left)
        let theirs = Self.overtaking.overlap.theirs
        #expect(state.press(.tab, .enter) == [.task(OvertakenPage.KeepTheirs(configuration: theirs, followUp: .back))])
        _ = state.handle(.answer(OvertakenPage.KeepTheirs(configuration: theirs, followUp: .back), ()))
        #expect(state.page is SettingsPage && state.text.contains("nothing of yours was kept"))
    }

    @Test("Reading everything again does not make a save lay what was typed over somebody else's change")
    func readAgain() throws {
        var state = Fixture.app()
        state.press(.character("s"), .down, .down, .down, .down, .enter, .character("2"))
        let before = state.model.configuration.revision
        state.press(.control("l"))
        _ = state.handle(.statusLoaded(HomeChangeTests.theirs { $0.safeguards.limits[.delete] = nil }))
        guard let saved = state.press(.tab, .enter).last?.begunSave?.configuration else {
            Issue.record("nothing is saved")
            return
        }
        #expect(saved.revision == before)
    }

    @Test("Signing out asks, keeps the account that authorized the app protected, and leads to the sign-in")
    func signOut() {
        var state = Fixture.console(Fixture.configuration(), .authorized(owner: nil, since: Fixture.now, idleDeadline: nil))
        state.press(.character(":"))
        state.type("sign out")
        state.press(.enter)
        #expect(state.text.contains("Sign out?") && state.text.contains("The account admin@corp.example stays protected"))
        var expected = Fixture.configuration()
        expected.administrator = nil
        expected.application.protectedAccount = "admin@corp.example"
        #expect(state.press(.tab, .enter) == [.save(expected, .signedOut)])
        expected.revision += 1
        _ = state.handle(.saved(expected, .signedOut))
        #expect(state.page is SignInPage)
        var known = Fixture.configuration()
        known.administrator = nil
        #expect(Fixture.configuration().signedOut(owner: "7") == known, "the tokens name the account")
    }
}
