import Foundation
import Provisioning
import Sync
import Terminal
import Testing
import Wording

@testable import Console

@Suite("Undoing a run on the screen", .timeLimit(.minutes(5)))
struct UndoPageTests {
    /// A run that suspended one person and created another.
    static func undo() -> UndoPlan {
        func entry(_ id: Int64, _ kind: ActionKind, _ person: String) -> ActivityEntry {
            ActivityEntry(
                id: id, run: 7, kind: kind, PersonReference(id: person, name: "Person \(person)", email: "\(person)@corp.example"),
                accountID: "account-\(person)",
                why: .written(""), state: .done, code: nil, before: [:], after: [:], time: Fixture.now, hash: nil)
        }
        return UndoPlan(
            of: 7, done: [entry(1, .suspend, "p"), entry(2, .create, "q")], laterRuns: [:],
            state: LedgerState(
                links: [
                    "p": AccountLink(personID: "p", accountID: "account-p", values: [:], isActive: false),
                    "q": AccountLink(personID: "q", accountID: "account-q", values: [:]),
                ]), policy: .init(), now: Fixture.now)
    }

    static func record(_ id: Int64, _ counts: [ActionKind: Int] = [:]) -> RunRecord {
        RunRecord(
            id: id, started: Fixture.now, finished: Fixture.now, outcome: .done, message: nil, counts: counts, failures: 0, held: 0, pending: 0,
            problems: 0, peopleRead: 0)
    }

    @Test("The page says what would be taken back and what not, asks, and starts a run of its own")
    func flow() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        _ = state.handle(.statusLoaded(Fixture.status(Fixture.configuration(isOn: true), lastRun: Self.record(7))))
        state.press(.character("v"))
        #expect(state.press(.character("u")) == [.foretellUndo(7)])
        _ = state.handle(.undoForetold(Self.undo()))
        for part in ["Undo of run 7", "1 to re-enable", "Person p", "left as it is", "Person q"] { #expect(state.text.contains(part), "\(part)") }
        state.press(.down)
        #expect(Look.sentences(state).contains("An undo does not remove an account that was created"))
        state.press(.character("u"))
        #expect(state.text.contains("Undo run 7?") && state.text.contains("1 to re-enable"))
        #expect(state.press(.tab, .enter) == [.undo(run: 7)])
        #expect(state.model.isRunning)
        _ = state.handle(.runEnded(Self.record(8, [.reenable: 1])))
        #expect(state.text.contains("Run 8") && state.page is UndoPage)
    }

    @Test("When the configuration is deleted, what was done can still be read")
    func afterDeletion() {
        let none = Configuration(
            revision: 1, administrator: "a@corp.example", directory: .files(folder: "/export"), application: .init(clientID: "id"))
        for ran in [true, false] {
            var state = Fixture.app(none)
            _ = state.handle(.statusLoaded(Fixture.status(none, lastRun: ran ? Self.record(7) : nil)))
            state.press(.character("a"))
            #expect((state.page is ActivityPage) == ran)
            #expect(Place.activity.isReachable(state.model) == ran)
        }
    }

    @Test("Where nothing can be undone, nothing is asked; a failure is said")
    func nothing() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.pages.append(UndoPage(run: 7))
        _ = state.handle(.failure(UndoPage.Foretell(run: 7), "There is no run 7."))
        #expect(state.text.contains("There is no run 7."))
        _ = state.handle(.undoForetold(UndoPlan(of: 7, done: [], laterRuns: [:], state: LedgerState(), policy: .init(), now: Fixture.now)))
        #expect(state.text.contains("Nothing to undo") && state.text.contains("The run did nothing."))
        state.press(.character("u"))
        #expect(state.question == nil && state.text.contains("There is nothing to undo."))
    }
}
