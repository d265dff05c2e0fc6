/// A number of columns and rows of character cells.
package struct Size: Sendable, Hashable {
    /// Cells from left to right, never negative.
    package var columns: Int
    /// Cells from top to bottom, never negative.
    package var rows: Int

    /// Makes a size; negative numbers count as 0.
    package init(columns: Int, rows: Int) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }
}

/// The place of one cell; 0, 0 is the upper left corner.
package struct Point: Sendable, Hashable {
    /// Cells from the left edge; may be negative (outside).
    package var column: Int
    /// Cells from the upper edge; may be negative (outside).
    package var row: Int

    package init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }
}
