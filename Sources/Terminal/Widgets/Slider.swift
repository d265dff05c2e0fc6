/// The on/off switch of a service. It never flips by itself: Space or Enter activate, the screen asks, and then sets ``isOn``.
package struct Slider: Sendable, Hashable {
    /// Whether the service is on.
    package var isOn: Bool
    /// Why it cannot be switched now; nil when it can. Always shown behind the switch.
    package var disabledReason: String?

    /// How the word ON is shown; nil is as something that is as it should be.
    package var onRole: Role?

    package init(isOn: Bool, disabledReason: String? = nil, onRole: Role? = nil) {
        self.isOn = isOn
        self.disabledReason = disabledReason
        self.onRole = onRole
    }

    /// Applies a key. A disabled switch handles Space and Enter without effect.
    package mutating func handle(_ key: Key) -> Handling {
        switch key {
        case .character(" "), .enter: disabledReason == nil ? .activated : .handled
        default: .ignored
        }
    }

    /// Draws `[●━━] OFF` or `[━━●] ON` over the first row of the rectangle.
    package func draw(on canvas: inout Canvas, in rect: Rect, focused: Bool) {
        let (knob, rail) = (canvas.symbols.sliderKnob, canvas.symbols.sliderRail)
        let picture = isOn ? "[\(rail)\(rail)\(knob)]" : "[\(knob)\(rail)\(rail)]"
        let role: Role = focused ? .buttonFocused : disabledReason == nil ? .button : .disabled
        canvas.clipped(to: rect.top(1)) { canvas in
            var column = rect.column
            column += canvas.text(picture, at: rect.origin, role: role, width: rect.columns) + 1
            let word = Point(column: column, row: rect.row)
            column += canvas.text(isOn ? "ON" : "OFF", at: word, role: isOn ? onRole ?? .success : .heading, width: rect.endColumn - column) + 2
            let cells = Rect(column: rect.column, row: rect.row, columns: column - rect.column - 2, rows: 1)
            canvas.answerClicks(in: cells, [.character(" ")])
            canvas.reads(as: "Switch", state: isOn ? "ON" : "OFF", in: cells)
            guard let disabledReason else { return }
            canvas.text(disabledReason, at: Point(column: column, row: rect.row), role: .muted, width: rect.endColumn - column)
        }
    }
}
