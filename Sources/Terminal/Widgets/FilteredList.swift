/// A list in memory with a ``ListFilter`` above it. What matches best comes first; rows that match equally well stay in their order.
///
/// The texts to search in are asked for when somebody searches, and folded once: a long list that nobody searches costs nothing.
package struct FilteredList: Sendable {
    private var list: ListView
    /// The field above the list.
    package private(set) var filter = ListFilter()
    /// How many rows there are without the filter.
    package private(set) var total = 0
    private var typed: TypedSearch?
    /// The rows that match, or those of the order; `nil` when nothing is searched for and the rows stand in their own order.
    private var found: [Int]?
    /// All rows in another order than their own.
    private var order: [Int]?

    /// A list without rows, with the reason for it.
    package init(emptyMessage: String = "") { list = ListView(count: 0, emptyMessage: emptyMessage) }

    /// Why there are no rows and what to do next.
    package var emptyMessage: String {
        get { list.emptyMessage }
        set { list.emptyMessage = newValue }
    }

    /// Whether letters go into the field now.
    package var isTyping: Bool { filter.isTyping }
    /// How many rows are shown.
    package var count: Int { found?.count ?? total }
    /// The rows that are shown, counted without the filter, in their order.
    package var rows: [Int] { found ?? Array(0..<total) }
    /// The selected row, counted without the filter; `nil` when none is shown.
    package var selection: Int? { list.selection.map { found?[$0] ?? $0 } }

    /// Takes other rows; the selection stays at its place.
    /// - Parameter folded: the text of each row, folded already, for a list so long that the first key of a search should not wait for that.
    package mutating func replace(count: Int, folded: SearchRanking? = nil, texts: () -> [String]) {
        total = max(0, count)
        order = nil
        typed = folded.map(TypedSearch.init)
        search(texts)
    }

    /// Applies a key. `.changed` means another selection or other rows; `texts` gives the text of each row.
    package mutating func handle(_ key: Key, visibleRows: Int, texts: () -> [String]) -> Handling {
        list.visibleRows = visibleRows
        switch filter.handle(key) {
        case .changed:
            search(texts)
            list.selection = 0
            return .changed
        case .ignored: return list.handle(key)
        case let handling: return handling
        }
    }

    /// Opens the field, as `/` does.
    package mutating func openFilter() { filter.open() }

    /// Takes pasted text while the field is open.
    package mutating func insert(paste: String, texts: () -> [String]) {
        guard filter.insert(paste: paste) == .changed else { return }
        search(texts)
        list.selection = 0
    }

    /// Selects a row, counted without the filter; nothing changes when it is not shown.
    package mutating func select(_ row: Int) {
        if let place = found.map({ $0.firstIndex(of: row) }) ?? (row < total ? row : nil) { list.selection = place }
    }

    /// Puts the rows in another order, or with `nil` back in their own; the selected row stays selected. What is searched for stands by how well it matches.
    package mutating func sort(_ order: [Int]?, texts: () -> [String]) {
        let selected = selection
        self.order = order
        search(texts)
        if let selected { select(selected) }
    }

    /// Selects the first row.
    package mutating func selectFirst() { list.selection = 0 }

    private mutating func search(_ texts: () -> [String]) {
        if filter.text.isEmpty {
            found = order
        } else {
            var typed = typed ?? TypedSearch(SearchRanking(texts()))
            // Taken out, so that it is changed where it is and not copied.
            self.typed = nil
            found = typed.find(filter.text).filter { $0 < total }
            self.typed = typed
        }
        list.count = count
    }

    /// Draws the field's line for the first row of the rectangle.
    package func drawFilter(title: String = "", on canvas: inout Canvas, in rect: Rect) {
        filter.draw(title: title, shown: count, of: total, on: &canvas, in: rect)
    }

    /// The rows that decide how wide columns are on a screen of that many rows (``ListView/measuredRows(visible:)``), counted without the filter.
    package func measuredRows(visible rows: Int) -> [Int] {
        var list = list
        list.visibleRows = max(1, rows)
        return list.measuredRows(visible: rows).map { found?[$0] ?? $0 }
    }

    /// Draws the rows; `row` gets the number of the row without the filter.
    /// - Parameter isMarked: whether a row is marked, by its number without the filter.
    package func draw(
        on canvas: inout Canvas, in rect: Rect, isMarked: (Int) -> Bool = { _ in false }, row: (Int, inout Canvas, Rect) -> Void
    ) {
        var list = list
        list.visibleRows = max(1, rect.rows)
        if total > 0 { list.emptyMessage = "Nothing matches. Esc shows all \(total.grouped)." }
        list.draw(
            on: &canvas, in: rect, focused: !isTyping, pointer: true, entering: isTyping ? ListFilter.leaving : [],
            isMarked: { isMarked(found?[$0] ?? $0) }
        ) { place, canvas, line, _ in row(found?[place] ?? place, &canvas, line) }
    }
}
