import Foundation
import Sync
import Terminal
import Testing
import Wording

@testable import Console
@testable import Provisioning

@Suite("Pending on the screen", .timeLimit(.minutes(5)))
struct PendingPageTests {
    static func entry(_ id: String, days: Double, _ decision: PendingDecision? = nil, name: String? = nil) -> PendingEntry {
        PendingEntry(
            PersonReference(id: id, name: name ?? "Person \(id)", email: "\(id)@corp.example"), accountID: "account-\(id)",
            scheduled: .init(action: .hardDelete, cause: .deleted, firstSeen: Fixture.now, due: Fixture.now + days * 86_400), isHeld: false,
            decision: decision)
    }

    static func plan(_ pending: [PendingEntry]) -> Plan {
        Plan(
            configurationRevision: 3, made: Fixture.now, entries: [], held: [], holds: [:], timerChanges: [], pending: pending, problems: [],
            excluded: [], entitledCount: 0)
    }

    static func opened(_ pending: [PendingEntry], symbols: SymbolSet = .unicode) -> ConsoleState {
        var state = Fixture.console(Fixture.configuration(isOn: true), symbols: symbols)
        state.press(.enter, .character("n"))
        _ = state.handle(.planLoaded(plan(pending)))
        return state
    }

    static let cancellation = PendingDecision(cause: .deleted, action: .hardDelete)

    @Test("A decision moves the person in the list, and the selection goes along: u never takes back what was decided about another")
    func follows() {
        var state = Self.opened([Self.entry("a", days: 1), Self.entry("b", days: 2, Self.cancellation)])
        guard let postponed = state.press(.character("P")).first?.pending(.postpone(days: 7)) else {
            Issue.record("\(state.text)")
            return
        }
        #expect(postponed.map(\.personID) == ["a"] && state.text.contains("Postponed by seven days: Person a."))
        let later = PendingDecision(cause: .deleted, action: .hardDelete, notBefore: Fixture.now + 8 * 86_400)
        _ = state.handle(.planLoaded(Self.plan([Self.entry("b", days: 2, Self.cancellation), Self.entry("a", days: 8, later)])))
        guard let restored = state.press(.character("u")).first?.pending(.restore) else {
            Issue.record("\(state.text)")
            return
        }
        #expect(restored.map(\.personID) == ["a"])
    }

    @Test("What is canceled is not postponed by accident")
    func cancelled() {
        var state = Self.opened([Self.entry("b", days: 2, Self.cancellation)])
        #expect(state.press(.character("P")).isEmpty)
        #expect(state.text.contains("It is canceled; u takes that back first."))
    }

    @Test("The selected entry is said in full with its address, and in full with its account on a page of its own")
    func words() {
        var state = Self.opened([Self.entry("a", days: 1, name: "Same Name"), Self.entry("b", days: 2, name: "Same Name")])
        #expect(state.text.contains("Same Name <a@corp.example>: delete due"))
        state.press(.down)
        #expect(state.text.contains("Same Name <b@corp.example>"))
        state.press(.enter)
        #expect(state.text.contains("account-b") && state.text.contains("delete due") && state.text.contains("deleted from Google, since"))
    }

    @Test("A terminal that cannot show a name's letters shows the address")
    func ascii() {
        let rows = Self.opened([Self.entry("a", days: 1, name: "Наталія")], symbols: .ascii).text.split(separator: "\n")
        #expect(rows.contains { $0.contains("delete") && $0.contains("a@corp.example") && !$0.contains("?") }, "\(rows)")
    }

    static func suspension(_ id: String, days: Double) -> PendingEntry {
        PendingEntry(
            PersonReference(id: id, name: "Person \(id)", email: "\(id)@corp.example"), accountID: "account-\(id)",
            scheduled: .init(action: .suspend, cause: .suspended, firstSeen: Fixture.now, due: Fixture.now + days * 86_400), isHeld: false)
    }

    @Test("Left and Right show one kind; X asks once and cancels what is shown and nothing else")
    func kinds() {
        var state = Self.opened([
            Self.suspension("a", days: 1), Self.entry("b", days: 2), Self.entry("c", days: 3), Self.entry("d", days: 4, Self.cancellation),
        ])
        #expect(state.text.contains("[All 4] Suspend 1  Hard delete 2  Canceled 1"), "\(state.text)")
        state.press(.right, .right)
        #expect(state.text.contains("[Hard delete 2]") && !state.text.contains("Person a") && !state.text.contains("Person d"), "\(state.text)")
        state.press(.character("X"))
        #expect(state.text.contains("2 hard deletes will not happen"), "\(state.text)")
        state.press(.right)
        guard let cancelled = state.press(.enter).first?.pending(.cancel) else {
            Issue.record("\(state.text)")
            return
        }
        #expect(cancelled.map(\.personID) == ["b", "c"])
        #expect(state.text.contains("2 canceled."))
        let gone = [Self.suspension("a", days: 1), Self.entry("b", days: 2, Self.cancellation), Self.entry("c", days: 3, Self.cancellation)]
        _ = state.handle(.planLoaded(Self.plan(gone)))
        #expect(state.text.contains("[Hard delete 0]") && state.text.contains("Nothing of this kind is left; Left and Right show the others."))
        #expect(!state.text.contains("nobody is waiting") && !state.text.contains("x Cancel"), "\(state.text)")
    }

    @Test("X counts the name filter too, and says when nothing is left to cancel")
    func filtered() {
        var state = Self.opened([Self.entry("a", days: 1), Self.entry("b", days: 2), Self.entry("d", days: 4, Self.cancellation)])
        state.press(.character("/"))
        state.type("b@corp")
        state.press(.enter, .character("X"))
        #expect(state.question?.purpose == .cancelPending([Self.entry("b", days: 2)]))
        state.press(.escape, .escape, .left)
        #expect(state.text.contains("[Canceled 1]"), "\(state.text)")
        state.press(.character("X"))
        #expect(state.question == nil && state.text.contains("Nothing that is shown can be canceled: it is so already"))
    }

    @Test("Canceling suspensions says which hard deletes still come: without the suspension nothing would warn of them")
    func hardDeletesLeft() {
        func delete(_ id: String) -> PendingEntry {
            PendingEntry(
                PersonReference(id: id, name: "Person \(id)", email: "\(id)@corp.example"), accountID: "account-\(id)",
                scheduled: .init(action: .hardDelete, cause: .suspended, firstSeen: Fixture.now, due: Fixture.now + 9 * 86_400), isHeld: false)
        }
        var state = Self.opened([Self.suspension("a", days: 1), Self.suspension("b", days: 1), delete("a"), delete("b")])
        state.press(.character("x"))
        #expect(Look.sentences(state).contains("The hard delete still comes, due 2026-"), "\(state.text)")
        state.press(.escape, .right, .character("X"))
        #expect(Look.sentences(state).contains("2 hard deletes still come, the first due 2026-"), "\(state.text)")
        state.press(.escape, .left, .character("X"))
        #expect(state.text.contains("Cancel 4") && !state.text.contains("still come"), "\(state.text)")
    }

    @Test("What is canceled goes to the end alone: the next one is selected, and x goes down the list")
    func goesOn() {
        var state = Self.opened([Self.entry("a", days: 1), Self.entry("b", days: 2), Self.entry("c", days: 3)])
        state.press(.character("x"), .right, .enter)
        _ = state.handle(.planLoaded(Self.plan([Self.entry("b", days: 2), Self.entry("c", days: 3), Self.entry("a", days: 1, Self.cancellation)])))
        #expect(state.text.contains("Person b <b@corp.example>: delete due"), "\(state.text)")
        state.press(.character("x"))
        #expect(state.question?.purpose == .cancelPending([Self.entry("b", days: 2)]))
    }

    @Test("Where there is one kind only, no row is spent on choosing")
    func oneKind() {
        let state = Self.opened([Self.entry("a", days: 1), Self.entry("b", days: 2)])
        #expect(!state.text.contains("All 2") && !state.text.contains("Kind"))
    }
}
