import Provisioning
import Terminal

extension PreviewPage {
    func draw(_ plan: Plan, on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var rows = RowCursor(rect)
        let entries = self.rows(plan)
        var list = shown(entries)
        list.emptyMessage = Self.nothingWords(plan, model)
        list.drawFilter(
            title: model.isPlanning
                ? "Planning again, what is shown is from \(plan.made.words)..."
                : "\(plan.entitledCount) people entitled. Planned \(plan.made.words).", on: &canvas, in: rows.next())
        drawFilters(plan, on: &canvas, in: rows.next())
        for hold in plan.holds.values.sorted(by: { $0.kind < $1.kind }) where rows.rest.rows > 6 {
            rows.skip(canvas.paragraph("\(canvas.symbols.warning) \(hold.sentence)", in: rows.rest.top(2), role: .warning))
        }
        let selected = list.selection.flatMap { $0 < entries.count ? entries[$0] : nil }
        // The columns are narrow: what they say of the selected row stands below in full.
        let area = rows.rest.dropping(bottom: selected == nil || rows.rest.rows < 6 ? 0 : 3)
        let table = Table(
            [
                TableColumn("What", minimumWidth: 14, idealWidth: 15), TableColumn("Who", minimumWidth: 14, idealWidth: 26),
                TableColumn("Address", priority: 3, minimumWidth: 26, idealWidth: 30),
                TableColumn("Why", priority: 2, minimumWidth: 26, idealWidth: 34, isStretching: true),
            ], width: area.columns - 4)
        list.draw(on: &canvas, in: area) { index, canvas, line in
            guard entries.indices.contains(index) else { return }
            let row = entries[index]
            table.drawRow(
                [row.what, canvas.symbols.who(row.name, row.email), row.email, row.why], roles: [row.role, .normal, .muted, .muted], on: &canvas,
                in: line)
        }
        guard let selected, area.rows < rows.rest.rows else { return }
        canvas.paragraph("\(selected.name) <\(selected.email)>: \(selected.what), \(selected.why)", in: rows.rest.bottom(2), role: .accent)
    }

    /// Why there is nothing to do, in the words that lead on.
    private static func nothingWords(_ plan: Plan, _ model: ConsoleModel) -> String {
        if model.configuration.userAccess.isOffForEveryone { return "Nothing to do: the app is off for everyone. User access turns it on." }
        if plan.entitledCount == 0 { return "Nothing to do: nobody is in scope. Left out says why." }
        return plan.held.isEmpty && plan.rejected.isEmpty && plan.waiting.isEmpty && plan.problems.isEmpty
            ? "Nothing to do: the accounts are in step with the directory." : "Nothing is done now; the other tabs say what is not done, and why."
    }

    /// The filters in a row; where they do not all fit, from the first one on with which the chosen one does.
    private func drawFilters(_ plan: Plan, on canvas: inout Canvas, in line: Rect) {
        let tabs = filters(plan).map { (filter: $0.0, text: " \($0.1) \($0.2) ") }
        let chosen = tabs.firstIndex { $0.filter == filter } ?? 0
        var first = 0
        while first < chosen, tabs[first...chosen].reduce(0, { $0 + $1.text.count + 1 }) > line.columns { first += 1 }
        var column = line.column
        for tab in tabs[first...] {
            let role: Role = tab.filter == filter ? .selected : [.held, .waiting, .problems].contains(tab.filter) ? .warning : .muted
            let used = canvas.text(tab.text, at: Point(column: column, row: line.row), role: role, width: line.endColumn - column)
            canvas.reads(
                as: tab.text, state: tab.filter == filter ? "shown" : nil, in: Rect(column: column, row: line.row, columns: used, rows: 1))
            column += used + 1
        }
    }
}
