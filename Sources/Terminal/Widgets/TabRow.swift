/// Kinds of rows to choose from, in one line above a list: the chosen one in brackets, so that it needs no colour.
package struct TabRow: Sendable, Hashable {
    /// One of the kinds.
    package struct Tab: Sendable, Hashable {
        /// What is shown of it, with how many rows there are.
        package var text: String
        /// Whether it needs somebody.
        package var isUrgent: Bool

        package init(_ title: String, count: Int, isUrgent: Bool = false) {
            text = "\(title) \(count.grouped)"
            self.isUrgent = isUrgent
        }

        fileprivate var columns: Int { DisplayWidth.columns(of: text) + 2 }
    }

    private let tabs: [Tab]
    private let chosen: Int

    /// Makes a row of tabs.
    /// - Parameter chosen: the place of the one whose rows are shown.
    package init(_ tabs: [Tab], chosen: Int) {
        self.tabs = tabs
        self.chosen = chosen
    }

    /// Draws them in one line; where they do not all fit, as many as do, with marks where there are more.
    package func draw(on canvas: inout Canvas, in line: Rect) {
        let shown = shown(in: line.columns)
        if shown.lowerBound > 0 { canvas.text(String(canvas.symbols.moreLeft), at: line.origin, role: .keyHint) }
        if shown.upperBound < tabs.count { canvas.text(String(canvas.symbols.moreRight), at: line.right(1).origin, role: .keyHint) }
        var column = line.column + (shown.count < tabs.count ? 1 : 0)
        for index in shown {
            let (tab, isChosen) = (tabs[index], index == chosen)
            let used = canvas.text(
                isChosen ? "[\(tab.text)]" : " \(tab.text) ", at: Point(column: column, row: line.row),
                role: isChosen ? .heading : tab.isUrgent ? .warning : .muted, width: line.endColumn - column)
            canvas.reads(as: tab.text, state: isChosen ? "shown" : nil, in: Rect(column: column, row: line.row, columns: used, rows: 1))
            column += used
        }
    }

    /// Which of them fit, the chosen one among them.
    private func shown(in columns: Int) -> Range<Int> {
        func width(_ range: Range<Int>) -> Int { tabs[range].reduce(0) { $0 + $1.columns } }
        guard !tabs.isEmpty, width(0..<tabs.count) > columns else { return 0..<tabs.count }
        // A column at each end is for the marks.
        let room = columns - 2
        var shown = 0..<1
        while shown.upperBound < tabs.count, width(shown.lowerBound..<shown.upperBound + 1) <= room {
            shown = shown.lowerBound..<shown.upperBound + 1
        }
        while shown.upperBound <= chosen {
            shown = shown.lowerBound..<shown.upperBound + 1
            while shown.count > 1, width(shown) > room { shown = shown.lowerBound + 1..<shown.upperBound }
        }
        return shown
    }
}
