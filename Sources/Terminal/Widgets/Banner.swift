/// One row across the screen about a state that lasts until somebody acts on it. It takes the place of a row that is always there, so nothing moves when it
/// comes and goes.
package struct Banner: Sendable, Hashable {
    /// What happened and what to do.
    package var message: String
    /// The same in fewer words, for narrow screens, each shorter than the one before.
    package var shorter: [String]
    /// Where the whole message is to be read, such as "? Help", shown when even the shortest is cut.
    package var whole: String?
    /// How it looks: ``Role/banner`` unless it is about success or danger.
    package var role: Role

    package init(_ message: String, shorter: [String] = [], whole: String? = nil, role: Role = .banner) {
        self.message = message
        self.shorter = shorter
        self.whole = whole
        self.role = role
    }

    /// Whether the row cannot say the whole message.
    package func isShortened(columns: Int) -> Bool { DisplayWidth.columns(of: message) > columns - Self.around }

    /// Draws the message in the first row of the rectangle, with a mark in front.
    package func draw(on canvas: inout Canvas, in rect: Rect, focused: Bool = false) {
        guard !rect.isEmpty else { return }
        let area = rect.top(1)
        canvas.fill(area, role: role)
        canvas.clipped(to: area) { canvas in
            let mark = role == .success ? canvas.symbols.check : canvas.symbols.warning
            canvas.text(" \(mark)", at: area.origin, role: role)
            let place = area.dropping(left: 3, right: 1)
            let fitting = ([message] + shorter).first { DisplayWidth.columns(of: canvas.symbols.transliterated($0)) <= place.columns }
            if let fitting {
                canvas.text(fitting, at: place.origin, role: role, width: place.columns)
            } else {
                let hint = whole.map { "  \($0)" } ?? ""
                let room = place.columns - DisplayWidth.columns(of: hint)
                let used = canvas.text(shorter.last ?? message, at: place.origin, role: role, width: room)
                canvas.text(hint, at: place.dropping(left: used).origin, role: role, width: place.columns - used)
            }
            canvas.reads(as: message, in: area)
        }
    }

    /// The columns around the message: a mark between two spaces in front, one space behind.
    private static let around = 4
}
