/// A list of rows of which one is selected. It knows how many rows there are, not what they show, so a million of them cost nothing.
///
/// Keys: Up, Down, `k`, `j`, PgUp, PgDn, Home, End, `g`, `G`. Enter activates.
package struct ListView: Sendable, Hashable {
    /// How many rows there are. The selection stays inside.
    package var count: Int {
        didSet {
            count = max(0, count)
            normalize()
        }
    }
    /// The selected row, from 0; nil only when there are no rows.
    package var selection: Int? {
        didSet { normalize() }
    }
    /// The first row shown.
    package private(set) var offset = 0
    /// How many rows the list shows at once: the step of PgUp and PgDn. What was drawn knows it (``Canvas/listRows``).
    package var visibleRows: Int {
        didSet {
            visibleRows = max(1, visibleRows)
            normalize()
        }
    }
    /// Why there are no rows and what to do next.
    package var emptyMessage: String

    /// A list with its first row selected.
    package init(count: Int, selection: Int = 0, visibleRows: Int = 10, emptyMessage: String = "") {
        self.count = max(0, count)
        self.selection = selection
        self.visibleRows = max(1, visibleRows)
        self.emptyMessage = emptyMessage
        normalize()
    }

    /// Applies a key, on a screen that shows so many rows of the list.
    package mutating func handle(_ key: Key, visibleRows: Int? = nil) -> Handling {
        if let visibleRows { self.visibleRows = visibleRows }
        guard let current = selection else { return .ignored }
        switch key {
        case .up, .character("k"): return select(current - 1)
        case .down, .character("j"): return select(current + 1)
        case .pageUp: return select(current - self.visibleRows)
        case .pageDown: return select(current + self.visibleRows)
        case .home, .character("g"): return select(0)
        case .end, .character("G"): return select(count - 1)
        case .enter: return .activated
        default: return .ignored
        }
    }

    /// The rows that decide how wide columns are: those on a screen of that many rows, or all of a short list, so that columns stay where they are while it scrolls.
    package func measuredRows(visible rows: Int) -> Range<Int> {
        guard count > Self.measuredRows else { return 0..<count }
        let first = offset(rows: max(1, rows))
        return first..<min(count, first + max(1, rows))
    }

    private static let measuredRows = 200

    private mutating func select(_ row: Int) -> Handling {
        let before = selection
        selection = row
        return selection == before ? .handled : .changed
    }

    private mutating func normalize() {
        let wanted = count == 0 ? nil : min(max(0, selection ?? 0), count - 1)
        if selection != wanted { selection = wanted }
        offset = offset(rows: visibleRows)
    }

    /// The first row to show when that many fit: the present one, moved as little as needed to keep the selection in sight.
    func offset(rows: Int) -> Int {
        guard rows > 0, let selection else { return 0 }
        var first = min(offset, max(0, count - rows))
        if selection < first { first = selection }
        if selection >= first + rows { first = selection - rows + 1 }
        return first
    }
}
