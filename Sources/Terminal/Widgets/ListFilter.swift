/// The field above a list that narrows it: `/` opens it, what is typed filters at once, Enter keeps it and goes to the list, Escape clears it first.
package struct ListFilter: Sendable, Hashable {
    private var field = TextField(placeholder: "any part of a name or address")
    /// Whether letters go into the field now.
    package private(set) var isTyping = false

    /// A filter that lets everything through.
    package init() {}

    /// What is searched for; empty lets everything through.
    package var text: String { field.text }

    /// Whether the field is shown.
    package var isActive: Bool { isTyping || !text.isEmpty }

    /// The keys while something is typed.
    package static let typingHints = [KeyHint("Enter", "To the list"), KeyHint("Esc", "Clear")]

    /// The keys that lead from the field to the list.
    package static let leaving: [Key] = [.enter]

    /// What Escape does first while the field narrows the list and is not typed into.
    package var clearHint: [KeyHint] { isTyping || text.isEmpty ? [] : [KeyHint("Esc", "Clear")] }

    /// Opens the field, as `/` does.
    package mutating func open() { isTyping = true }

    /// Applies a key. `.changed` means that ``text`` is another one.
    package mutating func handle(_ key: Key) -> Handling {
        guard isTyping else {
            switch key {
            case .character("/"):
                isTyping = true
                return .handled
            case .escape where !text.isEmpty: return clear()
            default: return .ignored
            }
        }
        switch key {
        case .escape:
            isTyping = false
            return text.isEmpty ? .handled : clear()
        case .enter, .tab, .down:
            isTyping = false
            return .handled
        case .up, .pageUp, .pageDown: return .ignored
        default: return field.handle(key)
        }
    }

    /// Takes pasted text while the field is open.
    @discardableResult
    package mutating func insert(paste: String) -> Handling { isTyping ? field.insert(paste: paste) : .ignored }

    private mutating func clear() -> Handling {
        field.text = ""
        isTyping = false
        return .changed
    }

    /// Draws over the first row of the rectangle: the field when it is active, `title` when it is not, and how many rows are shown at the right edge.
    package func draw(title: String = "", shown: Int, of total: Int, on canvas: inout Canvas, in rect: Rect) {
        let line = rect.top(1)
        guard !line.isEmpty else { return }
        let count =
            isActive || shown != total ? "\(shown.grouped) of \(total.grouped)" : total == 0 ? "" : total == 1 ? "1 row" : "\(total.grouped) rows"
        let countColumns = min(DisplayWidth.columns(of: count), line.columns)
        let left = line.dropping(right: countColumns + 2)
        canvas.clipped(to: line) { canvas in
            canvas.text(count, in: line, alignment: .end, role: .muted)
            guard isActive else {
                canvas.text(title, at: left.origin, width: left.columns)
                return
            }
            canvas.text("/", at: left.origin, role: .keyHint, width: left.columns)
            canvas.reads(as: "Filter", in: left.left(2))
            field.draw(on: &canvas, in: left.dropping(left: 2).left(40), focused: isTyping)
        }
    }
}

extension Int {
    /// "1,000,000".
    package var grouped: String {
        let digits = String(magnitude)
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
            result.append(digit)
        }
        return self < 0 ? "-" + result : result
    }
}
