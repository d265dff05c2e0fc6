/// One key and what it does here.
package struct KeyHint: Sendable, Hashable {
    /// The key as it is written on it: `Enter`, `?`, `Esc`.
    package var key: String
    /// What it does, in a word or two.
    package var label: String

    /// Makes a hint.
    package init(_ key: String, _ label: String) {
        self.key = key
        self.label = label
    }
}

/// The bottom line: the keys that work here, the most useful first. What does not fit is dropped from the right, never cut.
package struct KeyBar: Sendable, Hashable {
    /// The hints, the most useful first.
    package var hints: [KeyHint]

    /// Makes a bar.
    package init(_ hints: [KeyHint]) { self.hints = hints }

    /// Draws the hints that fit over the first row of the rectangle.
    package func draw(on canvas: inout Canvas, in rect: Rect, focused: Bool = false) {
        canvas.clipped(to: rect.top(1)) { canvas in
            var column = rect.column
            for hint in hints {
                let needed = DisplayWidth.columns(of: hint.key) + 1 + DisplayWidth.columns(of: hint.label)
                guard column + needed <= rect.endColumn else { return }
                if let key = Key(named: hint.key) {
                    canvas.answerClicks(in: Rect(column: column, row: rect.row, columns: needed, rows: 1), [key])
                }
                column += canvas.text(hint.key, at: Point(column: column, row: rect.row), role: .keyHint) + 1
                column += canvas.text(hint.label, at: Point(column: column, row: rect.row), role: .keyHintLabel) + 3
            }
        }
    }
}
