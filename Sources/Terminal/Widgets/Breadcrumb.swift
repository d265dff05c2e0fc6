/// The top line: where the person is, and the state of what they look at.
package struct Breadcrumb: Sendable, Hashable {
    /// The way from the start to this screen.
    package var path: [String]
    /// Which organisation, on or off: stands at the right edge.
    package var status: String
    /// The same in fewer words, for where the path leaves no more room.
    package var shortStatus: String

    package init(_ path: [String], status: String = "", shortStatus: String? = nil) {
        self.path = path
        self.status = status
        self.shortStatus = shortStatus ?? status
    }

    /// Draws the line over the first row of the rectangle. When it is narrow, the status gets shorter, the path loses its beginning, then the status goes, then the
    /// last step is cut.
    package func draw(on canvas: inout Canvas, in rect: Rect, focused: Bool = false) {
        guard !rect.isEmpty else { return }
        let line = rect.top(1)
        canvas.fill(line, role: .title)
        let inner = line.columns > 2 ? line.inset(columns: 1, rows: 0) : line
        let whole = DisplayWidth.columns(of: path.joined(separator: " \(canvas.symbols.pathSeparator) "))
        let status = whole + 2 + DisplayWidth.columns(of: status) <= inner.columns ? status : shortStatus
        let statusColumns = DisplayWidth.columns(of: status)
        let last = DisplayWidth.columns(of: path.last ?? "")
        let showsStatus = statusColumns > 0 && inner.columns >= statusColumns + 2 + min(last, 12)
        let room = showsStatus ? inner.columns - statusColumns - 2 : inner.columns
        canvas.clipped(to: line) { canvas in
            canvas.text(shortened(room, symbols: canvas.symbols), at: inner.origin, role: .title, width: room)
            if showsStatus { canvas.text(status, at: inner.right(statusColumns).origin, role: .title, width: statusColumns) }
        }
    }

    /// The step that stands at a place of the line, from 0; `nil` where none does.
    package func step(at point: Point, in rect: Rect, symbols: SymbolSet) -> Int? {
        let line = rect.top(1)
        guard line.contains(point) else { return nil }
        var canvas = Canvas(size: Size(columns: rect.endColumn, rows: rect.endRow), symbols: symbols)
        draw(on: &canvas, in: rect)
        // From the right: what was dropped of a long way is its beginning.
        let text = (line.column..<line.endColumn).map { canvas[$0, line.row].character }
        let separator = symbols.pathSeparator
        let before = text.prefix(point.column - line.column + 1)
        guard before.contains(where: { $0 != " " }), text[point.column - line.column] != separator else { return nil }
        let after = text.dropFirst(point.column - line.column).count { $0 == separator }
        let step = path.count - 1 - after
        // Behind the path stands the status.
        let end = text.lastIndex(of: separator) ?? 0
        guard step == path.count - 1 else { return max(0, step) }
        let last = DisplayWidth.columns(of: path.last ?? "")
        return point.column - line.column <= end + 1 + last ? step : nil
    }

    private func shortened(_ columns: Int, symbols: SymbolSet) -> String {
        let separator = " \(symbols.pathSeparator) "
        for dropped in 0..<max(1, path.count) {
            let text = ((dropped > 0 ? [symbols.ellipsis] : []) + path.dropFirst(dropped)).joined(separator: separator)
            if DisplayWidth.columns(of: text) <= columns { return text }
        }
        let last = path.last ?? ""
        // Its beginning is lost and its end is cut: both are marked, where that leaves something to read.
        return DisplayWidth.columns(of: last) > columns && columns >= 30 && path.count > 1 ? symbols.ellipsis + separator + last : last
    }
}
