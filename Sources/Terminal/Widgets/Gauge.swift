/// How much of something is left, as a line. What it means stands in words beside it.
package struct Gauge: Sendable, Hashable {
    /// From 0 to 1; what lies outside counts as the nearer end.
    package var fraction: Double
    /// How the part that is left is shown.
    package var role: Role

    package init(fraction: Double, role: Role = .barFilled) {
        self.fraction = fraction
        self.role = role
    }

    /// Draws the line over the first row of the rectangle. Nothing left is an empty line, and anything left is at least seen.
    package func draw(on canvas: inout Canvas, in rect: Rect) {
        let line = rect.top(1)
        let part = fraction.isNaN ? 0 : min(max(fraction, 0), 1)
        let filled = part == 0 ? 0 : max(1, Int((part * Double(line.columns)).rounded()))
        canvas.horizontalLine(at: line.origin, columns: line.columns, role: .barEmpty)
        canvas.fill(line.left(filled), with: canvas.symbols.sliderRail, role: role)
        canvas.reads(as: "", in: line)
    }
}
