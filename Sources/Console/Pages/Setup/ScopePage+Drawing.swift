import Provisioning
import Terminal
import Wording

extension ScopePage {
    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var rows = RowCursor(rect)
        if let step { step.drawProgress(on: &canvas, in: rows.next(), model) }
        drawCount(on: &canvas, in: rows.next(), model)
        if let words = model.scopeSummary.value?.exclusionWords {
            let because = model.scopeSummary.value?.excluded[.secondaryDomain] ?? 0 > 0 ? " (groups leave it out)" : ""
            rows.skip(canvas.paragraph("Left out: \(words)\(because).", in: rows.rest.top(2), role: .muted))
        }
        let chosenRows = min(scope.groups.count, max(2, rect.rows / 4))
        // As high as all groups need, not those that match: what stands below keeps its place while somebody types.
        let (searchArea, below) = rows.rest.splitList(rows: max(3, (model.groups.value?.count ?? 0) + 1), below: chosenRows + 3)
        canvas.area(Area.search.rawValue, in: searchArea) {
            search.draw(on: &$0, in: searchArea, all: model.groups, added: added, focused: area == .search)
        }
        let nested = scope.includesNestedMembers ? "members of nested groups count" : "members of nested groups do not count"
        canvas.text(
            scope.groups.isEmpty ? "Groups of the scope: none, so everyone the app is on for" : "Groups of the scope (\(nested))", at: below.origin,
            role: .heading, width: below.columns)
        drawChosen(on: &canvas, in: below.dropping(top: 1).top(chosenRows), model)
        buttons.draw(on: &canvas, in: below.bottom(1))
    }

    private func drawChosen(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        guard !scope.groups.isEmpty else { return }
        var list = chosen
        list.count = scope.groups.count
        list.visibleRows = max(1, rect.rows)
        let symbols = canvas.symbols
        let texts = scope.groups.map { group in
            [
                symbols.who(group.name, group.email), symbols.address(group.name, group.email),
                model.scopeSummary.value?.groups.first { $0.groupID == group.id }.map(Self.words) ?? "",
            ]
        }
        let share = TableColumn("People", minimumWidth: texts.map { DisplayWidth.columns(of: $0[2]) }.max() ?? 0)
        let table = GroupSearch.table(width: rect.columns - 4, last: share, texts: texts)
        list.draw(on: &canvas, in: rect, focused: area == .chosen, area: Area.chosen.rawValue) { index, canvas, line, _ in
            let share = model.scopeSummary.value?.groups.first { $0.groupID == scope.groups[index].id }
            table.drawRow(texts[index], roles: [.normal, .muted, share?.exists == false ? .warning : .normal], on: &canvas, in: line)
        }
    }

    /// What a group of the scope does: "12 people, 3 in no other group".
    private static func words(_ share: ScopeSummary.GroupShare) -> String {
        guard share.exists else { return "gone from the directory" }
        let people = "\(share.people.grouped) \(share.people == 1 ? "person" : "people")"
        return share.people == 0 ? "\(people) in scope" : "\(people), \(share.onlyHere.grouped) in no other group"
    }

    private func drawCount(on canvas: inout Canvas, in line: Rect, _ model: ConsoleModel) {
        switch model.scopeSummary {
        case .loading: canvas.text("Counting who would be in scope...", at: line.origin, role: .muted, width: line.columns)
        case .failed(let message): canvas.text(message, at: line.origin, role: .danger, width: line.columns)
        case .loaded(let summary):
            let used = canvas.text(summary.entitled.grouped, at: line.origin, role: .accent)
            let people = summary.entitled == 1 ? " person" : " people"
            let text = people + (model.configuration.userAccess.isOffForEveryone ? ", once the app is on for them (User access)" : " in scope")
            canvas.text(text, at: Point(column: line.column + used, row: line.row), width: line.columns - used)
        }
    }
}
