import Foundation
import Terminal
import Testing

@testable import Console
@testable import Provisioning

@Suite("Pending on the screen")
struct PendingPageTests {
    static func entry(_ id: String, days: Double, _ decision: PendingDecision? = nil, name: String? = nil) -> PendingEntry {
        PendingEntry(
            personID: id, name: name ?? "Person \(id)", email: "\(id)@corp.example", accountID: "account-\(id)",
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
        guard case .decide(.postpone(7), let postponed)? = state.press(.character("+")).first else {
            Issue.record("\(state.text)")
            return
        }
        #expect(postponed.personID == "a" && state.text.contains("Postponed by seven days: Person a."))
        let later = PendingDecision(cause: .deleted, action: .hardDelete, notBefore: Fixture.now + 8 * 86_400)
        _ = state.handle(.planLoaded(Self.plan([Self.entry("b", days: 2, Self.cancellation), Self.entry("a", days: 8, later)])))
        guard case .decide(.restore, let restored)? = state.press(.character("u")).first else {
            Issue.record("\(state.text)")
            return
        }
        #expect(restored.personID == "a")
    }

    @Test("What is cancelled is not postponed by accident")
    func cancelled() {
        var state = Self.opened([Self.entry("b", days: 2, Self.cancellation)])
        #expect(state.press(.character("+")).isEmpty)
        #expect(state.text.contains("It is cancelled; u takes that back first."))
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
}
