import Terminal

/// One thing in full: who, what, why, before and after.
struct EntryPage: Page {
    let crumb: String
    let help = [
        "Everything that is known about this entry. Up and Down scroll where it is longer than the screen. Where it is about a person, y says why there is an account "
            + "or none."
    ]

    private let detail: Detail
    /// By directory id; `nil` where it is about nobody.
    private let person: String?
    /// The first row that is shown.
    private var offset = 0

    /// - Parameters:
    ///   - name: whom or what it is about.
    ///   - person: the person, by directory id; empty or `nil` where it is about nobody, or where one came from the page that says why.
    init(_ name: String, _ detail: Detail, person: String? = nil) {
        crumb = name
        self.detail = detail
        self.person = person?.isEmpty == false ? person : nil
    }

    // MARK: Scrolling

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        (person == nil ? [] : [PageKey.why.hint]) + (last(model) > 0 ? [KeyHint("Up/Down", "Scroll")] : [])
    }

    private func rows(in area: Rect, _ model: ConsoleModel) -> [Detail.Row] {
        detail.rows(columns: area.columns, hasAir: area.rows > 16, model.completing)
    }

    /// The last row that can be the first one shown.
    private func last(_ model: ConsoleModel) -> Int {
        let area = Self.area(Rect(model.pageSize))
        return max(0, rows(in: area, model).count - area.rows)
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
        case PageKey.why.key: return person.map { [.push(ExplainPage(personID: $0))] } ?? []
        default: break
        }
        return []
    }

    // MARK: Drawing

    /// Where the entry stands: below an empty row, and left of a scroll bar.
    private static func area(_ rect: Rect) -> Rect { rect.dropping(top: rect.rows < 16 ? 0 : 1).dropping(right: 2) }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let area = Self.area(rect)
        let rows = rows(in: area, model)
        let first = min(offset, max(0, rows.count - area.rows))
        detail.draw(rows.dropFirst(first), on: &canvas, in: area)
        if rows.count > area.rows { canvas.scrollBar(in: rect.right(1), first: first, count: rows.count) }
    }
}
