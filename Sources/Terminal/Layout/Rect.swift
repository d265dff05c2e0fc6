/// A rectangle of cells. It may reach outside a canvas; drawing clips.
package struct Rect: Sendable, Hashable {
    /// The leftmost column.
    package var column: Int
    /// The uppermost row.
    package var row: Int
    /// The width in cells, never negative.
    package var columns: Int
    /// The height in cells, never negative.
    package var rows: Int

    /// Makes a rectangle; a negative width or height counts as 0.
    package init(column: Int, row: Int, columns: Int, rows: Int) {
        self.column = column
        self.row = row
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    /// The whole of a canvas or screen of that size.
    package init(_ size: Size) {
        self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
    }

    /// The upper left cell.
    package var origin: Point { Point(column: column, row: row) }

    /// Width and height.
    package var size: Size { Size(columns: columns, rows: rows) }

    /// The first column right of the rectangle.
    package var endColumn: Int { column + columns }

    /// The first row below the rectangle.
    package var endRow: Int { row + rows }

    /// Whether it holds no cell.
    package var isEmpty: Bool { columns == 0 || rows == 0 }

    /// Whether the cell lies inside.
    package func contains(_ point: Point) -> Bool {
        point.column >= column && point.column < endColumn && point.row >= row && point.row < endRow
    }

    /// The part that both rectangles share; empty when they share none.
    package func intersection(_ other: Rect) -> Rect {
        let left = max(column, other.column)
        let top = max(row, other.row)
        return Rect(column: left, row: top, columns: min(endColumn, other.endColumn) - left, rows: min(endRow, other.endRow) - top)
    }
}
