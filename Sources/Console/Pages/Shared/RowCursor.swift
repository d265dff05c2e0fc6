import Terminal

/// Hands out the rows of a rectangle from top to bottom.
struct RowCursor {
    private(set) var rest: Rect

    init(_ rect: Rect) { rest = rect }

    /// The next row; empty when there is none.
    mutating func next() -> Rect {
        defer { rest = rest.dropping(top: 1) }
        return rest.line(0)
    }

    mutating func skip(_ count: Int) { rest = rest.dropping(top: count) }
}
