import Directory
import Engine
import Foundation
import Sync
import Terminal
import Testing
import Wording

@testable import Console
@testable import Provisioning

@Suite("The flow and its gates", .timeLimit(.minutes(5)))
struct FlowTests {
    @Test(
        "Sign-in takes an administrator's address of an organization",
        arguments: [
            ("", "Enter a whole address"), ("admin", "Enter a whole address"), ("a@gmail.com", "ending in @gmail.com cannot manage"),
            ("a@googlemail.com", "ending in @googlemail.com cannot manage"), ("admin@corp.example", nil),
        ] as [(String, String?)])
    func signIn(address: String, message: String?) {
        var state = Fixture.console(Configuration(), .notAuthorized)
        state.type(address)
        let effects = state.press(.enter)
        if let message {
            #expect(effects.isEmpty)
            #expect(state.text.contains(message))
        } else {
            #expect(effects == [.checkAdministrator(address)])
            _ = state.handle(.administratorChecked(address, .notAnAdministrator))
            #expect(state.text.contains("is not an administrator of this directory"))
        }
    }

    @Test("Somebody whom the directory cannot check now is let in, so that the connection can be mended")
    func uncheckedSignIn() {
        var state = Fixture.console(Configuration(), .notAuthorized)
        state.type("admin@corp.example")
        state.press(.enter)
        let effects = state.handle(.administratorChecked("admin@corp.example", .unknown(isUnreadable: true)))
        var expected = Configuration()
        expected.administrator = "admin@corp.example"
        #expect(effects == [.save(expected, .enterApps)])
        _ = state.handle(.saved(expected, .enterApps))
        #expect(state.text.contains("The directory cannot be read, so admin@corp.example was not checked."))
    }

    @Test("Single sign-on comes first; Continue waits for its box")
    func singleSignOn() {
        var state = Fixture.app(Fixture.configuration(progress: .notStarted, singleSignOn: false), .notAuthorized)
        state.press(.enter)
        #expect(state.text.contains("Before you set up autoprovisioning"))
        #expect(state.press(.tab, .enter).isEmpty)
        #expect(state.text.contains("Tick the box first."))
        state.press(.tab, .character(" "), .tab)
        var expected = Fixture.configuration(progress: .notStarted, singleSignOn: false)
        expected.singleSignOnAcknowledged = true
        #expect(state.press(.enter) == [.save(expected, .nextStep(.authorize))])
    }

    @Test(
        "A half-way set-up goes on where it was left",
        arguments: [
            (SetupProgress.notStarted, SetupStep.authorize), (.authorized, .attributes), (.attributesMapped, .scope), (.scopeChosen, .deprovisioning),
        ])
    func resumed(progress: SetupProgress, step: SetupStep) {
        var state = Fixture.app(Fixture.configuration(progress: progress))
        state.press(.enter)
        #expect(state.page.step == step)
        #expect(state.pages.compactMap(\.step) == SetupStep.allCases.filter { $0.rawValue <= step.rawValue })
    }

    @Test("Authorized and not revoked: no second consent, only Continue")
    func noSecondConsent() {
        var state = Fixture.app(Fixture.configuration(progress: .notStarted))
        state.press(.enter)
        #expect(state.text.contains("[ Continue ]"))
        #expect(!state.text.contains("[ Authorize ]"))
        #expect(state.press(.enter).contains { $0 == .beginAuthorization } == false)
        #expect(state.page.step == .attributes)
    }

    @Test("Attributes: every mandatory one gates Continue; the optional ones do not", arguments: Array(Fixture.targets.enumerated().map { ($0, $1) }))
    func attributes(index: Int, target: TargetAttribute) {
        var state = Fixture.app(Fixture.configuration(progress: .authorized))
        state.press(.enter)
        for _ in 0..<index { state.press(.down) }
        state.press(.delete, .tab)
        let saves = state.press(.enter).contains { $0.begunSave?.way == .atOnce }
        #expect(saves == !target.isMandatory)
        #expect(state.text.contains("Map the mandatory attributes first: \(target.label).") == target.isMandatory)
    }

    @Test("A fixed text and a fallback are taken from the pick list")
    func pickList() throws {
        var state = Fixture.app(Fixture.configuration(progress: .authorized))
        state.press(.enter, .down, .down, .character("F"))
        #expect(state.text.contains("Source for Job title"))
        state.type("Staff")
        state.press(.end, .down, .enter)
        #expect(state.text.contains("Job title, else \"Staff\" for everyone"))
        state.press(.tab)
        let saved = state.press(.enter).compactMap { effect -> Configuration? in effect.begunSave?.configuration }
        let mapping = try #require(saved.first?.autoprovisioning.mapping.first { $0.target == "title" })
        #expect(mapping.sources == [.attribute("organizations[primary].title"), .fixed("Staff")])
    }

    @Test(
        "Scope: any part of a name finds, accents and case do not matter, prefixes come first",
        arguments: [("sal", ["Sales", "Presales"]), ("EQUIPE", ["Équipe 営業"]), ("esales", ["Presales"]), ("営業", ["Équipe 営業"]), ("zzz", [])])
    func search(query: String, names: [String]) {
        var search = GroupSearch()
        search.field = TextField(query)
        search.search(in: Fixture.groups)
        #expect(search.groups(in: Fixture.groups).map(\.name) == names)
    }

    @Test("Scope: adding and removing counts anew, and only the newest count is shown")
    func scopeCount() {
        var state = Fixture.app(Fixture.configuration(progress: .attributesMapped))
        state.press(.enter)
        state.type("presales")
        let added = state.press(.enter)
        guard let count = added.first?.task(CountScope.self) else {
            Issue.record("adding must count")
            return
        }
        #expect(count.configuration.autoprovisioning.scope.groups.map(\.id) == ["g2"])
        _ = state.handle(.scopeCounted(ScopeSummary(entitled: 99), request: count.request - 1))
        #expect(state.text.contains("Counting"))
        _ = state.handle(.scopeCounted(ScopeSummary(entitled: 1), request: count.request))
        #expect(state.text.contains("1 person in scope"))
    }

    @Test("Scope: while the app is off for everyone, who would be in scope once it is on is counted, and saved is nothing of that")
    func scopeBeforeAccess() {
        var state = Fixture.app(Fixture.configuration(progress: .attributesMapped, access: UserAccess()))
        let counted = state.press(.enter).compactMap { effect -> (Configuration, Int)? in
            effect.task(CountScope.self).map { ($0.configuration, $0.request) }
        }
        #expect(counted.map(\.0.userAccess.isOffForEveryone) == [false])
        _ = state.handle(.scopeCounted(ScopeSummary(entitled: 175), request: counted.first?.1 ?? 0))
        #expect(state.text.contains("175 people, once the app is on for them (User access)"), "\(state.text)")
        let saved = state.press(.tab, .enter).compactMap { effect -> Configuration? in effect.begunSave?.configuration }
        #expect(saved.map(\.userAccess) == [UserAccess()])
    }

    @Test("Deprovisioning: each cause, action and delay can be chosen; without any Finish waits")
    func deprovisioning() throws {
        for (line, (cause, action)) in DeprovisioningCause.allCases.flatMap({ cause in DeprovisioningAction.allCases.map { (cause, $0) } })
            .enumerated()
        {
            for (index, delay) in DeprovisioningDelay.allCases.enumerated() {
                var state = Fixture.app(Fixture.configuration(progress: .scopeChosen))
                state.press(.enter)
                #expect(state.text.contains("( Finish )"))
                for _ in 0..<line { state.press(.down) }
                for _ in 0..<3 { state.press(.left) }
                state.press(.character(" "))
                if state.text.contains("( Finish )") { state.press(.character(" ")) }
                for _ in 0..<3 { state.press(.left) }
                for _ in 0..<index { state.press(.right) }
                state.press(.tab)
                var effects = state.press(.enter)
                // Deleted at the next run, without a suspension before: that is asked about.
                #expect((state.question != nil) == (action == .hardDelete && delay == .within24Hours))
                if state.question != nil {
                    state.type("delete")
                    state.press(.enter, .right)
                    effects = state.press(.enter)
                }
                guard let edited = effects.first?.save(.finishSetup) else {
                    Issue.record("\(cause) \(action) \(delay): \(effects)")
                    continue
                }
                let rule = edited.autoprovisioning.deprovisioning[cause]
                #expect((action == .suspend ? rule.suspend : rule.hardDelete) == delay)
                #expect((action == .suspend ? rule.hardDelete : rule.suspend) == nil)
                #expect(edited.autoprovisioning.setupProgress == .finished)
            }
        }
    }

    @Test("A hard delete that is not later than the suspension is asked about, and Escape is the safe answer")
    func hardDelete() {
        var state = Fixture.app(Fixture.configuration(progress: .scopeChosen))
        state.press(.enter, .character(" "), .down, .character(" "), .left, .left, .left, .tab)
        #expect(state.press(.enter).isEmpty)
        #expect(state.text.contains("Delete without suspending first?"))
        #expect(state.press(.escape).isEmpty)
        #expect(state.question == nil)
        state.press(.enter)
        state.type("delete")
        state.press(.enter, .right)
        #expect(state.press(.enter).contains { $0.begunSave?.way == .atOnce })
    }

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

    @Test("What a safeguard holds is released from the preview, after a question")
    func release() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.press(.character("p"))
        _ = state.handle(.planLoaded(Fixture.plan))
        #expect(state.text.contains("20 suspensions are held: more than the limit of 10."))
        state.press(.character("&"), .right)
        #expect(state.press(.enter) == [.run(released: [.suspend])])
    }

    @Test("What is released keeps its place among the held, and offers to be taken back: who decides about one after the other goes down the list")
    func releasedInPlace() {
        let held = ["a", "b", "c"].map { id in
            PlanEntry(
                PersonReference(id: id, name: "Person \(id)", email: "\(id)@corp.example"), kind: .suspend, accountID: "account-\(id)", before: [:],
                after: [:],
                reason: .deprovisioning(.init(action: .suspend, cause: .suspended, firstSeen: Fixture.now, due: Fixture.now), detail: nil))
        }
        func plan(released: [PlanEntry]) -> Plan {
            let items = held.map { entry in PlanItem(entry, released.contains { $0.personID == entry.personID } ? .released : .held) }
            let rest = held.count - released.count
            return Plan(
                configurationRevision: 3, made: Fixture.now, items: items,
                holds: [.suspend: SafeguardHold(kind: .suspend, planned: rest, unconfirmed: 0, recent: 0, rejected: 0, allowance: 1)],
                timerChanges: [], pending: [], problems: [], excluded: [], entitledCount: 3)
        }
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.press(.character("p"))
        _ = state.handle(.planLoaded(plan(released: [])))
        state.press(.down, .character("+"), .right)
        #expect(state.press(.enter) == [.decideHeld(.release, [held[1]])])
        _ = state.handle(.planLoaded(plan(released: [held[1]])))
        #expect(
            state.text.contains(/held: suspend +Person a[^\n]*\n[^\n]*› released: suspend +Person b[^\n]*\n[^\n]*held: suspend +Person c/),
            "\(state.text)")
        #expect(state.text.contains("u Undo") && !state.text.contains("+ Release "), "\(state.text)")
        state.press(.down)
        #expect(state.text.contains("+ Release") && state.text.contains("- Reject"), "\(state.text)")
    }

    @Test("One held action, or all of its kind, is released or rejected from the preview after a question that names the effect; u takes it back")
    func heldSingly() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.press(.character("p"))
        var plan = Fixture.plan
        let entry = plan.held[0]
        _ = state.handle(.planLoaded(plan))
        for (key, change, words) in [
            ("+", HeldChange.release, "Release this action?"), ("-", .reject, "Reject this action?"), ("*", .release, "Release this action?"),
            ("_", .reject, "Reject this action?"),
        ] {
            state.press(.character(Character(key)))
            #expect(state.text.contains(words))
            #expect(state.text.contains(change == .release ? "1 to suspend: done by the next run." : "1 to suspend: not done as long as"))
            #expect(state.press(.enter).isEmpty, "the safe answer has the focus")
            state.press(.character(Character(key)), .right)
            #expect(state.press(.enter) == [.decideHeld(change, [entry])])
            #expect(state.text.contains("Planning again, what is shown is from"))
            #expect(state.press(.character("-")).isEmpty && state.question == nil, "not decided twice on an old plan")
            _ = state.handle(.planLoaded(plan))
            #expect(!state.text.contains("what is shown is from"))
        }
        #expect(state.press(.character("u")).isEmpty)
        let attempts = FailedAttempts(
            kind: .update, after: ["title": "b"], count: 2, last: Fixture.now, detail: .written(code: "refused", sentence: "No."))
        plan.items += [PlanItem(entry, .rejected), PlanItem(plan.entries[1], .waiting(attempts, until: Fixture.now + 3_600))]
        _ = state.handle(.planLoaded(plan))
        for _ in 0..<4 { state.press(.right) }
        #expect(state.text.contains("rejected: suspend"), "\(state.text)")
        #expect(state.press(.character("-")).isEmpty)
        #expect(state.press(.character("u")).isEmpty)
        #expect(state.text.contains("1 to suspend: the next run does it, unless a safeguard holds it again."), "\(state.text)")
        state.press(.right)
        #expect(state.press(.enter) == [.decideHeld(.restore, [entry])])
        _ = state.handle(.planLoaded(plan))
        state.press(.left)
        #expect(state.text.contains("waiting") && state.press(.character("+")).isEmpty)
        #expect(state.press(.character("t")) == [.retry("2")])
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

    @Test("Pending: a countdown, cancel after a question, postpone, and take back")
    func pending() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        #expect(state.press(.character("n")) == [.loadPlan])
        _ = state.handle(.planLoaded(Fixture.plan))
        #expect(state.text.contains("in 24 h ") && state.text.contains("delete"))
        // What a safeguard holds is due, and comes before it.
        state.press(.down)
        let entry = Fixture.plan.pending[0]
        #expect(state.press(.character("P")) == [.decide(.postpone(days: 7), [entry])])
        state.press(.character("x"))
        #expect(state.text.contains("Cancel what is pending?"))
        #expect(state.press(.enter).isEmpty)
        state.press(.character("x"), .right)
        #expect(state.press(.enter) == [.decide(.cancel, [entry])])
        #expect(state.press(.character("u")).isEmpty)
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
            "The suspension of 1 person would be held until you release it: with what else there is or was in 21 days that makes 20, more than the limit of 10."
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
