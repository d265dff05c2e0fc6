import Terminal

/// Numbers as columns side by side, one of them selected.
struct UsageChart {
    let values: [Int]
    let selection: Int

    /// Draws columns, the line that they stand on, and a mark below the selected one; with the greatest number at the left edge.
    /// - Parameter firstArea: the number of the first column as a part that a click brings the focus to.
    /// - Returns: where the columns are.
    @discardableResult
    func draw(on canvas: inout Canvas, in rect: Rect, firstArea: Int) -> Rect {
        let greatest = values.max() ?? 0
        let label = greatest.grouped
        let left = DisplayWidth.columns(of: label) + 1
        let width = min(4, max(0, rect.columns - left) / max(1, values.count))
        let plot = Rect(
            column: rect.column + left, row: rect.row, columns: min(width * values.count, max(0, rect.columns - left)), rows: max(0, rect.rows - 2))
        guard width > 0, !plot.isEmpty else { return plot }
        canvas.text(label, at: rect.origin, role: .muted, width: left)
        canvas.text("0", in: Rect(column: rect.column, row: plot.endRow, columns: left - 1, rows: 1), alignment: .end, role: .muted)
        canvas.horizontalLine(at: Point(column: plot.column, row: plot.endRow), columns: plot.columns)
        canvas.reads(as: "A chart of \(values.count) days; left and right choose one", in: rect)
        for (index, value) in values.enumerated() {
            let place = Rect(column: plot.column + index * width, row: plot.row, columns: width, rows: plot.rows)
            // Wide columns leave a gap, so that days stay apart.
            let bar = width > 1 ? place.dropping(right: 1) : place
            canvas.area(firstArea + index, in: Rect(column: place.column, row: place.row, columns: width, rows: plot.rows + 2)) {
                drawBar(value, of: greatest, isSelected: index == selection, on: &$0, in: bar)
            }
            if index == selection {
                canvas.fill(
                    Rect(column: bar.column, row: plot.endRow + 1, columns: bar.columns, rows: 1), with: canvas.symbols.arrowUp, role: .accent)
            }
        }
        return plot
    }

    private func drawBar(_ value: Int, of greatest: Int, isSelected: Bool, on canvas: inout Canvas, in rect: Rect) {
        guard value > 0, greatest > 0 else { return }
        let role: Role = isSelected ? .accent : .barFilled
        let partial = canvas.symbols.columnPartial
        let steps = partial.count + 1
        // Whatever happened is seen, however little it is beside the greatest number.
        let height = max(1, Int((Double(value) / Double(greatest) * Double(rect.rows * steps)).rounded(.down)))
        let full = height / steps
        canvas.fill(rect.bottom(full), with: canvas.symbols.barFull, role: role)
        guard height % steps > 0 else { return }
        canvas.fill(rect.dropping(bottom: full).bottom(1), with: partial[height % steps - 1], role: role)
    }
}
