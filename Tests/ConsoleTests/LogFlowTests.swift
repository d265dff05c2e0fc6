import Foundation
import Provisioning
import Terminal
import Testing
import Wording

@testable import Console

@Suite("Looking through the log and the failures", .timeLimit(.minutes(5)))
struct LogFlowTests {
    static func entry(_ id: Int64, _ state: ActivityEntry.State = .done, message: String? = nil) -> ActivityEntry {
        ActivityEntry(
            id: id, run: id / 100, kind: .create, PersonReference(id: "p\(id)", name: "Person \(id)", email: "p\(id)@corp.example"), accountID: nil,
            why: .written("app on"), state: state, code: state == .failed ? "conflict" : nil,
            detail: message.map { .written(code: "conflict", sentence: $0) }, before: [:], after: [:], time: Fixture.now,
            hash: "abc\(id)")
    }

    /// The activity page with a log of a million entries, whose rows are answered when they are asked for.
    static func activity(_ count: Int = 1_000_000) -> ConsoleState {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        answer(state.press(.character("a")), &state, count)
        return state
    }

    static func answer(_ effects: [ConsoleEffect], _ state: inout ConsoleState, _ count: Int) {
        for effect in effects {
            if let find = effect.task(ActivityPage.Find.self) {
                answer(state.handle(.answer(find, (ActivityIndex(newest: 1_000_000, count: count), 1_000_000))), &state, count)
            }
            if let read = effect.task(ActivityPage.Read.self) { _ = state.handle(.answer(read, read.ids.map { entry($0) })) }
        }
    }

    @Test("A million entries: only a window of rows is asked for, at both ends and wherever one moves")
    func window() throws {
        var state = Self.activity()
        #expect(state.text.contains("Person 1000000") && state.text.contains("1,000,000"))
        let effects = state.press(.end)
        guard let ids = effects.first?.task(ActivityPage.Read.self)?.ids else {
            Issue.record("\(effects)")
            return
        }
        #expect(ids.count <= ActivityPage.windowRows && ids.last == 1)
        Self.answer(effects, &state, 1_000_000)
        #expect(state.text.contains("Person 1 "))
    }

    @Test(
        "Page Down leads on by as many rows as the screen shows",
        arguments: [Size(columns: 80, rows: 24), Size(columns: 60, rows: 15), Size(columns: 200, rows: 60)])
    func pages(size: Size) {
        var state = Self.activity()
        _ = state.handle(.terminal(.resized(size)))
        let shown = state.text.split(separator: "\n").count { $0.contains("Person ") && !$0.contains("@") }
        #expect(shown > 5)
        Self.answer(state.press(.pageDown), &state, 1_000_000)
        let selected = state.text.split(separator: "\n").filter { $0.contains(state.symbols.pointer) }
        #expect(selected.contains { $0.contains("Person \(1_000_000 - shown) ") }, "\(state.text)")
        // What was selected stays in sight when one row further is enough.
        Self.answer(state.press(.up), &state, 1_000_000)
        #expect(state.text.contains("Person \(1_000_000 - shown) "))
    }

    @Test("# shows the run of the selected entry alone and then all again, and the line at the bottom says which")
    func ofRun() {
        var state = Self.activity()
        _ = state.handle(.terminal(.resized(Size(columns: 200, rows: 60))))
        #expect(state.text.contains("# This run"), "\(state.text)")
        Self.answer(state.press(.character("#")), &state, 30)
        #expect(state.text.contains("Everything by run 10000") && state.text.contains("# All runs"), "\(state.text)")
        #expect(state.press(.character("#")) == [.findActivity(ActivityQuery())])
        // Where the filters leave no entry, the run can be taken away as well.
        Self.answer(state.press(.character("#")), &state, 30)
        Self.answer(state.press(.right), &state, 0)
        #expect(state.text.contains("# All runs"), "\(state.text)")
        #expect(state.press(.character("#")).last == .findActivity(ActivityQuery(what: .failures)))
    }

    @Test("Filters are always said in words, with the count; Escape takes them away before it leaves")
    func filters() {
        var state = Self.activity()
        state.press(.character("/"))
        let effects = state.type("smith")
        #expect(effects.last == .findActivity(ActivityQuery(text: "smith")))
        Self.answer([effects.last].compactMap(\.self), &state, 12)
        #expect(state.text.contains("12 of 1,000,000") && state.text.contains("Everything, matching \"smith\""))
        state.press(.enter)
        #expect(state.press(.right) == [.findActivity(ActivityQuery(text: "smith", what: .failures))])
        #expect(state.text.contains("Failures, matching \"smith\""))
        #expect(state.press(.escape) == [.findActivity(ActivityQuery(what: .failures))])
        #expect(state.press(.escape) == [.findActivity(ActivityQuery())])
        state.press(.escape)
        #expect(state.page is AppPage)
    }

    @Test("Enter shows the entry with its hash; what came in meanwhile does not move the selection")
    func entry() {
        var state = Self.activity()
        state.press(.down, .down)
        let effects = state.handle(.activityFound(ActivityQuery(), ActivityIndex(newest: 1_000_005, count: 1_000_000), total: 1_000_005))
        Self.answer(effects, &state, 1_000_000)
        state.press(.enter)
        #expect(state.text.contains("Person 999998") && state.text.contains("abc999998"))
    }

    @Test("A key on an entry counts while the log is read anew", arguments: [Key.enter, .character("y"), .character("#")])
    func keyWhileReading(key: Key) {
        var state = Self.activity()
        state.press(.down, .down)
        // The ledger changed: the entries are found, and their rows are still to come.
        let effects = state.handle(.activityFound(ActivityQuery(), ActivityIndex(newest: 1_000_001, count: 1_000_000), total: 1_000_001))
        #expect(effects.contains { $0.task(ActivityPage.Read.self) != nil }, "an entry can have changed")
        let before = state.pages.count
        let pressed = state.press(key)
        #expect(state.page is ExplainPage || state.text.contains("Person 999998"), "\(state.text)")
        var ofRun = ActivityQuery()
        ofRun.run = 9_999
        #expect(state.pages.count > before || pressed == [.findActivity(ofRun)], "\(pressed)")
    }

    @Test("An export asks where to, and before it replaces a file; then it says how many rows are where")
    func export() {
        var state = Self.activity(12)
        state.press(.character("e"))
        #expect(state.text.contains("12 rows as CSV") && state.text.contains("~/autoprovision-activity.csv"))
        let export = ConsoleEffect.export(.activity(ActivityQuery()), path: "~/autoprovision-activity.csv", replacing: false)
        #expect(state.press(.enter) == [export])
        _ = state.handle(.exportExists(.activity(ActivityQuery()), path: "~/autoprovision-activity.csv"))
        #expect(state.text.contains("Replace the file?"))
        #expect(state.press(.enter).isEmpty, "the safe answer has the focus")
        _ = state.handle(.exportExists(.activity(ActivityQuery()), path: "~/autoprovision-activity.csv"))
        state.press(.right)
        #expect(state.press(.enter) == [.export(.activity(ActivityQuery()), path: "~/autoprovision-activity.csv", replacing: true)])
        _ = state.handle(.exported(rows: 12, path: "~/autoprovision-activity.csv"))
        #expect(state.page is ActivityPage && state.text.contains("12 rows written to ~/autoprovision-activity.csv."))
    }

    @Test("Failures: cause and cure of the selected one, another try of one or of all that wait, at every size")
    func failures() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        #expect(state.press(.character("f")) == [.loadFailures])
        let failures = [
            StandingFailure(
                entry: Self.entry(1, .failed, message: "Another account uses this address."), since: Fixture.now - 86_400, count: 3,
                nextTry: .after(Fixture.now + 7_500)),
            StandingFailure(entry: Self.entry(2, .failed, message: "No value."), since: Fixture.now, count: 1, nextTry: .whenMended),
        ]
        _ = state.handle(.failuresLoaded(failures, Fixture.now))
        for size in [Size(columns: 60, rows: 15), Size(columns: 80, rows: 24), Size(columns: 140, rows: 50)] {
            state.size = size
            for words in ["Person 1", "in 2 h 5 min", "Another account uses this address.", "Rename or delete the other account"] {
                #expect(state.text.contains(words), "\(words) at \(size)")
            }
        }
        #expect(state.press(.character("t")) == [.retryFailures(["p1"])])
        #expect(state.press(.character("%")) == [.retryFailures(["p1"])])
        #expect(state.press(.down, .character("t")).isEmpty)
        #expect(state.text.contains("before the cause is fixed"))
        state.press(.character("/"))
        state.type("n 1")
        #expect(state.text.contains("1 of 2"))
    }
}
