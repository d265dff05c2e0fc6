extension DisplayText {
    /// The sanitised text, cut to at most that many columns; what was cut is marked by the ellipsis.
    ///
    /// When there is not even room for the ellipsis, as much of the text as fits is returned without it.
    package static func truncated(_ text: String, columns: Int, _ truncation: Truncation = .end, ellipsis: String = "…") -> String {
        guard columns > 0 else { return "" }
        if isPlain(text), text.utf8.count <= columns { return text }
        guard DisplayWidth.columns(of: text) > columns else { return sanitized(text) }
        let mark = DisplayWidth.columns(of: ellipsis)
        guard mark < columns else { return prefix(of: text, columns: columns) }
        switch truncation {
        case .end:
            return prefix(of: text, columns: columns - mark) + ellipsis
        case .middle:
            let room = columns - mark
            return prefix(of: text, columns: (room + 1) / 2) + ellipsis + suffix(of: text, columns: room / 2)
        }
    }

    /// The sanitised text in exactly that many columns: cut when longer, filled with spaces when shorter.
    package static func padded(
        _ text: String, columns: Int, _ alignment: Alignment = .start, truncation: Truncation = .end, ellipsis: String = "…"
    ) -> String {
        let fitted = truncated(text, columns: columns, truncation, ellipsis: ellipsis)
        let missing = max(0, columns - DisplayWidth.columns(of: fitted))
        let before =
            switch alignment {
            case .start: 0
            case .center: missing / 2
            case .end: missing
            }
        return String(repeating: " ", count: before) + fitted + String(repeating: " ", count: missing - before)
    }

    private static func prefix(of text: String, columns: Int) -> String {
        var result = ""
        var left = columns
        forEachCell(of: text) { character, width in
            left -= width
            if left >= 0 { result.append(character) }
            return left > 0
        }
        return result
    }

    private static func suffix(of text: String, columns: Int) -> String {
        var cells: [(Character, Int)] = []
        forEachCell(of: text) { character, width in
            cells.append((character, width))
            return true
        }
        var left = columns
        var start = cells.endIndex
        while start > 0, cells[start - 1].1 <= left {
            start -= 1
            left -= cells[start].1
        }
        return String(cells[start...].map(\.0))
    }
}
