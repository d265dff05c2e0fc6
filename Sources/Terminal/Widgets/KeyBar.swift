/// One key and what it does here.
package struct KeyHint: Sendable, Hashable {
    /// The key as it is written on it: `Enter`, `?`, `Esc`.
    package var key: String
    /// What it does, in a word or two.
    package var label: String
    /// Whether it keeps its place where others are dropped: what leads out of a page, or to all that was dropped.
    package var isPinned: Bool

    /// Makes a hint.
    package init(_ key: String, _ label: String, isPinned: Bool = false) {
        self.key = key
        self.label = label
        self.isPinned = isPinned
    }

    /// Columns that it takes.
    var columns: Int { DisplayWidth.columns(of: key) + 1 + DisplayWidth.columns(of: label) }
}

/// The bottom line: the keys that work here, the most useful first. What does not fit is dropped from the right, never cut; pinned ones last.
package struct KeyBar: Sendable, Hashable {
    /// The hints, the most useful first.
    package var hints: [KeyHint]

    /// Makes a bar.
    package init(_ hints: [KeyHint]) { self.hints = hints }

    private static let gap = 3

    /// The hints that fit, in their order.
    private func shown(in columns: Int) -> [KeyHint] {
        func needed(_ hints: [KeyHint]) -> Int { hints.reduce(0) { $0 + $1.columns + Self.gap } - Self.gap }
        var shown = hints
        while needed(shown) > columns, let last = shown.lastIndex(where: { !$0.isPinned }) ?? shown.indices.last { shown.remove(at: last) }
        return shown
    }

    /// Draws the hints that fit over the first row of the rectangle.
    package func draw(on canvas: inout Canvas, in rect: Rect, focused: Bool = false) {
        canvas.clipped(to: rect.top(1)) { canvas in
            var column = rect.column
            for hint in shown(in: rect.columns) {
                if let key = Key(named: hint.key) {
                    canvas.answerClicks(in: Rect(column: column, row: rect.row, columns: hint.columns, rows: 1), [key])
                }
                column += canvas.text(hint.key, at: Point(column: column, row: rect.row), role: .keyHint) + 1
                column += canvas.text(hint.label, at: Point(column: column, row: rect.row), role: .keyHintLabel) + Self.gap
            }
        }
    }
}
