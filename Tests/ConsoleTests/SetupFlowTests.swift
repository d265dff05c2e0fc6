import Directory
import Engine
import Foundation
import Sync
import Terminal
import Testing
import Wording

@testable import Console
@testable import Provisioning

@Suite("The setup and its gates", .timeLimit(.minutes(5)))
struct SetupFlowTests {
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
        "A halfway setup goes on where it was left",
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
        let saves = state.press(.enter).contains { $0.begunSave?.way == .unlessConsequences }
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
        #expect(state.press(.enter).contains { $0.begunSave?.way == .unlessConsequences })
    }
}
