import Provisioning
import Terminal
import Wording

extension DeprovisioningPage {
    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var rows = RowCursor(rect)
        if let step { step.drawProgress(on: &canvas, in: rows.next(), model) }
        let isTall = rect.rows >= 16
        if isTall { rows.skip(1) }
        var form = FormRows(in: rows.rest.dropping(bottom: 1), count: isTall ? 12 : 9, shows: focusedRow(isTall: isTall))
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
        }
        rows.skip(form.shown)
        if let cause = policy.causesToConfirm.first, rows.rest.rows > 2 {
            rows.skip(canvas.paragraph("\(canvas.symbols.warning) \(policy.warning(cause))", in: rows.rest.dropping(bottom: 2), role: .warning))
        }
        if policy.causesToConfirm.isEmpty, rows.rest.rows > 6 {
            rows.skip(1 + canvas.paragraph(Self.tip, in: rows.rest.dropping(top: 1, bottom: 3), role: .muted))
        }
        // Without room below each cause, the line in time of the one with the focus stands above the buttons, or else where their reason would.
        var bottom = rows.rest
        if !isTall, bottom.rows > 1 {
            let hasLine = !buttons.hasFocus
            if hasLine { drawTimeline(Self.lines[focus].cause, isNamed: true, on: &canvas, in: bottom.line(bottom.rows > 2 ? 0 : 1)) }
            bottom = bottom.rows > 2 ? bottom.dropping(top: 1) : hasLine ? bottom.top(1) : bottom
        } else if bottom.rows > 2 {
            bottom = bottom.dropping(top: 1)
        }
        buttons.draw(on: &canvas, in: bottom.top(2))
    }

    /// The row of the form that must be in sight.
    private func focusedRow(isTall: Bool) -> Int {
        let rowsOfCause = isTall ? 4 : 3
        return buttons.hasFocus ? 3 * rowsOfCause - 1 : focus / 2 * rowsOfCause + 1 + focus % 2
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
