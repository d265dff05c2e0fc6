import Foundation
import Terminal
import Testing
import Wording

@testable import Console
@testable import Provisioning

@Suite("What moved units would change, in Preview", .timeLimit(.minutes(5)))
struct UnitHoldPageTests {
    static let late = UnitMove(id: "u1", from: "/Off/Late", to: "/On/Late", parentID: "on")
    static let team = UnitMove(id: "u2", from: "/On/Team", to: "/Off/Team", parentID: "off")

    /// The unit of one person moved to where the app is on, the unit of another one to where it is off; nobody decided yet.
    static let held: Plan = {
        var plan = empty
        plan.unitHold = UnitHold([
            .init(person: PersonReference(id: "2", name: "Zed", email: "zed@corp.example"), isGain: false, move: team),
            .init(person: PersonReference(id: "1", name: "Ann", email: "ann@corp.example"), isGain: true, move: late),
        ])
        plan.undecidedUnitMoves = [team, late]
        return plan
    }()

    static let rejected: Plan = {
        var plan = empty
        plan.rejectedUnitMoves = [team, late]
        return plan
    }()

    /// The next run suspends the one whose unit moved away.
    static let released: Plan = {
        let suspension = PlanEntry(
            PersonReference(id: "2", name: "Zed", email: "zed@corp.example"), kind: .suspend, accountID: "8",
            reason: .deprovisioning(.init(action: .suspend, cause: .appTurnedOff, firstSeen: Fixture.now, due: Fixture.now), detail: nil))
        var plan = Plan(
            configurationRevision: 3, made: Fixture.now, entries: [suspension], held: [], holds: [:], released: ["2"], timerChanges: [], pending: [],
            problems: [], excluded: [], entitledCount: 12)
        (plan.releasedUnitMoves, plan.releasedByUnit) = ([team, late], ["2"])
        return plan
    }()

    private static let empty = Plan(
        configurationRevision: 3, made: Fixture.now, entries: [], held: [], holds: [:], timerChanges: [], pending: [], problems: [], excluded: [],
        entitledCount: 12)

    static func page(_ plan: Plan, _ size: Size = Look.sizes[1], _ symbols: SymbolSet = .unicode) -> ConsoleState {
        var state = Fixture.console(Fixture.configuration(isOn: true), size: size, symbols: symbols)
        state.press(.enter, .character("p"))
        _ = state.handle(.planLoaded(plan))
        return state
    }

    /// Whether this is said of the selected row: below the list in a sentence, or beside it.
    private static func says(_ who: String, _ what: String, _ why: String, _ state: ConsoleState) -> Bool {
        guard state.size.columns >= 110 else { return Look.sentences(state).contains("\(who): \(what); \(why)") }
        let beside = Look.beside(state)
        return beside.contains(who) && beside.contains("Held: \(why)")
    }

    @Test("Both are listed by address with what would happen to them, and the selected one is said in full", arguments: Look.sizes, Look.symbols)
    func rows(size: Size, symbols: SymbolSet) {
        var state = Self.page(Self.held, size, symbols)
        #expect(Look.sentences(state).contains("[To do 2] Held 2"), "\(state.text)")
        #expect(state.text.contains(/held: create +Ann[^\n]*\n[^\n]*held: suspend +Zed/), "\(state.text)")
        #expect(
            Self.says("Ann <ann@corp.example>", "held: create", "would get an account: unit /Off/Late, now /On/Late", state), "\(state.text)")
        state.press(.down)
        #expect(
            Self.says("Zed <zed@corp.example>", "held: suspend", "would lose an account: unit /On/Team, now /Off/Team", state), "\(state.text)")
    }

    @Test("The sentence names the units and counts both sides, and says that it is one decision", arguments: Look.sizes)
    func sentence(size: Size) {
        let said = Look.sentences(Self.page(Self.held, size))
        #expect(said.contains("Units were moved in the directory: /On/Team to /Off/Team, /Off/Late to /On/Late."), "\(said)")
        #expect(said.contains("By that alone 1 person would lose an account and 1 person would get an account"), "\(said)")
        // The smallest screen has three lines for it; Enter shows all of it there too.
        var details = Self.page(Self.held, size)
        details.press(.enter)
        for shown in size == Look.sizes[0] ? [details] : [Self.page(Self.held, size), details] {
            #expect(Look.sentences(shown).contains("This is held until you release or reject it as a whole."), "\(shown.text)")
        }
    }

    struct Side: Sendable, CustomTestStringConvertible {
        let losses: Int
        let gains: Int
        let words: String
        var testDescription: String { words }
    }

    @Test(
        "Losses and gains are counted apart; who gains nothing is not mentioned",
        arguments: [
            Side(losses: 1, gains: 0, words: "By that alone 1 person would lose an account."),
            Side(losses: 3, gains: 0, words: "By that alone 3 people would lose their accounts."),
            Side(losses: 0, gains: 2, words: "By that alone 2 people would get accounts."),
            Side(losses: 2, gains: 1, words: "By that alone 2 people would lose their accounts and 1 person would get an account."),
        ])
    func counts(_ side: Side) {
        var plan = Self.empty
        plan.unitHold = UnitHold(
            (0..<side.losses + side.gains).map { number in
                .init(
                    person: PersonReference(id: "\(number)", name: "Person \(number)", email: "\(number)@corp.example"),
                    isGain: number >= side.losses, move: Self.team)
            })
        let state = Self.page(plan)
        #expect(Look.sentences(state).contains("A unit was moved in the directory: /On/Team to /Off/Team. \(side.words)"), "\(state.text)")
        #expect(state.text.contains("Held \(side.losses + side.gains)"))
    }

    @Test("A search finds them, and Enter shows one with the whole sentence")
    func details() {
        var state = Self.page(Self.held)
        state.press(.character("/"))
        state.type("zed")
        #expect(state.text.contains("1 of 2") && !state.text.contains("Ann"), "\(state.text)")
        state.press(.enter, .enter)
        #expect(state.page is EntryPage)
        let said = Look.sentences(state)
        #expect(said.contains("Held: would lose an account: unit /On/Team, now /Off/Team."), "\(said)")
        #expect(said.contains("until you release or reject it as a whole"), "\(said)")
    }

    struct Decision: Sendable, CustomTestStringConvertible {
        let key: Key
        let change: HeldChange
        let title: String
        let effect: String
        var testDescription: String { "\(key)" }
    }

    @Test(
        "Whichever row is selected, a key decides about all moved units at once, after a question that says what comes of it",
        arguments: [
            Decision(
                key: .character("+"), change: .release, title: "Release what the moved units would change?",
                effect: "The next run lets the moved units inherit from where they are now."),
            Decision(
                key: .character("*"), change: .release, title: "Release what the moved units would change?",
                effect: "The next run lets the moved units inherit from where they are now."),
            Decision(
                key: .character("-"), change: .reject, title: "Reject what the moved units would change?",
                effect: "The moved units keep inheriting from where they were."),
            Decision(
                key: .character("_"), change: .reject, title: "Reject what the moved units would change?",
                effect: "The moved units keep inheriting from where they were."),
        ])
    func decide(_ decision: Decision) {
        for row in 0...1 {
            var state = Self.page(Self.held)
            if row == 1 { state.press(.down) }
            #expect(state.press(decision.key).isEmpty)
            let said = Look.question(state)
            #expect(said.contains("\(decision.title) Units were moved") && said.contains("1 person would lose an account"), "\(said)")
            #expect(said.contains(decision.effect) && state.text.contains(decision.title), "\(said)\n\(state.text)")
            #expect(state.press(.enter).isEmpty, "the safe answer has the focus")
            state.press(decision.key, .right)
            #expect(state.press(.enter) == [.decideUnitMoves(decision.change, [Self.team, Self.late])])
            #expect(state.press(decision.key).isEmpty && state.question == nil, "not decided twice on an old plan")
        }
    }

    @Test(
        "What makes no sense for them says so, and asks nothing",
        arguments: [("u", "Nothing was decided about it."), ("t", "It does not wait for another try.")])
    func otherKeys(key: String, words: String) {
        var state = Self.page(Self.held)
        #expect(state.press(.character(Character(key))).isEmpty && state.question == nil)
        #expect(state.text.contains(words), "\(state.text)")
    }

    @Test("& releases them with everything else that is held, and says what they would change")
    func releaseAll() {
        var state = Self.page(Self.held)
        #expect(state.text.contains("& Release all, run"), "\(state.text)")
        state.press(.character("&"))
        #expect(Look.question(state).contains("1 person would lose an account and 1 person would get an account"), "\(state.text)")
        state.press(.right)
        #expect(state.press(.enter) == [.run(released: [], releasesUnitMoves: true)])
    }

    @Test("Rejected moves stand under Rejected, unit by unit; only u is of use there, and takes back the decision about all of them")
    func afterRejection() {
        var state = Self.page(Self.rejected)
        state.press(.right)
        #expect(state.text.contains("[Rejected 2]"), "\(state.text)")
        #expect(state.text.contains(/rejected: unit +Unit \/Off\/Team[^\n]*\n[^\n]*rejected: unit +Unit \/On\/Late/), "\(state.text)")
        #expect(Look.sentences(state).contains("Unit /Off/Team: rejected: unit; it was moved from /On/Team"), "\(state.text)")
        for key in ["+", "-"] {
            #expect(state.press(.character(Character(key))).isEmpty && state.question == nil)
            #expect(state.text.contains("It was already decided; u takes that back."))
        }
        state.press(.character("u"))
        #expect(Look.question(state).contains("The unit /On/Team, now /Off/Team. The unit /Off/Late, now /On/Late."), "\(state.text)")
        #expect(Look.question(state).contains("The next run holds again what the moved units would change."), "\(state.text)")
        state.press(.right)
        #expect(state.press(.enter) == [.decideUnitMoves(.restore, [Self.team, Self.late])])
    }

    @Test("What the next run does because moves were released takes them all back with u")
    func afterRelease() {
        var state = Self.page(Self.released)
        #expect(state.text.contains("released: suspend"), "\(state.text)")
        state.press(.character("u"))
        #expect(state.text.contains("Take back what was decided about the moved units?"), "\(state.text)")
        state.press(.right)
        #expect(state.press(.enter) == [.decideUnitMoves(.restore, [Self.team, Self.late])])
    }
}
