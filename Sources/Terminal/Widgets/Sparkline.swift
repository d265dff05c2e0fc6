/// Numbers as a line of small columns, the newest at the right: how something went, at a glance.
package struct Sparkline: Sendable {
    /// From the oldest to the newest.
    private let values: [Int]

    /// A line of these numbers, from the oldest to the newest; none is negative.
    package init(_ values: [Int]) { self.values = values }

    /// What the highest column of a line of so many columns stands for: a sum, of so many numbers; `nil` where nothing is above the line.
    package func top(columns: Int) -> (sum: Int, values: Int)? {
        guard let (sums, share) = sums(columns: columns), let greatest = sums.max(), greatest > 0 else { return nil }
        return (greatest, share)
    }

    /// What each column stands for, and how many numbers that are.
    private func sums(columns: Int) -> (sums: [Int], share: Int)? {
        guard columns > 0, !values.isEmpty else { return nil }
        let share = (values.count + columns - 1) / columns
        // Counted from the newest, so that today stands at the same place whatever comes before it.
        return (stride(from: values.count, to: 0, by: -share).map { end in values[max(0, end - share)..<end].reduce(0, +) }.reversed(), share)
    }

    /// The cells of the line: 0 for nothing, otherwise from 1 to `steps`. Where there are fewer columns than numbers, each stands for as many numbers as it takes.
    func heights(columns: Int, steps: Int) -> [Int] {
        guard steps > 0, let sums = sums(columns: columns)?.sums else { return [] }
        let greatest = sums.max() ?? 0
        return sums.map { $0 <= 0 ? 0 : max(1, ($0 * steps + greatest / 2) / greatest) }
    }

    /// Draws the line from the left, as high as the rectangle; nothing where the symbols have no columns, as in text that is read aloud.
    package func draw(on canvas: inout Canvas, in rect: Rect, role: Role = .barFilled) {
        let symbols = canvas.symbols
        guard let base = symbols.columnPartial.first, !rect.isEmpty else { return }
        let cells = Array(symbols.columnPartial.dropFirst()) + [symbols.barFull]
        for (index, height) in heights(columns: rect.columns, steps: cells.count * rect.rows).enumerated() {
            let place = Rect(column: rect.column + index, row: rect.row, columns: 1, rows: rect.rows)
            guard height > 0 else {
                canvas.fill(place.bottom(1), with: base, role: .barEmpty)
                continue
            }
            let full = height / cells.count
            canvas.fill(place.bottom(full), with: symbols.barFull, role: role)
            let rest = height % cells.count
            if rest > 0 { canvas.fill(place.dropping(bottom: full).bottom(1), with: cells[rest - 1], role: role) }
        }
    }
}
