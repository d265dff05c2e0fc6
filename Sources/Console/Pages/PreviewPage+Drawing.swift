import Provisioning
import Terminal

extension PreviewPage {
    func draw(_ plan: Plan, on canvas: inout Canvas, in rect: Rect) {
        var rows = RowCursor(rect)
        let entries = self.rows(plan)
        let list = shown(entries)
        list.drawFilter(title: "\(plan.entitledCount) people entitled. Planned \(plan.made.words).", on: &canvas, in: rows.next())
        drawFilters(plan, on: &canvas, in: rows.next())
        for hold in plan.holds.values.sorted(by: { $0.kind < $1.kind }) where rows.rest.rows > 4 {
            canvas.text("\(canvas.symbols.warning) \(hold.sentence)", at: rows.next().origin, role: .warning, width: rect.columns)
        }
        let area = rows.rest
        let table = Table(
            [
                TableColumn("What", minimumWidth: 10, idealWidth: 18), TableColumn("Who", minimumWidth: 14, idealWidth: 26),
                TableColumn("Address", priority: 3, minimumWidth: 16, idealWidth: 30),
                TableColumn("Why", priority: 2, minimumWidth: 14, idealWidth: 30, isStretching: true),
            ], width: area.columns - 4)
        list.draw(on: &canvas, in: area) { index, canvas, line in
            guard entries.indices.contains(index) else { return }
            switch entries[index] {
            case .action(let entry, let standing):
                let role: Role = standing == .held ? .warning : standing == .rejected ? .muted : entry.kind == .delete ? .danger : .normal
                table.drawRow(
                    [(standing.map { "\($0.rawValue): " } ?? "") + entry.kind.verb, entry.name, entry.email, entry.reason.words],
                    roles: [role, .normal, .muted, .muted],
                    on: &canvas, in: line)
            case .waiting(let waiting):
                table.drawRow(
                    ["waiting", waiting.entry.name, waiting.entry.email, waiting.words], roles: [.warning, .normal, .muted, .muted], on: &canvas,
                    in: line)
            case .pending(let entry):
                table.drawRow(
                    ["pending", entry.name, entry.email, "\(entry.words): \(entry.scheduled.cause.words)"], roles: [.muted, .normal, .muted, .muted],
                    on: &canvas, in: line)
            case .problem(let entry):
                table.drawRow(
                    ["problem", entry.name, entry.email, entry.problem.words], roles: [.danger, .normal, .muted, .muted], on: &canvas, in: line)
            case .leftOut(let entry):
                table.drawRow(
                    ["left out", entry.name, entry.email, entry.exclusion.words], roles: [.muted, .normal, .muted, .muted], on: &canvas, in: line)
            }
        }
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
