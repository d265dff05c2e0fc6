extension Canvas {
    /// Writes one line of text.
    ///
    /// Foreign text is welcome: it is sanitised (``DisplayText/sanitized(_:)``), shown in the characters of ``symbols``, and cut with an
    /// ellipsis when it is wider than `width` or than the room to the right edge of the canvas.
    /// - Parameter width: the columns the text may take; nil for all up to the right edge.
    /// - Returns: the columns used.
    @discardableResult
    package mutating func text(
        _ text: String, at point: Point, role: Role = .normal, width: Int? = nil, truncation: Truncation = .end
    ) -> Int {
        let room = min(width ?? .max, size.columns - point.column)
        guard room > 0 else { return 0 }
        let fitted = DisplayText.truncated(symbols.transliterated(text), columns: room, truncation, ellipsis: symbols.ellipsis)
        guard point.row >= 0, point.row < size.rows else { return DisplayWidth.columns(of: fitted) }
        var used = 0
        DisplayText.forEachCell(of: fitted) { character, columns in
            put(character, columns: columns, at: Point(column: point.column + used, row: point.row), role: role)
            used += columns
            return true
        }
        if fitted != text { reads(as: text, in: Rect(column: point.column, row: point.row, columns: used, rows: 1)) }
        return used
    }

    /// Writes one line of text into the first row of a rectangle, at its start, centre or end, cut to its width.
    package mutating func text(
        _ text: String, in rect: Rect, alignment: Alignment, role: Role = .normal, truncation: Truncation = .end
    ) {
        guard !rect.isEmpty else { return }
        let free = max(0, rect.columns - DisplayWidth.columns(of: symbols.transliterated(text)))
        let before =
            switch alignment {
            case .start: 0
            case .center: free / 2
            case .end: free
            }
        self.text(text, at: Point(column: rect.column + before, row: rect.row), role: role, width: rect.columns - before, truncation: truncation)
    }

    /// The rows that ``paragraph(_:in:role:)`` needs for sentences in a width.
    package func rows(of text: String, columns: Int) -> Int { DisplayText.prose(rewording(text), columns: columns).count }

    /// Writes sentences over as many rows of a rectangle as they need, broken between words and never wider than is good to read. When rows are missing, the last one ends in an ellipsis.
    /// - Returns: the rows used.
    @discardableResult
    package mutating func paragraph(_ text: String, in rect: Rect, role: Role = .normal) -> Int {
        guard !rect.isEmpty else { return 0 }
        let text = rewording(text)
        let lines = DisplayText.prose(text, columns: rect.columns)
        let shown = min(lines.count, rect.rows)
        for (index, line) in lines.prefix(shown).enumerated() {
            let isCut = index == shown - 1 && lines.count > shown
            let place = Point(column: rect.column, row: rect.row + index)
            guard isCut else {
                self.text(line, at: place, role: role, width: rect.columns)
                continue
            }
            let room = max(0, rect.columns - DisplayWidth.columns(of: symbols.ellipsis))
            let start = DisplayText.truncated(line, columns: room, ellipsis: "")
            self.text(start + (symbols.isASCIIOnly ? "..." : "…"), at: place, role: role, width: rect.columns)
        }
        reads(as: text, in: rect.top(shown))
        return shown
    }
}
