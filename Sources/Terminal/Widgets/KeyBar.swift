/// One key and what it does here.
package struct KeyHint: Sendable, Hashable {
    /// The key as it is written on it: `Enter`, `?`, `Esc`.
    package var key: String
    /// What it does, in a word or two.
    package var label: String

    package init(_ key: String, _ label: String) {
        self.key = key
        self.label = label
    }
}

/// The bottom line: the keys that work here, the most useful first. What does not fit is dropped, never cut; the last ones stay as long as possible.
package struct KeyBar: Sendable, Hashable {
    /// The hints, the most useful first.
    package var hints: [KeyHint]

    /// The hints at the end that the others give way to: how to get help, how to leave.
    package var always: [KeyHint]
    /// Hints at the very end that give way to all others.
    package var atLast: [KeyHint]

    package init(_ hints: [KeyHint], always: [KeyHint] = [], atLast: [KeyHint] = []) {
        self.hints = hints
        self.always = always
        self.atLast = atLast
    }

    private static let gap = 3

    private static func columns(_ hint: KeyHint) -> Int { DisplayWidth.columns(of: hint.key) + 1 + DisplayWidth.columns(of: hint.label) }

    /// The hints that fit into so many columns.
    private func shown(columns: Int) -> [KeyHint] {
        var room = columns + Self.gap
        func fitting(_ hints: [KeyHint]) -> [KeyHint] {
            Array(
                hints.prefix {
                    room -= Self.columns($0) + Self.gap
                    return room >= 0
                })
        }
        let kept = fitting(always)
        let middle = kept.count < always.count ? [] : fitting(hints)
        return middle + kept + (middle.count < hints.count ? [] : fitting(atLast))
    }

    /// Draws the hints that fit over the first row of the rectangle.
    package func draw(on canvas: inout Canvas, in rect: Rect, focused: Bool = false) {
        canvas.clipped(to: rect.top(1)) { canvas in
            var column = rect.column
            for hint in shown(columns: rect.columns) {
                let needed = Self.columns(hint)
                if let key = Key(named: hint.key) {
                    canvas.answerClicks(in: Rect(column: column, row: rect.row, columns: needed, rows: 1), [key])
                }
                column += canvas.text(hint.key, at: Point(column: column, row: rect.row), role: .keyHint) + 1
                column += canvas.text(hint.label, at: Point(column: column, row: rect.row), role: .keyHintLabel) + Self.gap
            }
        }
    }
}
