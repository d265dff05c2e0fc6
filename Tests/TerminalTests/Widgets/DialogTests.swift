import Terminal
import Testing

@Suite("Dialog", .timeLimit(.minutes(5)))
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
        #expect(dialog.buttons.buttons[1].disabledReason == "Type \"OK\" first.")
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
                    │  Type "DELETE" to confirm:                      │
                    │                                                 │
                    │  [ Cancel ]  ( Delete )                         │
                    │                                                 │
                    └─────────────────────────────────────────────────┘


                """)
    }

    @Test("a text that is longer than the screen scrolls, the buttons stay, and the frame says how far it is")
    func scrolling() {
        var dialog = Dialog(title: "Really?", message: (1...20).map { "Sentence \($0)." }, buttons: buttons, typedWord: "delete")
        let area = Rect(Size(columns: 60, rows: 12))
        func text() -> String { drawn(60, 12) { dialog.draw(on: &$0, in: $1) }.plainText() }
        #expect(text().contains("Sentence 7.") && !text().contains("Sentence 8.") && text().contains("1-7 of 20"))
        #expect(text().contains("Type \"delete\" to confirm:") && text().contains("[ Cancel ]"))
        let isTaken = dialog.scroll(.pageDown, in: area)
        #expect(isTaken && dialog.scrolls(in: area) && text().contains("8-14 of 20"))
        for _ in 0..<30 { _ = dialog.scroll(.down, in: area) }
        #expect(text().contains("Sentence 20."))
        _ = dialog.scroll(.up, in: area)
        #expect(text().contains("13-19 of 20"), "no key is lost at the end")
        var short = Dialog(title: "Really?", message: ["x"], buttons: buttons)
        let isIgnored = !short.scroll(.down, in: area)
        #expect(isIgnored)
    }

    @Test("the keys are named after what they lead to")
    func hints() {
        var dialog = Dialog(title: "Delete?", message: ["x"], buttons: buttons)
        #expect(dialog.hints == [KeyHint("Enter", "Cancel"), KeyHint("Tab", "Delete")])
        _ = dialog.handle(.tab)
        #expect(dialog.hints == [KeyHint("Enter", "Delete"), KeyHint("Left", "Cancel")])
        var locked = Dialog(title: "Delete?", message: ["x"], buttons: buttons, typedWord: "delete")
        #expect(locked.hints == [KeyHint("Enter", "Next")])
        _ = locked.handle(.tab)
        _ = locked.handle(.right)
        #expect(locked.hints == [KeyHint("Tab", "To the field")], "Enter does nothing on a locked button")
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
