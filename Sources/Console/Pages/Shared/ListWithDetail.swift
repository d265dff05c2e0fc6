import Terminal

/// Where a list stands on a page, and on a wide screen the detail of its selected row beside it: only that one is made, however long the list is.
struct ListWithDetail {
    /// The columns of a page from which on there is room for both: a terminal of 110.
    private static let fewestColumns = 108
    /// The list's share of the columns, in hundredths.
    private static let share = 60

    /// For the list.
    let list: Rect
    /// For the detail; `nil` where there is no room for it.
    let detail: Rect?

    /// Divides what a page has below its head.
    init(_ rect: Rect, _ model: ConsoleModel) {
        guard Self.isWide(columns: rect.columns, model) else {
            (list, detail) = (rect, nil)
            return
        }
        list = rect.left(rect.columns * Self.share / 100)
        detail = rect.dropping(left: list.columns + 3)
    }

    /// Whether a page of so many columns has room for two things side by side. Read aloud, one comes after the other.
    static func isWide(columns: Int, _ model: ConsoleModel) -> Bool { columns >= fewestColumns && !model.isPlain }

    /// Draws the detail behind a line; what does not fit is marked at its end.
    func draw(_ content: Detail?, on canvas: inout Canvas) {
        guard let detail, let content, !detail.isEmpty else { return }
        // A list that scrolls ends with a line already.
        if canvas.scrollBarColumn != list.endColumn - 1 {
            canvas.verticalLine(at: Point(column: detail.column - 2, row: detail.row), rows: detail.rows)
        }
        let rows = content.rows(columns: detail.columns, hasAir: detail.rows > 12, canvas.rewording)
        canvas.clipped(to: detail) { content.draw(rows, on: &$0, in: rows.count > detail.rows ? detail.dropping(bottom: 1) : detail) }
        if rows.count > detail.rows { canvas.text("Enter shows the rest.", at: detail.bottom(1).origin, role: .muted, width: detail.columns) }
    }
}
