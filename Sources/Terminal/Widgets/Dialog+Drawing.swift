extension Dialog {
    /// The most columns that a line of text gets.
    private static let mostColumns = 84

    /// What stands where.
    private struct Layout {
        let frame: Rect
        let lines: [String]
        let text: Rect
        let field: Rect
        let buttons: Rect
    }

    /// As large as the text needs. Where rows are few, the empty ones go first; then the text scrolls, the buttons stay.
    private func layout(in rect: Rect, _ rewording: Rewording) -> Layout {
        let message = message.map { rewording($0) }
        let longest = message.reduce(DisplayWidth.columns(of: title) + 2) { max($0, DisplayWidth.columns(of: $1)) }
        let inner = min(max(longest, buttons.columns, 36), Self.mostColumns, rect.columns - (rect.columns < 76 ? 6 : 10))
        let lines = message.flatMap { DisplayText.wrapped($0, columns: inner) }
        let isTyped = typedWord != nil
        var left = rect.rows - 2 - 1 - (isTyped ? 2 : 0) - lines.count
        // The row below the buttons says why one of them is locked.
        func spare(_ isWanted: Bool = true) -> Int {
            guard isWanted, left > 0 else { return 0 }
            left -= 1
            return 1
        }
        let (beforeButtons, beforeField, above, below) = (spare(), spare(isTyped), spare(), spare(!isTyped))
        let shown = min(lines.count, max(0, rect.rows - 2 - 1 - (isTyped ? 2 : 0)))
        let footer = 1 + (isTyped ? 1 : below)
        let frame = rect.centered(
            columns: inner + 6, rows: 2 + above + shown + (isTyped ? beforeField + 1 : 0) + beforeButtons + footer)
        let body = Rect(column: frame.column + 3, row: frame.row + 1, columns: frame.columns - 6, rows: frame.rows - 2)
        return Layout(
            frame: frame, lines: lines, text: body.dropping(top: above).top(shown),
            field: body.dropping(top: above + shown + beforeField).top(isTyped ? 1 : 0), buttons: body.bottom(footer))
    }

    /// Whether the text is longer than the rectangle allows, so that it scrolls.
    package func scrolls(in rect: Rect, _ rewording: Rewording = .none) -> Bool {
        let layout = layout(in: rect, rewording)
        return layout.lines.count > layout.text.rows
    }

    /// Moves in a text that is longer than the rectangle allows. Answers whether the key was for that.
    package mutating func scroll(_ key: Key, in rect: Rect, _ rewording: Rewording = .none) -> Bool {
        let layout = layout(in: rect, rewording)
        let last = layout.lines.count - layout.text.rows
        guard last > 0 else { return false }
        switch key {
        case .up: firstLine = max(0, min(last, firstLine) - 1)
        case .down: firstLine = min(last, firstLine + 1)
        case .pageUp: firstLine = max(0, min(last, firstLine) - layout.text.rows)
        case .pageDown: firstLine = min(last, firstLine + layout.text.rows)
        default: return false
        }
        return true
    }

    /// Draws the dialog in the middle of the rectangle.
    package func draw(on canvas: inout Canvas, in rect: Rect, focused: Bool = true) {
        guard rect.columns >= 8, rect.rows >= 4 else { return }
        let rewording = canvas.rewording
        let layout = layout(in: rect, rewording)
        let words = message.map { rewording($0) }.joined(separator: "\n")
        canvas.coverClicks()
        canvas.window(layout.frame, title: title)
        let first = min(firstLine, max(0, layout.lines.count - layout.text.rows))
        canvas.clipped(to: layout.frame) { canvas in
            for (row, line) in layout.lines.dropFirst(first).prefix(layout.text.rows).enumerated() {
                canvas.text(line, at: layout.text.line(row).origin, width: layout.text.columns)
            }
            canvas.reads(as: words, in: layout.text)
            if layout.lines.count > layout.text.rows {
                canvas.text(
                    " \(first + 1)-\(first + layout.text.rows) of \(layout.lines.count) ",
                    in: layout.frame.bottom(1).dropping(left: 2, right: 2), alignment: .end, role: .muted)
            }
            canvas.area(0, in: layout.field) { drawField(on: &$0, in: layout.field, focused: focused) }
            canvas.area(1, in: layout.buttons) { buttons.draw(on: &$0, in: layout.buttons, focused: focused && isOnButtons) }
        }
    }

    private func drawField(on canvas: inout Canvas, in line: Rect, focused: Bool) {
        guard let typedWord, !line.isEmpty else { return }
        let used = canvas.text("Type \"\(typedWord)\" to confirm: ", at: line.origin, role: .heading, width: max(0, line.columns - 6))
        field.draw(on: &canvas, in: line.dropping(left: used), focused: focused && !isOnButtons)
    }
}
