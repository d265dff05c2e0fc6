extension Dialog {
    /// Draws the dialog in the middle of the rectangle, as large as its text needs. A message that is too long loses its end, never the buttons.
    package func draw(on canvas: inout Canvas, in rect: Rect, focused: Bool = true) {
        guard rect.columns >= 8, rect.rows >= 4 else { return }
        let longest = message.reduce(DisplayWidth.columns(of: title) + 2) { max($0, DisplayWidth.columns(of: $1)) }
        let inner = min(max(longest, buttons.columns, 36), 70, rect.columns - 6)
        let lines = message.flatMap { DisplayText.wrapped($0, columns: inner) }
        let fieldRows = typedWord == nil ? 0 : 3
        let frame = rect.centered(columns: inner + 6, rows: lines.count + fieldRows + 6)
        canvas.coverClicks()
        canvas.window(frame, title: title)
        let body = Rect(column: frame.column + 3, row: frame.row + 1, columns: frame.columns - 6, rows: frame.rows - 2)
        canvas.clipped(to: body) { canvas in
            let footer = min(2, body.rows)
            let text = body.dropping(top: body.rows > lines.count + fieldRows + footer ? 1 : 0, bottom: footer + fieldRows)
            let shown = canvas.paragraph(message.joined(separator: "\n"), in: text)
            let field = Rect(column: text.column, row: text.row + shown, columns: text.columns, rows: fieldRows)
            canvas.area(0, in: field) { drawField(on: &$0, in: field, focused: focused) }
            canvas.area(1, in: body.bottom(footer)) { buttons.draw(on: &$0, in: body.bottom(footer), focused: focused && isOnButtons) }
        }
    }

    private func drawField(on canvas: inout Canvas, in rect: Rect, focused: Bool) {
        guard let typedWord, rect.rows >= 2 else { return }
        let prompt = "Type \(typedWord) to confirm: "
        let line = rect.line(1)
        let used = canvas.text(prompt, at: line.origin, role: .heading, width: max(0, line.columns - 6))
        field.draw(on: &canvas, in: line.dropping(left: used), focused: focused && !isOnButtons)
    }
}
