import Provisioning
import Terminal
import Testing

@testable import Console

@Suite("What a safeguard holds is decided about alike on both pages that show it", .timeLimit(.minutes(5)))
struct HeldOnBothPagesTests {
    static let decisions: [PageKey] = [.release, .reject, .releaseKind, .rejectKind, .releaseAll, .undo, .cancel, .postpone]

    /// The page with this person selected, after a plan in which the first two that are held were decided about.
    static func page(_ place: Place, _ plan: Plan, _ person: String) -> ConsoleState {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.size = Look.sizes[3]
        _ = state.enter(place)
        _ = state.handle(.planLoaded(plan))
        state.pages[state.pages.count - 1] =
            place == .preview ? PreviewPage(state.model, person: person) as any Page : PendingPage(state.model, person: person)
        _ = state.frame()
        return state
    }

    static var decided: Plan {
        var plan = SnapshotWorld.plan
        let held = plan.items.indices.filter { plan.items[$0].fate == .held }
        plan.items[held[0]] = PlanItem(plan.items[held[0]].action, .released)
        plan.items[held[1]] = PlanItem(plan.items[held[1]].action, .rejected)
        return plan
    }

    @Test("The same keys with the same words, and the same question or answer for each", arguments: [false, true])
    func same(isDecided: Bool) throws {
        let plan = isDecided ? Self.decided : SnapshotWorld.plan
        let people = plan.judged.filter { $0.entry.cause != nil }
        try #require(people.count == 3)
        for (entry, standing) in people {
            let pages = [Place.preview, .pending].map { Self.page($0, plan, entry.personID) }
            let hints = pages.map { state in state.pageHints.filter { hint in Self.decisions.contains { $0.rawValue == hint.key } } }
            #expect(hints[0] == hints[1] && !hints[0].isEmpty, "\(standing): \(hints)")
            for meaning in Self.decisions where meaning != .cancel && meaning != .postpone {
                let key = try #require(meaning.key)
                let said = pages.map { page in
                    var state = page
                    let effects = state.press(key)
                    return (effects, state.question?.purpose, state.message?.text)
                }
                #expect(said[0] == said[1], "\(standing), \(meaning.label)")
            }
        }
    }

    @Test("On Pending nothing that is held is canceled or postponed, alone, marked or with all that are shown")
    func noCancel() throws {
        let held = try #require(SnapshotWorld.plan.held.first { $0.cause != nil })
        for key in [PageKey.cancel, .postpone] {
            var state = Self.page(.pending, SnapshotWorld.plan, held.personID)
            #expect(state.press(try #require(key.key)).isEmpty && state.question == nil)
            #expect(state.text.contains("A safeguard holds it: + releases it, - rejects it."))
            state.press(.character(" "))
            #expect(state.press(try #require(key.key)).isEmpty && state.question == nil)
            #expect(state.text.contains("Nothing that is marked can be"))
        }
        var state = Self.page(.pending, SnapshotWorld.plan, held.personID)
        state.press(.character("X"))
        guard case .cancelPending(let entries) = state.question?.purpose else {
            Issue.record("\(state.text)")
            return
        }
        #expect(!entries.isEmpty && Set(entries.map(\.personID)).isDisjoint(with: SnapshotWorld.plan.held.map(\.personID)))
    }

    @Test("On Pending a released one keeps its place among the held, and they have a tab of their own")
    func place() {
        var plan = SnapshotWorld.plan
        let held = plan.items.indices.filter { plan.items[$0].fate == .held }
        plan.items[held[1]] = PlanItem(plan.items[held[1]].action, .released)
        var state = Self.page(.pending, plan, plan.items[held[1]].action.personID)
        #expect(
            state.text.contains(/held +delete +Leaver 1[^\n]*\n[^\n]*› released +delete +Leaver 2[^\n]*\n[^\n]*held +delete +Leaver 3/),
            "\(state.text)")
        state.press(.right)
        #expect(state.text.contains("[Held 2]"), "\(state.text)")
    }

    @Test("On Pending marked ones are released or rejected with one question")
    func marks() throws {
        let held = SnapshotWorld.plan.held.filter { $0.cause != nil }
        var state = Self.page(.pending, SnapshotWorld.plan, held[0].personID)
        state.press(.character(" "), .character(" "), .character("-"))
        #expect(state.question?.purpose == .decideHeld(.reject, Array(held.prefix(2))))
    }

    @Test("On Pending, x on what is released says how it is stopped; u takes back one kind of decision at a time and keeps the marks")
    func releasedIsStopped() throws {
        var plan = SnapshotWorld.plan
        let held = try #require(plan.items.indices.first { plan.items[$0].fate == .held && plan.items[$0].action.cause != nil })
        plan.items[held] = PlanItem(plan.items[held].action, .released)
        var state = Self.page(.pending, plan, plan.items[held].action.personID)
        state.press(.character("x"))
        #expect(state.text.contains("the next run does it: u takes that back"), "\(state.text)")
        state.press(.character(" "), .end, .character(" "), .character("u"))
        #expect(state.question == nil && state.text.contains("Take back one kind at a time"), "\(state.text)")
        state.press(.character("x"))
        #expect(state.question != nil, "\(state.text)")
    }
}
