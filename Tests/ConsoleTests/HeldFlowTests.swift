import Directory
import Engine
import Foundation
import Sync
import Terminal
import Testing
import Wording

@testable import Console
@testable import Provisioning

@Suite("What is held and what waits", .timeLimit(.minutes(5)))
struct HeldFlowTests {
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
}
