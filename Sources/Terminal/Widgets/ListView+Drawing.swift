extension ListView {
    /// Draws the rows that fit, a mark in front of the selected one, and a scroll bar at the right edge when there are more.
    /// - Parameter area: the number of the part of the screen that the list is, for clicks (``Canvas/area(_:in:_:)``).
    /// - Parameter row: draws row number, on the canvas, inside the rectangle (which it cannot leave); the last argument says whether it is selected.
    package func draw(on canvas: inout Canvas, in rect: Rect, focused: Bool, area: Int, row: (Int, inout Canvas, Rect, Bool) -> Void) {
        canvas.area(area, in: rect) { draw(on: &$0, in: rect, focused: focused, row: row) }
    }

    /// Draws the rows of a list that is no part with a number.
    /// - Parameter pointer: whether the selected row has its mark. Without the focus it has none, so that of two lists one can tell which gets the keys;
    ///   a list that is searched in has it all the same.
    /// - Parameter entering: the keys that bring the focus here from where it is.
    /// - Parameter isMarked: whether a row is marked, to be acted on with others.
    package func draw(
        on canvas: inout Canvas, in rect: Rect, focused: Bool, pointer: Bool? = nil, entering: [Key] = [], isMarked: (Int) -> Bool = { _ in false },
        row: (Int, inout Canvas, Rect, Bool) -> Void
    ) {
        guard !rect.isEmpty else { return }
        if focused { canvas.listRows = rect.rows }
        guard count > 0 else {
            canvas.paragraph(emptyMessage, in: rect, role: .muted)
            return
        }
        let first = offset(rows: rect.rows)
        let scrolls = count > rect.rows && rect.columns > 3
        let area = scrolls ? rect.dropping(right: 2) : rect
        canvas.answerClicks(in: rect, [], scrolls: true)
        for line in 0..<min(rect.rows, count - first) {
            let index = first + line
            let place = area.line(line)
            canvas.answerClicks(in: place, keys(toClick: index, focused: focused, entering: entering), scrolls: true)
            let isSelected = index == selection
            canvas.clipped(to: place.dropping(left: 2)) { row(index, &$0, place.dropping(left: 2), isSelected) }
            if isMarked(index) {
                canvas.clipped(to: place) { $0.text(String($0.symbols.check), at: Point(column: place.column + 1, row: place.row), role: .accent) }
            }
            guard isSelected else { continue }
            if pointer ?? focused { canvas.clipped(to: place) { $0.text(String($0.symbols.pointer), at: place.origin) } }
            canvas.restyle(place, role: focused ? .selected : .selectedUnfocused)
        }
        guard scrolls else { return }
        canvas.scrollBar(in: rect.right(1), first: first, count: count)
        canvas.reads(
            as: "(row \((first + rect.rows).grouped) of \(count.grouped); more and less show others)", isQuiet: true,
            in: rect.right(1).bottom(1))
    }

    /// A click selects; another one on the selected row of the list with the focus activates it.
    private func keys(toClick index: Int, focused: Bool, entering: [Key]) -> [Key] {
        let distance = index - (selection ?? 0)
        guard distance != 0 else { return focused ? [.enter] : entering }
        return entering + Array(repeating: distance > 0 ? .down : .up, count: abs(distance))
    }
}

extension Canvas {
    /// Draws a scroll bar of a list or a text of so many rows, of which `first` is the first one shown.
    package mutating func scrollBar(in bar: Rect, first: Int, count: Int) {
        let thumb = max(1, min(bar.rows, bar.rows * bar.rows / max(1, count)))
        let travel = bar.rows - thumb
        let hidden = max(1, count - bar.rows)
        // Only the very first and last rows put the thumb at an end.
        var start = travel * first / hidden
        if first > 0, start == 0, travel > 1 { start = 1 }
        scrollBarColumn = bar.column
        verticalLine(at: bar.origin, rows: bar.rows, role: .muted)
        fill(Rect(column: bar.column, row: bar.row + min(start, travel), columns: 1, rows: thumb), with: symbols.scrollThumb, role: .border)
    }
}
