/// Something that is on or off, with its label. Space switches it; Enter activates, so that a form can go on.
package struct CheckBox: Sendable, Hashable {
    /// What it is about.
    package var label: String
    /// Whether it is ticked.
    package var isOn: Bool
    /// Why it cannot be changed now; nil when it can. Shown behind the label while it has the focus.
    package var disabledReason: String?

    package init(_ label: String, isOn: Bool = false, disabledReason: String? = nil) {
        self.label = label
        self.isOn = isOn
        self.disabledReason = disabledReason
    }

    /// Applies a key.
    package mutating func handle(_ key: Key) -> Handling {
        switch key {
        case .character(" "):
            guard disabledReason == nil else { return .handled }
            isOn.toggle()
            return .changed
        case .enter: return .activated
        default: return .ignored
        }
    }

    /// Draws `[x] label` over the first row of the rectangle.
    package func draw(on canvas: inout Canvas, in rect: Rect, focused: Bool) {
        let mark = isOn ? String(canvas.symbols.isASCIIOnly ? "x" : canvas.symbols.check) : " "
        let role: Role = focused ? .selected : disabledReason == nil ? .normal : .disabled
        canvas.clipped(to: rect.top(1)) { canvas in
            let used = canvas.text("[\(mark)] \(label)", at: rect.origin, role: role, width: rect.columns)
            canvas.answerClicks(in: rect.left(used), [.character(" ")])
            canvas.reads(as: label, state: isOn ? "ticked" : "not ticked", in: rect.left(used))
            guard focused, let disabledReason else { return }
            canvas.text(disabledReason, at: Point(column: rect.column + used + 2, row: rect.row), role: .muted, width: rect.columns - used - 2)
        }
    }
}
