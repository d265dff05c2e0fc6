/// How much of a rectangle one part of a split gets.
package enum Length: Sendable, Hashable {
    /// That many cells, as long as there are enough.
    case fixed(Int)
    /// A share of what the fixed parts leave, in proportion to the weight (1 or more).
    case flexible(Int)
}

extension Rect {
    /// The rectangle without a frame of that many cells on each side.
    package func inset(by cells: Int) -> Rect {
        inset(columns: cells, rows: cells)
    }

    /// The rectangle without that many columns left and right and rows above and below.
    package func inset(columns horizontal: Int, rows vertical: Int) -> Rect {
        Rect(column: column + horizontal, row: row + vertical, columns: columns - 2 * horizontal, rows: rows - 2 * vertical)
    }

    /// The uppermost rows, at most as many as there are.
    package func top(_ count: Int) -> Rect {
        Rect(column: column, row: row, columns: columns, rows: min(max(0, count), rows))
    }

    /// The lowest rows, at most as many as there are.
    package func bottom(_ count: Int) -> Rect {
        let height = min(max(0, count), rows)
        return Rect(column: column, row: endRow - height, columns: columns, rows: height)
    }

    /// The leftmost columns, at most as many as there are.
    package func left(_ count: Int) -> Rect {
        Rect(column: column, row: row, columns: min(max(0, count), columns), rows: rows)
    }

    /// The rightmost columns, at most as many as there are.
    package func right(_ count: Int) -> Rect {
        let width = min(max(0, count), columns)
        return Rect(column: endColumn - width, row: row, columns: width, rows: rows)
    }

    /// What is left after taking rows away from above and below.
    package func dropping(top above: Int = 0, bottom below: Int = 0) -> Rect {
        let first = min(max(0, above), rows)
        return Rect(column: column, row: row + first, columns: columns, rows: rows - first - max(0, below))
    }

    /// What is left after taking columns away from the left and the right.
    package func dropping(left before: Int = 0, right after: Int = 0) -> Rect {
        let first = min(max(0, before), columns)
        return Rect(column: column + first, row: row, columns: columns - first - max(0, after), rows: rows)
    }

    /// A rectangle of that size (or as much as fits) in the middle of this one.
    package func centered(columns width: Int, rows height: Int) -> Rect {
        let width = min(max(0, width), columns)
        let height = min(max(0, height), rows)
        return Rect(column: column + (columns - width) / 2, row: row + (rows - height) / 2, columns: width, rows: height)
    }

    /// One row of the rectangle, counted from its upper edge; empty when there is no such row.
    package func line(_ index: Int) -> Rect {
        guard index >= 0, index < rows else { return Rect(column: column, row: row, columns: 0, rows: 0) }
        return Rect(column: column, row: row + index, columns: columns, rows: 1)
    }

    /// The places of a list of that many rows and of what belongs below it: right behind its last row, with an empty row between, or at the bottom when the
    /// list is longer than the room. Where rows are few, the list gets the empty one.
    package func splitList(rows count: Int, below footer: Int) -> (list: Rect, below: Rect) {
        let footer = min(max(0, footer), rows)
        let gap = rows < 13 ? 0 : 1
        let list = top(min(max(1, count), max(0, rows - footer - gap)))
        return (list, dropping(top: list.rows + min(gap, rows - list.rows - footer)).top(footer))
    }

    /// Parts from top to bottom, one per length, which never overlap and never reach outside.
    package func splitRows(_ lengths: [Length]) -> [Rect] {
        var next = row
        return Rect.sizes(lengths, total: rows).map { height in
            defer { next += height }
            return Rect(column: column, row: next, columns: columns, rows: height)
        }
    }

    /// Parts from left to right, one per length, which never overlap and never reach outside.
    /// - Parameter gap: empty columns between two parts.
    package func splitColumns(_ lengths: [Length], gap: Int = 0) -> [Rect] {
        var next = column
        return Rect.sizes(lengths, total: columns - gap * max(0, lengths.count - 1)).map { width in
            defer { next += width + gap }
            return Rect(column: next, row: row, columns: width, rows: rows).intersection(self)
        }
    }

    private static func sizes(_ lengths: [Length], total: Int) -> [Int] {
        var left = max(0, total)
        var sizes = lengths.map { length in
            guard case .fixed(let cells) = length else { return 0 }
            let size = min(max(0, cells), left)
            left -= size
            return size
        }
        var weights = lengths.reduce(0) { sum, length in
            if case .flexible(let weight) = length { sum + max(1, weight) } else { sum }
        }
        for (index, length) in lengths.enumerated() {
            guard case .flexible(let weight) = length else { continue }
            sizes[index] = left * max(1, weight) / weights
            left -= sizes[index]
            weights -= max(1, weight)
        }
        return sizes
    }
}
