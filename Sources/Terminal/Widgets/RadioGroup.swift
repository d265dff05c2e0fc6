/// A choice of exactly one option. Arrows along the group choose; at its ends they are ignored, so that the focus can move on.
package struct RadioGroup: Sendable, Hashable {
    /// How the options are laid out.
    package enum Direction: Sendable, Hashable {
        case vertical
        case horizontal
    }

    /// The options.
    package var options: [String]
    /// The chosen option, from 0; nil while nothing is chosen.
    package var selection: Int?
    /// How the options are laid out.
    package var direction: Direction
    /// Whether the choice can be changed now.
    package var isEnabled: Bool

    package init(_ options: [String], selection: Int? = 0, direction: Direction = .vertical, isEnabled: Bool = true) {
        self.options = options
        self.selection = selection.map { min(max(0, $0), max(0, options.count - 1)) }
        self.direction = direction
        self.isEnabled = isEnabled
    }

    /// Applies a key.
    package mutating func handle(_ key: Key) -> Handling {
        guard isEnabled, !options.isEmpty else { return .ignored }
        switch (key, direction) {
        case (.up, .vertical), (.character("k"), .vertical), (.left, .horizontal), (.character("h"), .horizontal):
            return choose(selection.map { $0 - 1 } ?? 0)
        case (.down, .vertical), (.character("j"), .vertical), (.right, .horizontal), (.character("l"), .horizontal):
            return choose(selection.map { $0 + 1 } ?? 0)
        case (.character(" "), _):
            return selection == nil ? choose(0) : .handled
        case (.enter, _):
            return .activated
        default:
            return .ignored
        }
    }

    private mutating func choose(_ index: Int) -> Handling {
        guard options.indices.contains(index), index != selection else { return .ignored }
        selection = index
        return .changed
    }

    /// Columns between two options side by side.
    private static let widestGap = 3

    /// Draws `(●) option` one below the other, or side by side in the first row of the rectangle.
    package func draw(on canvas: inout Canvas, in rect: Rect, focused: Bool) {
        let symbols = canvas.symbols
        // Side by side no option is cut while the gaps between them can give way.
        let texts = options.reduce(0) { $0 + 4 + DisplayWidth.columns(of: $1) }
        let gap = min(Self.widestGap, max(1, (rect.columns - texts) / max(1, options.count - 1)))
        canvas.clipped(to: rect) { canvas in
            var place = rect.origin
            for (index, option) in options.enumerated() {
                let isChosen = index == selection
                let hasFocus = focused && (isChosen || (selection == nil && index == 0))
                let role: Role = !isEnabled ? .disabled : hasFocus ? .selected : .normal
                let mark = isChosen ? symbols.radioOn : symbols.isASCIIOnly ? " " : symbols.radioOff
                let used = canvas.text("(\(mark)) \(option)", at: place, role: role, width: rect.endColumn - place.column)
                let cells = Rect(column: place.column, row: place.row, columns: used, rows: 1)
                canvas.answerClicks(in: cells, keys(toChoose: index))
                canvas.reads(as: option, state: isChosen ? "chosen" : nil, in: cells)
                switch direction {
                case .vertical: place.row += 1
                case .horizontal: place.column += used + gap
                }
            }
        }
    }

    private func keys(toChoose index: Int) -> [Key] {
        let distance = index - (selection ?? -1)
        let (back, on): (Key, Key) = direction == .vertical ? (.up, .down) : (.left, .right)
        return Array(repeating: distance > 0 ? on : back, count: abs(distance))
    }
}
