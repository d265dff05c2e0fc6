/// One column of a ``Table``.
package struct TableColumn: Sendable, Hashable {
    /// The heading.
    package var title: String
    /// 1 is the most important; when there is no room for all, the column with the highest number goes first (the rightmost of equals).
    package var priority: Int
    /// Columns of text below which the column is dropped rather than squeezed.
    package var minimumWidth: Int
    /// Columns of text it takes when there is room. What is left over goes to the columns with ``isStretching``, and then to the last one.
    package var idealWidth: Int
    /// Whether the room that nobody needs is for its long texts first. A table that knows no texts gives it a share of that room: at most as much again as its
    /// ideal width, unless it is the last one.
    package var isStretching: Bool
    /// Where the text stands in the column.
    package var alignment: Alignment
    /// Which part of a long text gives way.
    package var truncation: Truncation

    package init(
        _ title: String, priority: Int = 1, minimumWidth: Int = 4, idealWidth: Int = 12, isStretching: Bool = false,
        alignment: Alignment = .start, truncation: Truncation = .end
    ) {
        self.title = title
        self.priority = priority
        self.minimumWidth = max(1, minimumWidth)
        self.idealWidth = max(self.minimumWidth, idealWidth)
        self.isStretching = isStretching
        self.alignment = alignment
        self.truncation = truncation
    }
}

/// Which columns of a table are shown in a given width, and where. Columns are dropped by priority; they never run into each other.
package struct Table: Sendable, Hashable {
    /// A column that is shown.
    package struct Place: Sendable, Hashable {
        /// The index into the columns the table was made of.
        package let index: Int
        /// Columns from the left edge of the table.
        package let offset: Int
        /// Columns of text.
        package let width: Int
    }

    /// All columns, shown or not.
    package let columns: [TableColumn]
    /// The columns that are shown, from left to right.
    package let places: [Place]

    /// Lays columns out in a width.
    /// - Parameter texts: the rows that are shown, a text for each of all columns. What is left over then goes to the columns whose texts would be cut,
    ///   and none grows beyond its texts: the eye finds the way from a name to its address.
    /// - Parameter isTight: whether a column whose texts are all short leaves its room to the others, so that fewer are dropped.
    /// - Parameter gap: empty columns between two columns of text.
    package init(_ columns: [TableColumn], width: Int, texts: [[String]] = [], isTight: Bool = false, gap: Int = 2) {
        self.columns = columns
        var shown = Array(columns.indices)
        let widest = columns.indices.map { index in
            texts.reduce(DisplayWidth.columns(of: columns[index].title)) { index < $1.count ? max($0, DisplayWidth.columns(of: $1[index])) : $0 }
        }
        let least = columns.indices.map { texts.isEmpty || !isTight ? columns[$0].minimumWidth : max(1, min(columns[$0].minimumWidth, widest[$0])) }
        func need(_ indices: [Int]) -> Int {
            indices.reduce(0) { $0 + least[$1] } + gap * max(0, indices.count - 1)
        }
        while shown.count > 1, need(shown) > width {
            guard let last = shown.max(by: { (columns[$0].priority, $0) < (columns[$1].priority, $1) }) else { break }
            shown.removeAll { $0 == last }
        }
        var widths = Dictionary(uniqueKeysWithValues: shown.map { ($0, min(least[$0], max(0, width))) })
        var left = max(0, width - need(shown))
        let important = shown.sorted { (columns[$0].priority, $0) < (columns[$1].priority, $1) }
        func grow(_ order: [Int]? = nil, to wanted: (Int) -> Int) {
            for index in order ?? important {
                let growth = min(left, max(0, wanted(index) - widths[index, default: 0]))
                widths[index, default: 0] += growth
                left -= growth
            }
        }
        if !texts.isEmpty {
            grow { min(columns[$0].idealWidth, widest[$0]) }
            grow { columns[$0].isStretching ? widest[$0] : 0 }
            // The smallest wish first: one endless name leaves the addresses whole.
            grow(important.sorted { widest[$0] - widths[$0, default: 0] < widest[$1] - widths[$1, default: 0] }) { widest[$0] }
        }
        // The important columns reach their ideal width first.
        grow { columns[$0].idealWidth }
        let stretching = texts.isEmpty ? shown.filter { columns[$0].isStretching } : []
        for (position, index) in stretching.enumerated() {
            // Before the last column there is an end to it: on a wide screen the eye must find the way from a name to its address.
            let limit = index == shown.last ? left : columns[index].idealWidth
            let share = min(left / (stretching.count - position), limit)
            widths[index, default: 0] += share
            left -= share
        }
        if let last = shown.last, columns[last].alignment == .start { widths[last, default: 0] += left }
        var offset = 0
        places = shown.map { index in
            let width = widths[index, default: 0]
            defer { offset += width + gap }
            return Place(index: index, offset: offset, width: width)
        }
    }

    /// Draws the headings over the first row of the rectangle.
    package func drawHeader(on canvas: inout Canvas, in rect: Rect, role: Role = .heading) {
        drawRow(columns.map(\.title), on: &canvas, in: rect, role: role)
    }

    /// Draws one row: a text for each of all columns; missing texts are empty.
    package func drawRow(_ texts: [String], on canvas: inout Canvas, in rect: Rect, role: Role = .normal) {
        drawRow(texts, roles: [], on: &canvas, in: rect, role: role)
    }

    /// Draws one row with a role for each of all columns; where there is none, `role` is used.
    package func drawRow(_ texts: [String], roles: [Role], on canvas: inout Canvas, in rect: Rect, role: Role = .normal) {
        canvas.clipped(to: rect.top(1)) { canvas in
            for place in places where place.index < texts.count {
                let column = columns[place.index]
                let area = Rect(column: rect.column + place.offset, row: rect.row, columns: place.width, rows: 1)
                canvas.text(
                    texts[place.index], in: area, alignment: column.alignment, role: place.index < roles.count ? roles[place.index] : role,
                    truncation: column.truncation)
            }
        }
    }
}
