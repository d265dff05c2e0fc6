/// How much of a long piece of work is done.
package struct ProgressBar: Sendable, Hashable {
    /// From 0 to 1; what lies outside (or is not a number) counts as the nearer end (or 0).
    package var fraction: Double
    /// Count, rate, time left: stands behind the bar.
    package var label: String

    package init(fraction: Double, label: String = "") {
        self.fraction = fraction
        self.label = label
    }

    private var clamped: Double { fraction.isNaN ? 0 : min(max(fraction, 0), 1) }

    /// Draws `[████▌░░░░]  45 % label` over the first row of the rectangle. 100 % is shown only when all is done.
    package func draw(on canvas: inout Canvas, in rect: Rect, focused: Bool = false) {
        guard !rect.isEmpty else { return }
        let number = "\(Int((clamped * 100).rounded(.down)))"
        let percent = String(repeating: " ", count: 3 - number.count) + number + " %"
        var tail = label.isEmpty ? percent : percent + "  " + label
        let bar = max(0, min(rect.columns - DisplayWidth.columns(of: tail) - 3, max(10, rect.columns / 2)))
        if bar < 4 { tail = [number + " %", label].filter { !$0.isEmpty }.joined(separator: ", ") }
        canvas.clipped(to: rect.top(1)) { canvas in
            var column = rect.column
            if bar >= 4 {
                canvas.text("[", at: rect.origin, role: .border)
                drawBar(on: &canvas, in: Rect(column: column + 1, row: rect.row, columns: bar, rows: 1))
                column += bar + 1
                canvas.text("]", at: Point(column: column, row: rect.row), role: .border)
                column += 2
            }
            canvas.text(tail, at: Point(column: column, row: rect.row), role: focused ? .heading : .normal, width: rect.endColumn - column)
        }
        canvas.reads(as: "", state: label.isEmpty ? "\(number) %" : "\(number) %, \(label)", in: rect.top(1))
    }

    private func drawBar(on canvas: inout Canvas, in rect: Rect) {
        let symbols = canvas.symbols
        let steps = symbols.barPartial.count + 1
        let done = Int((clamped * Double(rect.columns * steps)).rounded(.down))
        let full = done / steps
        canvas.fill(rect, with: symbols.barEmpty, role: .barEmpty)
        canvas.fill(rect.left(full), with: symbols.barFull, role: .barFilled)
        guard done % steps > 0 else { return }
        let edge = Rect(column: rect.column + full, row: rect.row, columns: 1, rows: 1)
        canvas.fill(edge, with: symbols.barPartial[done % steps - 1], role: .barFilled)
    }
}
