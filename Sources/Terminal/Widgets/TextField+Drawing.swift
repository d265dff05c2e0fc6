extension TextField {
    /// Draws the field over the first row of the rectangle. With the focus, the canvas's cursor goes to the place of insertion; a text wider
    /// than the field is scrolled so that this place is visible, with marks where text is hidden.
    package func draw(on canvas: inout Canvas, in rect: Rect, focused: Bool) {
        guard !rect.isEmpty else { return }
        let role: Role = focused ? .fieldFocused : .field
        let line = rect.top(1)
        canvas.fill(line, role: role)
        canvas.reads(as: "", state: readState, kind: .field(isSecret: isSecret), in: line)
        if text.isEmpty {
            canvas.text(placeholder, at: rect.origin, role: focused ? .fieldFocused : .fieldPlaceholder, width: rect.columns)
            if focused { canvas.cursor = rect.origin }
            return
        }
        let layout = Layout(self, symbols: canvas.symbols)
        let start = layout.firstVisibleColumn(width: rect.columns, followsCursor: focused)
        canvas.clipped(to: line) { canvas in
            var column = rect.column - start
            for part in layout.parts {
                if column + part.columns > rect.column, column < rect.endColumn {
                    canvas.draw(part, at: Point(column: column, row: rect.row), role: role)
                }
                column += part.columns
            }
            if start > 0 { canvas.fill(line.left(1), with: canvas.symbols.moreLeft, role: role) }
            if layout.columns - start > rect.columns { canvas.fill(line.right(1), with: canvas.symbols.moreRight, role: role) }
        }
        if focused { canvas.cursor = Point(column: rect.column + layout.cursorColumn - start, row: rect.row) }
    }

    /// What the field holds, for the ear.
    private var readState: String {
        if text.isEmpty {
            let isExample = placeholder.hasPrefix("for example ")
            return placeholder.isEmpty ? "empty" : "empty, \(isExample ? placeholder : "for instance \(placeholder)")"
        }
        return isSecret ? "\(text.count) hidden characters" : "\"\(text)\""
    }

    struct Part {
        var text: String
        var columns: Int
    }

    private struct Layout {
        var parts: [Part] = []
        var columns = 0
        var cursorColumn = 0

        init(_ field: TextField, symbols: SymbolSet) {
            for (index, character) in field.text.enumerated() {
                if index == field.cursor { cursorColumn = columns }
                let shown = field.isSecret ? String(symbols.secret) : symbols.transliterated(String(character))
                let part = Part(text: shown, columns: DisplayWidth.columns(of: shown))
                parts.append(part)
                columns += part.columns
            }
            if field.cursor == field.text.count { cursorColumn = columns }
        }

        func firstVisibleColumn(width: Int, followsCursor: Bool) -> Int {
            guard followsCursor, columns + 1 > width else { return 0 }
            return max(0, min(cursorColumn - width / 2, columns + 1 - width))
        }
    }
}

extension Canvas {
    fileprivate mutating func draw(_ part: TextField.Part, at point: Point, role: Role) {
        var used = 0
        DisplayText.forEachCell(of: part.text) { character, columns in
            put(character, columns: columns, at: Point(column: point.column + used, row: point.row), role: role)
            used += columns
            return true
        }
    }
}
