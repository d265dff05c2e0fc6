import Terminal

/// One thing in full: who, what, why, before and after.
struct EntryPage: Page {
    let crumb: String
    let help = ["Everything that is known about this entry. Up and Down scroll where it is longer than the screen."]

    private let detail: Detail
    /// The first row that is shown.
    private var offset = 0

    /// - Parameter name: whom or what it is about.
    init(_ name: String, _ detail: Detail) {
        crumb = name
        self.detail = detail
    }

    // MARK: Scrolling

    func hints(_ model: ConsoleModel) -> [KeyHint] { last(model) > 0 ? [KeyHint("Up/Down", "Scroll")] : [] }

    private func rows(in area: Rect) -> [Detail.Row] { detail.rows(columns: area.columns, hasAir: area.rows > 16) }

    /// The last row that can be the first one shown.
    private func last(_ model: ConsoleModel) -> Int {
        let area = Self.area(Rect(model.pageSize))
        return max(0, rows(in: area).count - area.rows)
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        let last = last(model)
        let page = max(1, Self.area(Rect(model.pageSize)).rows)
        func move(by rows: Int) { offset = min(max(0, min(offset, last) + rows), last) }
        switch key {
        case .escape, .enter: return [.back]
        case .up, .character("k"): move(by: -1)
        case .down, .character("j"): move(by: 1)
        case .pageUp: move(by: -page)
        case .pageDown: move(by: page)
        case .home, .character("g"): offset = 0
        case .end, .character("G"): offset = last
        default: break
        }
        return []
    }

    // MARK: Drawing

    /// Where the entry stands: below an empty row, and left of a scroll bar.
    private static func area(_ rect: Rect) -> Rect { rect.dropping(top: rect.rows < 16 ? 0 : 1).dropping(right: 2) }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let area = Self.area(rect)
        let rows = rows(in: area)
        let first = min(offset, max(0, rows.count - area.rows))
        detail.draw(rows.dropFirst(first), on: &canvas, in: area)
        if rows.count > area.rows { canvas.scrollBar(in: rect.right(1), first: first, count: rows.count) }
    }
}
