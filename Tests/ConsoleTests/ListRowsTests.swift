import Terminal
import Testing
import Wording

@testable import Console

@Suite("How far PgDn leads", .timeLimit(.minutes(1)))
struct ListRowsTests {
    @Test("The screen that was shown last says it; what was not shown yet is measured")
    func pageDown() {
        var shown = LogFlowTests.activity()
        var unseen = shown
        _ = shown.frame()
        #expect(shown.isListMeasured && !unseen.isListMeasured)
        let rows = shown.model.listRows
        shown.press(.pageDown, .pageDown)
        unseen.press(.pageDown, .pageDown)
        #expect(shown.text == unseen.text && shown.text.contains("Person \(1_000_000 - 2 * rows) "))
    }

    @Test("What changes the screen makes it unknown until it is shown again")
    func resized() {
        var state = LogFlowTests.activity()
        _ = state.frame()
        let rows = state.model.listRows
        _ = state.handle(.terminal(.resized(Size(columns: 80, rows: 40))))
        #expect(!state.isListMeasured)
        _ = state.frame()
        #expect(state.model.listRows == rows + 16)
    }
}
