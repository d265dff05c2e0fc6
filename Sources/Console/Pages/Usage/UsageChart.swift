import Terminal

/// Numbers as columns side by side, one of them selected, before a scale with a line for each of its steps.
struct UsageChart {
    let values: [Int]
    let selection: Int
    /// How the columns are drawn that are not selected.
    var role = Role.barFilled

    /// Columns of one number, at most: wider ones look like blocks.
    private static let mostColumns = 6

    /// What the scale ends with, and how many steps lead there: whole numbers that are easily read, and as little beyond the greatest one as they allow.
    static func scale(for greatest: Int, rows: Int) -> (top: Int, steps: Int) {
        func step(_ least: Int) -> Int {
            var unit = 1
            while unit * 8 < least { unit *= 10 }
            return [1, 2, 3, 4, 5, 6, 8].map { $0 * unit }.first { $0 >= least } ?? least
        }
        let choices = (1...min(4, max(1, rows / 3))).reversed().map { steps in
            (top: step((max(1, greatest) + steps - 1) / steps) * steps, steps: steps)
        }
        return choices.min { $0.top < $1.top } ?? (max(1, greatest), 1)
    }

    /// Columns of the numbers of the scale.
    static func scaleColumns(for greatest: Int, rows: Int) -> Int { DisplayWidth.columns(of: scale(for: greatest, rows: rows).top.grouped) + 1 }

    /// How many columns each number gets in a width.
    static func columnsOfOne(_ count: Int, in columns: Int) -> Int { min(mostColumns, max(0, columns) / max(1, count)) }

    /// Draws the scale, the columns, and the line that they stand on, which is the last row.
    /// - Parameters:
    ///   - left: the columns of the scale.
    ///   - firstArea: the number of the first column as a part that a click brings the focus to.
    func draw(on canvas: inout Canvas, in rect: Rect, scale left: Int, firstArea: Int) {
        let (top, steps) = Self.scale(for: values.max() ?? 0, rows: rect.rows - 1)
        let width = Self.columnsOfOne(values.count, in: rect.columns - left)
        let plot = rect.dropping(left: left).left(width * values.count).dropping(bottom: 1)
        guard width > 0, !plot.isEmpty else { return }
        for step in 0...steps {
            let row = plot.endRow - plot.rows * step / steps
            canvas.text(
                (top * step / steps).grouped, in: Rect(column: rect.column, row: row, columns: left - 1, rows: 1), alignment: .end, role: .muted)
            if step > 0 {
                canvas.fill(Rect(column: plot.column, row: row, columns: plot.columns, rows: 1), with: canvas.symbols.gridLine, role: .border)
            }
        }
        canvas.horizontalLine(at: Point(column: plot.column, row: plot.endRow), columns: plot.columns)
        canvas.reads(as: "A chart of \(values.count) days; left and right choose one", in: rect)
        for (index, value) in values.enumerated() {
            let place = Rect(column: plot.column + index * width, row: plot.row, columns: width, rows: plot.rows)
            canvas.area(firstArea + index, in: Rect(column: place.column, row: place.row, columns: width, rows: plot.rows + 1)) {
                // Wide columns leave a gap, so that days stay apart.
                drawBar(value, of: top, isSelected: index == selection, on: &$0, in: width > 1 ? place.dropping(right: 1) : place)
            }
        }
    }

    private func drawBar(_ value: Int, of top: Int, isSelected: Bool, on canvas: inout Canvas, in rect: Rect) {
        guard value > 0, top > 0 else { return }
        let role: Role = isSelected ? .accent : role
        let partial = canvas.symbols.columnPartial
        let steps = partial.count + 1
        // Whatever happened is seen, however little it is beside the greatest number.
        let height = max(1, Int((Double(value) / Double(top) * Double(rect.rows * steps)).rounded(.down)))
        let full = height / steps
        canvas.fill(rect.bottom(full), with: canvas.symbols.barFull, role: role)
        guard height % steps > 0 else { return }
        canvas.fill(rect.dropping(bottom: full).bottom(1), with: partial[height % steps - 1], role: role)
    }
}
