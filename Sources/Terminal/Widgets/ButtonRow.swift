/// One button of a ``ButtonRow``.
package struct Button: Sendable, Hashable {
    /// What it does, in a word or two.
    package var label: String
    /// Whether it continues or finishes.
    package var isPrimary: Bool
    /// Why it cannot be pressed now; nil when it can.
    package var disabledReason: String?

    package init(_ label: String, isPrimary: Bool = false, disabledReason: String? = nil) {
        self.label = label
        self.isPrimary = isPrimary
        self.disabledReason = disabledReason
    }

    /// Whether it can be pressed.
    package var isEnabled: Bool { disabledReason == nil }
}

/// Buttons side by side. Left and Right (and Tab) move inside the row and are ignored at its ends, so that the focus can move on; Enter or
/// Space press. A disabled button can have the focus, to say why it is disabled.
package struct ButtonRow: Sendable, Hashable {
    /// The buttons, from left to right.
    package var buttons: [Button] {
        didSet { focus = min(focus, max(0, buttons.count - 1)) }
    }
    /// The button that gets the keys, from 0.
    package var focus: Int {
        didSet { focus = min(max(0, focus), max(0, buttons.count - 1)) }
    }

    package init(_ buttons: [Button], focus: Int = 0) {
        self.buttons = buttons
        self.focus = min(max(0, focus), max(0, buttons.count - 1))
    }

    /// The button with the focus; nil when there are no buttons.
    package var focused: Button? { buttons.indices.contains(focus) ? buttons[focus] : nil }

    /// Applies a key. `.activated` means that the button ``focus`` was pressed and is enabled.
    package mutating func handle(_ key: Key) -> Handling {
        guard let focused else { return .ignored }
        switch key {
        case .left, .backTab, .character("h"): return move(by: -1)
        case .right, .tab, .character("l"): return move(by: 1)
        case .enter, .character(" "): return focused.isEnabled ? .activated : .handled
        default: return .ignored
        }
    }

    private mutating func move(by step: Int) -> Handling {
        guard buttons.indices.contains(focus + step) else { return .ignored }
        focus += step
        return .handled
    }

    /// Columns the row takes when all buttons are shown.
    package var columns: Int {
        buttons.reduce(0) { $0 + DisplayWidth.columns(of: $1.label) + 4 } + 2 * max(0, buttons.count - 1)
    }

    /// Draws `[ Label ]`, a disabled one as `( Label )`, over the first row of the rectangle; the reason of a disabled button with the focus stands in
    /// the second row if there is one, otherwise behind the buttons.
    package func draw(on canvas: inout Canvas, in rect: Rect, focused hasFocus: Bool) {
        canvas.clipped(to: rect) { canvas in
            var column = rect.column
            for (index, button) in buttons.enumerated() {
                let role: Role =
                    hasFocus && index == focus ? .buttonFocused : !button.isEnabled ? .buttonDisabled : button.isPrimary ? .buttonPrimary : .button
                let text = button.isEnabled ? "[ \(button.label) ]" : "( \(button.label) )"
                let columns = canvas.text(text, at: Point(column: column, row: rect.row), role: role, width: rect.endColumn - column)
                let way = Array(repeating: index > focus ? Key.right : .left, count: abs(index - focus))
                let place = Rect(column: column, row: rect.row, columns: columns, rows: 1)
                canvas.answerClicks(in: place, way + [.enter])
                canvas.reads(as: button.label, state: button.disabledReason.map { "not available: \($0)" }, in: place)
                column += columns + 2
            }
            guard hasFocus, let reason = focused?.disabledReason else { return }
            let place = rect.rows > 1 ? rect.dropping(top: 1) : rect.dropping(left: column - rect.column)
            if rect.rows > 1 {
                canvas.paragraph(reason, in: place, role: .warning)
            } else {
                canvas.text(reason, at: place.origin, role: .warning, width: place.columns)
            }
            // The button says it already.
            canvas.reads(as: "", in: place)
        }
    }
}
