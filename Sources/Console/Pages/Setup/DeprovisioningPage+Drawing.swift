import Provisioning
import Terminal
import Wording

extension DeprovisioningPage {
    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let warning = policy.causesToConfirm.first.map { "\(canvas.symbols.warning) \(policy.warning($0))" }
        let purpose = warning ?? Self.tip
        let frame = FormFrame(rect, on: canvas, step: step, purpose: purpose)
        frame.draw(on: &canvas, step: step, purpose: purpose, role: warning == nil ? .normal : .warning, model)
        // Two lines for each action of a cause, below its heading; where there is room, a line in time too, and an empty row.
        let isTall = frame.body.rows >= 12
        let rowsOfCause = frame.body.rows >= 14 ? 5 : isTall ? 4 : 3
        var form = FormRows(in: frame.body, count: min(DeprovisioningCause.allCases.count * rowsOfCause, 14), shows: focusedRow(rowsOfCause))
        for (index, line) in Self.lines.enumerated() {
            if line.action == .suspend, let place = form.next() {
                canvas.text(heading(line.cause, columns: rect.columns), at: place.origin, role: .heading, width: rect.columns)
            }
            if let place = form.next() {
                canvas.area(index, in: place) {
                    draw(line, delay: delay(line), idle: idleDelays[index], isFocused: !buttons.hasFocus && index == focus, on: &$0, in: place)
                }
            }
            if line.action == .hardDelete, isTall, let place = form.next() { drawTimeline(line.cause, on: &canvas, in: place.dropping(left: 2)) }
            if line.action == .hardDelete, rowsOfCause > 4 { _ = form.next() }
        }
        guard !isTall, !buttons.hasFocus else { return buttons.draw(on: &canvas, in: frame.buttons) }
        // Without room below each cause, the line in time of the one with the focus stands below the form, or else where the reason of the buttons would.
        let below = frame.body.dropping(top: form.shown).top(1)
        drawTimeline(Self.lines[focus].cause, isNamed: true, on: &canvas, in: below.isEmpty ? frame.buttons.line(1) : below)
        buttons.draw(on: &canvas, in: below.isEmpty ? frame.buttons.top(1) : frame.buttons)
    }

    /// The row of the form that must be in sight.
    private func focusedRow(_ rowsOfCause: Int) -> Int {
        buttons.hasFocus ? DeprovisioningCause.allCases.count * rowsOfCause - 1 : focus / 2 * rowsOfCause + 1 + focus % 2
    }

    private func heading(_ cause: DeprovisioningCause, columns: Int) -> String {
        let mark = policy[cause] == saved[cause] ? "" : " (changed)"
        guard cause == .appTurnedOff else { return cause.title + mark }
        let titles = [
            "\(cause.title) or the user leaves the scope", "When the app is off for the user, or out of scope",
            "App off for the user, or out of scope",
        ].map { $0 + mark }
        return titles.first { DisplayWidth.columns(of: $0) <= columns } ?? titles[titles.count - 1]
    }

    private func drawTimeline(_ cause: DeprovisioningCause, isNamed: Bool = false, on canvas: inout Canvas, in line: Rect) {
        guard !line.isEmpty else { return }
        let rule = policy[cause]
        canvas.text(
            DeprovisioningTimeline.words(rule, of: isNamed ? cause : nil, line: canvas.symbols.lines.horizontal), at: line.origin,
            role: rule.deletesNoLaterThanItSuspends ? .warning : .muted, width: line.columns)
    }

    private func draw(
        _ line: Line, delay: DeprovisioningDelay?, idle: DeprovisioningDelay, isFocused: Bool, on canvas: inout Canvas, in rect: Rect
    ) {
        let mark = delay == nil ? " " : canvas.symbols.isASCIIOnly ? "x" : String(canvas.symbols.check)
        let name = line.action == .suspend ? "Suspend" : "Hard delete"
        if isFocused { canvas.text(String(canvas.symbols.pointer), at: rect.origin) }
        canvas.text("[\(mark)] \(name)", at: Point(column: rect.column + 2, row: rect.row), role: isFocused ? .selected : .normal, width: 17)
        canvas.answerClicks(in: rect.left(19), [.character(" ")])
        canvas.reads(as: name, state: delay == nil ? "not ticked" : "ticked", in: rect.left(19))
        let options = DeprovisioningDelay.allCases
        let current = options.firstIndex(of: delay ?? idle) ?? 0
        let titles = options.map { $0 == .within24Hours ? $0.title : String($0.title.dropFirst("After ".count)) }
        var place = Point(column: rect.column + 19, row: rect.row)
        let needed = titles.reduce(0) { $0 + $1.count + 6 }
        guard rect.columns - 19 >= needed else {
            let symbols = canvas.symbols
            // A delay that would only begin to count when it is ticked is shown to who is about to tick it, not as if it held.
            let text = delay == nil && !isFocused ? "-" : "\(symbols.moreLeft) \((delay ?? idle).title) \(symbols.moreRight)"
            canvas.text(text, at: place, role: delay == nil ? .disabled : isFocused ? .selected : .normal, width: rect.endColumn - place.column)
            return
        }
        for (index, (option, title)) in zip(options, titles).enumerated() {
            let isChosen = option == delay
            let radio = isChosen ? canvas.symbols.radioOn : canvas.symbols.isASCIIOnly ? " " : canvas.symbols.radioOff
            let role: Role = delay == nil ? .disabled : isChosen && isFocused ? .selected : .normal
            let columns = canvas.text("(\(radio)) \(title)", at: place, role: role, width: rect.endColumn - place.column)
            let way = Array(repeating: index > current ? Key.right : .left, count: abs(index - current))
            let cells = Rect(column: place.column, row: place.row, columns: columns, rows: 1)
            canvas.answerClicks(in: cells, way)
            canvas.reads(as: option.title, state: isChosen ? "chosen" : nil, in: cells)
            place.column += columns + 2
        }
    }
}

/// Hands out the rows of a form. Where it is longer than the room, those around one of them.
private struct FormRows {
    private let area: Rect
    private var row: Int
    /// How many rows are shown.
    let shown: Int

    init(in area: Rect, count: Int, shows row: Int) {
        self.area = area
        shown = min(count, area.rows)
        self.row = -min(max(0, row - shown + 1), count - shown)
    }

    /// The place of the next row; `nil` when it is not shown.
    mutating func next() -> Rect? {
        defer { row += 1 }
        let line = area.line(row)
        return line.isEmpty ? nil : line
    }
}
