/// A message across the screen about a state that lasts until somebody acts on it.
package struct Banner: Sendable, Hashable {
    /// What happened and what to do.
    package var message: String
    /// How it looks: ``Role/banner`` unless it is about success or danger.
    package var role: Role

    package init(_ message: String, role: Role = .banner) {
        self.message = message
        self.role = role
    }

    /// The rows it takes in a width, for the layout.
    package func rows(columns: Int) -> Int {
        DisplayText.prose(message, columns: max(1, columns - 4)).count
    }

    /// Draws the message over the rectangle, with a mark in front.
    package func draw(on canvas: inout Canvas, in rect: Rect, focused: Bool = false) {
        guard !rect.isEmpty else { return }
        let area = rect.top(rows(columns: rect.columns))
        canvas.fill(area, role: role)
        canvas.clipped(to: area) { canvas in
            let mark = role == .success ? canvas.symbols.check : canvas.symbols.warning
            canvas.text(" \(mark)", at: area.origin, role: role)
            canvas.paragraph(message, in: area.dropping(left: 3, right: 1), role: role)
            canvas.reads(as: message, in: area)
        }
    }
}
