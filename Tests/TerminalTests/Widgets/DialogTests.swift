import Terminal
import Testing

@Suite("Dialog")
struct DialogTests {
    private let buttons = ButtonRow([Button("Cancel"), Button("Delete", isPrimary: true)])

    @Test("the safe answer has the focus")
    func safeDefault() {
        var dialog = Dialog(title: "Delete?", message: ["x"], buttons: buttons)
        #expect(dialog.handle(.enter) == .activated)
        #expect(dialog.answer == 0)
    }

    @Test("Escape is left to the screen", arguments: [nil, "DELETE"])
    func escape(word: String?) {
        var dialog = Dialog(title: "Delete?", message: ["x"], buttons: buttons, typedWord: word)
        #expect(dialog.handle(.escape) == .ignored)
    }

    @Test("the irreversible needs the typed word", arguments: [("DELETE", true), ("delete ", true), ("DELET", false), ("", false)])
    func typedWord(typed: String, works: Bool) {
        var dialog = Dialog(title: "Delete?", message: ["x"], buttons: buttons, typedWord: "DELETE")
        for character in typed { #expect(dialog.handle(.character(character)) == .changed) }
        #expect(dialog.isWordTyped == works)
        _ = dialog.handle(.enter)
        #expect(dialog.isOnButtons)
        // With the word, Enter leads to the deed; without it, to the safe answer.
        #expect(dialog.answer == (works ? 1 : 0))
        if !works { _ = dialog.handle(.right) }
        #expect(dialog.handle(.enter) == (works ? .activated : .handled))
        #expect(dialog.answer == 1)
    }

    @Test("taking a letter back locks the button again")
    func lockAgain() {
        var dialog = Dialog(title: "Delete?", message: ["x"], buttons: buttons, typedWord: "OK")
        dialog.insert(paste: "OK\n")
        #expect(dialog.buttons.buttons[1].isEnabled)
        _ = dialog.handle(.backspace)
        #expect(dialog.buttons.buttons[1].disabledReason == "Type OK first.")
    }

    @Test("the focus comes back to the field")
    func backToField() {
        var dialog = Dialog(title: "Delete?", message: ["x"], buttons: buttons, typedWord: "OK")
        _ = dialog.handle(.tab)
        #expect(dialog.handle(.up) == .handled)
        #expect(!dialog.isOnButtons)
    }

    @Test("on the screen")
    func drawing() {
        let dialog = Dialog(
            title: "Delete the configuration?", message: ["212 accounts stay in RingCentral as they are.", "This cannot be undone."],
            buttons: buttons, typedWord: "DELETE")
        #expect(
            drawn(60, 13) { dialog.draw(on: &$0, in: $1) }.plainText() == """

                    ┌─ Delete the configuration? ─────────────────────┐
                    │                                                 │
                    │  212 accounts stay in RingCentral as they are.  │
                    │  This cannot be undone.                         │
                    │                                                 │
                    │  Type DELETE to confirm:                        │
                    │                                                 │
                    │                                                 │
                    │  [ Cancel ]  ( Delete )                         │
                    │                                                 │
                    └─────────────────────────────────────────────────┘

                """)
    }

    @Test(
        "however small the screen and long the message: nothing outside, and the buttons stay",
        arguments: [(80, 24), (60, 15), (40, 10), (30, 7), (20, 6), (8, 4), (3, 2)])
    func small(columns: Int, rows: Int) {
        let dialog = Dialog(title: "Really?", message: [String(repeating: "word ", count: 400)], buttons: buttons)
        let area = Rect(column: 2, row: 1, columns: columns, rows: rows)
        let canvas = drawn(columns + 4, rows + 2) { canvas, _ in dialog.draw(on: &canvas, in: area) }
        if columns >= 20 { #expect(canvas.plainText().contains("[ Cancel ]")) }
        for row in 0..<canvas.size.rows {
            for column in 0..<canvas.size.columns where !area.contains(Point(column: column, row: row)) { #expect(canvas[column, row] == Cell()) }
        }
    }
}
