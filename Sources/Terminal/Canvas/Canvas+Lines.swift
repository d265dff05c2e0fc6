extension Canvas {
    /// Fills a rectangle with one character. A wide character fills pairs of columns; an odd column at the end stays a space.
    package mutating func fill(_ rect: Rect, with character: Character = " ", role: Role = .normal) {
        let content = DisplayText.sanitized(symbols.transliterated(String(character)))
        guard let first = content.first else { return }
        let columns = min(2, max(1, DisplayWidth.columns(of: first)))
        let area = visible(rect)
        for row in area.row..<area.endRow {
            for column in stride(from: area.column, to: area.endColumn, by: columns) {
                let fits = column + columns <= area.endColumn
                put(fits ? first : " ", columns: fits ? columns : 1, at: Point(column: column, row: row), role: role)
            }
        }
    }

    /// Draws a frame along the edge of a rectangle of at least 2 by 2 cells, with an optional title in its upper line.
    package mutating func box(_ rect: Rect, title: String? = nil, role: Role = .border) {
        guard rect.columns >= 2, rect.rows >= 2 else { return }
        let lines = symbols.lines
        let (right, bottom) = (rect.endColumn - 1, rect.endRow - 1)
        horizontalLine(at: Point(column: rect.column + 1, row: rect.row), columns: rect.columns - 2, role: role)
        horizontalLine(at: Point(column: rect.column + 1, row: bottom), columns: rect.columns - 2, role: role)
        verticalLine(at: Point(column: rect.column, row: rect.row + 1), rows: rect.rows - 2, role: role)
        verticalLine(at: Point(column: right, row: rect.row + 1), rows: rect.rows - 2, role: role)
        put(lines.topLeft, columns: 1, at: rect.origin, role: role)
        put(lines.topRight, columns: 1, at: Point(column: right, row: rect.row), role: role)
        put(lines.bottomLeft, columns: 1, at: Point(column: rect.column, row: bottom), role: role)
        put(lines.bottomRight, columns: 1, at: Point(column: right, row: bottom), role: role)
        guard let title, !title.isEmpty, rect.columns >= 7 else { return }
        let start = Point(column: rect.column + 3, row: rect.row)
        let used = text(title, at: start, role: role == .border ? .heading : role, width: rect.columns - 6)
        put(" ", columns: 1, at: Point(column: start.column - 1, row: start.row), role: role)
        put(" ", columns: 1, at: Point(column: start.column + used, row: start.row), role: role)
    }

    /// Draws a frame over what was drawn before, with an empty column at each side, so that no cut word touches it.
    package mutating func window(_ rect: Rect, title: String) {
        // What it covers leads nowhere.
        link = nil
        fill(Rect(column: rect.column - 1, row: rect.row, columns: rect.columns + 2, rows: rect.rows))
        box(rect, title: title)
    }

    /// Draws a line to the right.
    package mutating func horizontalLine(at point: Point, columns: Int, role: Role = .border) {
        fill(Rect(column: point.column, row: point.row, columns: columns, rows: 1), with: symbols.lines.horizontal, role: role)
    }

    /// Draws a line downwards.
    package mutating func verticalLine(at point: Point, rows: Int, role: Role = .border) {
        fill(Rect(column: point.column, row: point.row, columns: 1, rows: rows), with: symbols.lines.vertical, role: role)
    }
}
