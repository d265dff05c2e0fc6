import Provisioning
import Sync
import Terminal
import Testing

@testable import Console

@Suite("The page of the safeguards", .timeLimit(.minutes(5)))
struct SafeguardsPageTests {
    static func page(isOn: Bool = false) -> ConsoleState {
        var state = Fixture.app(Fixture.configuration(isOn: isOn))
        _ = state.go(to: .safeguards)
        return state
    }

    @Test("It shows each limit, and what it comes to for the accounts that are kept in step")
    func shows() {
        let state = Self.page()
        #expect(state.text.contains("[✓] suspend"), "\(state.text)")
        #expect(state.text.contains("[ ] create") && state.text.contains("never held"))
        #expect(state.text.replacing(/\s+/, with: " ").contains("[✓] delete 5 people or 2 %"), "\(state.text)")
    }

    @Test("Numbers are typed, a tick taken away lifts the limit, and only what changed is saved")
    func edits() {
        var state = Self.page()
        state.press(.backspace, .backspace, .character("2"), .character("5"), .right, .backspace, .down, .left, .left, .character(" "), .tab)
        #expect(state.text.contains("(changed)"))
        guard let edited = state.press(.enter).first?.save(.back) else {
            Issue.record("nothing is saved: \(state.text)")
            return
        }
        #expect(edited.safeguards.limits[.suspend] == .init(number: 25, percent: 0))
        #expect(edited.safeguards.limits[.delete] == nil)
        #expect(edited.safeguards.limits[.update] == Safeguards.defaultLimits[.update])
    }

    static let raised = LoosenedLimit(.suspend, before: .init(number: 10, percent: 5), after: .init(number: 25, percent: 0))

    @Test("A limit says what it comes to, in words that are read once", arguments: Look.sizes)
    func words(size: Size) {
        var state = Self.page()
        state.size = size
        state.model.status?.linkedAccounts = 100
        let text = state.text.replacing(/\s+/, with: " ")
        #expect(
            text.contains(size.columns < 100 ? "10 people or 5 % now: 10 of 100" : "10 people or 5 % whichever is more; now: 10 of 100 people"),
            "\(text)")
        #expect(size.rows < 20 || text.contains("The larger of number and percentage counts."), "\(text)")
    }

    @Test("A loosened limit is asked about with what it means, also while it is off", arguments: [false, true])
    func loosened(isOn: Bool) throws {
        var state = Self.page(isOn: isOn)
        state.press(.backspace, .backspace, .character("2"), .character("5"), .right, .backspace, .tab)
        let save = try #require(state.press(.enter).first?.begunSave)
        #expect(save.way == .unlessConsequences)
        var consequences = PlanConsequences()
        (consequences.isOff, consequences.loosened, consequences.letThrough) = (!isOn, [Self.raised], [:])
        _ = state.handle(.answer(save, .consequences(consequences)))
        let said = Look.question(state)
        #expect(
            said.contains(
                "Within 21 days, up to 25 people or 0 %, whichever is more, could be suspended without being held for review, instead of 10 people or 5 %."
            ),
            "\(said)")
        #expect(said.contains("Nothing that is held now would go through."), "\(said)")
        #expect(said.contains("Autoprovisioning is off, so this takes effect once it is turned on.") == !isOn, "\(said)")
    }

    @Test("While it is on, what the new limits would let through is shown first")
    func consequences() {
        var state = Self.page(isOn: true)
        state.press(.backspace, .tab)
        #expect(state.press(.enter).contains { $0.begunSave?.way == .unlessConsequences })
    }

    @Test("u puts back what is saved, D what was proposed at the start, and nothing can be typed that is out of range")
    func undo() {
        var state = Self.page()
        for _ in 0..<12 { state.press(.character("9")) }
        #expect(state.text.contains("109999") && state.text.contains("A number is at most 999,999. It stays as it was."))
        state.press(.right)
        for _ in 0..<5 { state.press(.character("9")) }
        #expect(state.text.contains("59 %") && state.text.contains("A percentage is at most 100 %. It stays as it was."))
        state.press(.character("z"))
        #expect(state.text.contains("Type digits"))
        #expect(state.page.hasUnsavedChanges(state.model))
        state.press(.character("u"))
        #expect(!state.page.hasUnsavedChanges(state.model))
        state.press(.character("x"), .character("D"))
        #expect(!state.page.hasUnsavedChanges(state.model), "the saved ones are those of the start")
    }
}
