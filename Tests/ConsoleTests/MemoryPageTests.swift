import Foundation
import Sync
import Terminal
import Testing

@testable import Console
@testable import Provisioning
@testable import Wording

@Suite("Pages from memory, and the question whether the runs go on", .timeLimit(.minutes(5)))
struct MemoryPageTests {
    static let memory = PlanMemory(
        origin: .run(7), planned: Fixture.now - 3_600,
        obstacle: .init(code: "directory-unreachable", whom: "Google", reason: "Nothing answers at Google."))

    static func plan(due: Bool = true, _ memory: PlanMemory? = memory) -> Plan {
        let action = ScheduledAction(action: .hardDelete, cause: .deleted, firstSeen: Fixture.now - 86_400, due: Fixture.now - 60)
        let entry = PlanEntry(
            personID: "d", name: "Due Tonight", email: "due@corp.example", kind: .delete, accountID: "7", reason: .deprovisioning(action, detail: nil)
        )
        var plan = Plan(
            configurationRevision: 3, made: Fixture.now, entries: due ? [entry] : [], held: [], holds: [:], timerChanges: [],
            pending: [PendingPageTests.entry("a", days: 2)], problems: [], excluded: [], entitledCount: 4)
        plan.memory = memory
        return plan
    }

    static func opened(_ key: Key, size: Size = Look.sizes[0]) -> ConsoleState {
        var state = Fixture.console(Fixture.configuration(isOn: true), size: size)
        state.press(.enter, key)
        _ = state.handle(.planLoaded(plan()))
        return state
    }

    @Test("Preview and Pending say from when they are and why, at every size; what is due can be canceled there", arguments: Look.sizes)
    func notice(size: Size) {
        for key in [Key.character("n"), .character("p")] {
            let state = Self.opened(key, size: size)
            #expect(Look.sentences(state).contains("From the run of \((Fixture.now - 3_600).words); Google could not be asked"), "\(state.text)")
            #expect(state.text.contains("Due Tonight"), "\(state.text)")
        }
        var state = Self.opened(.character("n"), size: size)
        #expect(state.text.contains("due  ") && state.text.contains("delete"))
        state.press(.character("x"))
        #expect(state.text.contains("Cancel what is pending?"))
        guard let entries = state.press(.right, .enter).first?.pending(.cancel) else {
            Issue.record("\(state.text)")
            return
        }
        #expect(entries.map(\.personID) == ["d"])
    }

    @Test("From memory no run is begun that would release everything")
    func releaseAll() {
        var state = Self.opened(.character("p"))
        var plan = Self.plan()
        plan = Plan(
            configurationRevision: 3, made: Fixture.now, entries: [], held: plan.entries,
            holds: [.delete: SafeguardHold(kind: .delete, planned: 1, recent: 0, allowance: 0)], timerChanges: [], pending: [], problems: [],
            excluded: [],
            entitledCount: 4)
        plan.memory = Self.memory
        _ = state.handle(.planLoaded(plan))
        #expect(state.press(.character("&")).isEmpty)
        #expect(state.text.contains("No run is possible now."), "\(state.text)")
    }

    @Test("People and Why show what is known and the reason")
    func people() {
        var state = Fixture.console(Fixture.configuration(isOn: true))
        state.press(.enter, .character("w"))
        var person = ListedPerson(id: "p", name: "Known", email: "known@corp.example", status: nil, accountIsActive: true)
        person.isAsked = false
        _ = state.handle(.peopleLoaded([person]))
        _ = state.handle(.failure(PeoplePage.List(), "Known here; Google could not be asked: Nothing answers."))
        #expect(state.text.contains("not asked") && state.text.contains("Google could not be asked") && state.text.contains("Known"), "\(state.text)")
        #expect(state.press(.enter) == [.explain("p")])
        let explanation = Explanation(
            personID: "p", person: KnownPerson(name: "Known", email: "known@corp.example"), ledger: LedgerState(), plan: Self.plan(),
            memory: Self.memory,
            isOn: true)
        _ = state.handle(.explained(ExplainPage.Explained(explanation: explanation, history: [])))
        #expect(state.text.contains("Google could not be asked") && state.text.contains("not asked"), "\(state.text)")
    }

    // MARK: Whether the runs go on

    static let question = ResumptionQuestion(asked: Fixture.now, by: AuditActor(user: "root"))

    static func waiting(size: Size = Look.sizes[1]) -> ConsoleState {
        var state = Fixture.console(Fixture.configuration(isOn: true), size: size)
        state.press(.enter)
        var status = Fixture.status(Fixture.configuration(isOn: true))
        (status.resumption, status.time) = (question, Fixture.now)
        _ = state.handle(.statusLoaded(status))
        return state
    }

    @Test("While the question is open the first page and a banner say until when, and R and r lead to it", arguments: Look.sizes)
    func banner(size: Size) {
        var state = Self.waiting(size: size)
        #expect(Look.sentences(state).contains("The runs wait until \(Self.question.until.clockWords) for you"), "\(state.text)")
        _ = state.push(SettingsPage())
        #expect(Look.sentences(state).contains("The runs wait until \(Self.question.until.clockWords) for you"), "\(state.text)")
        #expect(state.press(.character("!")) == [.foretellResumption])
        state.press(.escape)
        #expect(state.press(.character("r")) == [.foretellResumption])
    }

    @Test("The question names what is due, wants the word for a deletion, and each answer is given; Escape leaves it open", arguments: Look.sizes)
    func answers(size: Size) {
        func asked(_ plan: Plan?) -> ConsoleState {
            var state = Self.waiting(size: size)
            var status = Fixture.status(Fixture.configuration(isOn: true))
            status.resumption = Self.question
            _ = state.handle(.resumptionForetold(status, plan))
            return state
        }
        var state = asked(Self.plan())
        #expect(state.text.contains("Resume the runs?"), "\(state.text)")
        #expect(state.press(.tab, .right, .right, .enter).isEmpty)
        state = asked(Self.plan())
        state.type("delete")
        #expect(state.press(.enter, .enter) == [.answerResumption(.start)])
        state = asked(Self.plan())
        #expect(state.press(.tab, .right, .enter) == [.answerResumption(.turnOff)])
        state = asked(Self.plan(due: false, nil))
        #expect(state.press(.right, .right, .enter) == [.answerResumption(.start)])
        state = asked(Self.plan(due: false, nil))
        #expect(state.press(.escape).isEmpty && state.question == nil)
    }

    @Test("After an authorization it is found out whether something is to be asked")
    func authorized() {
        var state = Fixture.console(Fixture.configuration(isOn: true), Fixture.revoked)
        state.press(.enter, .character("!"))
        #expect(state.handle(.authorized).contains(.foretellResumption))
    }
}
