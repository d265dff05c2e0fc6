import Provisioning
import Terminal
import Wording

extension PreviewPage {
    func draw(_ plan: Plan, on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var lines = RowCursor(rect)
        MemoryNotice.draw(plan.memory, model, on: &canvas, &lines)
        var list = list
        list.emptyMessage = nothingWords(plan, model)
        list.drawFilter(
            title: model.isPlanning
                ? "Planning again, what is shown is from \((plan.memory?.planned ?? plan.made).words)..."
                : "\(plan.entitledCount.grouped) people in scope. Planned \((plan.memory?.planned ?? plan.made).words).", on: &canvas,
            in: lines.next()
        )
        TabRow(
            contents.tabs.map { .init($0.title, count: $0.count, isUrgent: [.held, .waiting, .problems].contains($0.filter)) },
            chosen: contents.tabs.firstIndex { $0.filter == filter } ?? 0
        ).draw(on: &canvas, in: lines.next())
        let sentences =
            [plan.unitHold?.sentence, plan.capacityOutlook?.sentence].compactMap(\.self)
            + plan.holds.values.sorted(by: { $0.kind < $1.kind }).map(\.sentence)
        for sentence in sentences where lines.rest.rows > 6 {
            canvas.text(String(canvas.symbols.warning), at: lines.rest.origin, role: .warning)
            lines.skip(canvas.paragraph(sentence, in: lines.rest.top(3).dropping(left: 2), role: .warning))
        }
        for note in plan.advice where lines.rest.rows > 6 {
            lines.skip(canvas.paragraph(note, in: lines.rest.top(2).dropping(left: 2), role: .muted))
        }
        let split = ListWithDetail(lines.rest, model)
        drawList(list, on: &canvas, in: split.list, isBeside: split.detail != nil)
        split.draw(selected.map { detail($0, plan, model) }, on: &canvas)
    }

    /// - Parameter isBeside: whether the detail of the selected row stands beside the list.
    private func drawList(_ list: FilteredList, on canvas: inout Canvas, in rect: Rect, isBeside: Bool) {
        let entries = rows
        var lines = RowCursor(rect)
        let symbols = canvas.symbols
        let shown = list.measuredRows(visible: lines.rest.rows).filter(entries.indices.contains)
        let columns = [
            TableColumn(order.title("What", 0, symbols), minimumWidth: 14, idealWidth: 17),
            TableColumn(order.title("Who", 1, symbols), minimumWidth: 14, idealWidth: 26),
            TableColumn(order.title("Address", 2, symbols), priority: 3, minimumWidth: 26, idealWidth: 30, isStretching: true, truncation: .middle),
            TableColumn(order.title("Why", 3, symbols), priority: 2, minimumWidth: 26, idealWidth: 34),
        ]
        func texts(_ row: Row, who: String? = nil) -> [String] { [row.what, who ?? symbols.who(row.name, row.email), row.email, row.why] }
        var table = Table(columns, width: rect.columns - 4, texts: shown.map { texts(entries[$0]) }, isTight: true)
        var names: [Int: String] = [:]
        // Without the addresses, people of one name are told apart beside it.
        if !table.places.contains(where: { $0.index == 2 }) {
            names = Dictionary(zip(shown, symbols.who(shown.map { (entries[$0].name, entries[$0].email) })), uniquingKeysWith: { first, _ in first })
            table = Table(columns, width: rect.columns - 4, texts: shown.map { texts(entries[$0], who: names[$0]) }, isTight: true)
        }
        if rect.rows >= 12, selected != nil { table.drawHeader(on: &canvas, in: lines.next().dropping(left: 2)) }
        // The columns are narrow: what they say of the selected row stands below in full.
        let places = lines.rest.splitList(rows: list.count, below: selected == nil || isBeside || lines.rest.rows < 6 ? 0 : 2)
        list.draw(on: &canvas, in: selected == nil ? lines.rest : places.list, isMarked: { !marks.isEmpty && marks.contains(entries[$0].id) }) {
            index, canvas, line in
            guard entries.indices.contains(index) else { return }
            table.drawRow(texts(entries[index], who: names[index]), roles: [entries[index].role, .normal, .muted, .muted], on: &canvas, in: line)
        }
        guard let selected, !isBeside else { return }
        canvas.paragraph(
            "\(selected.name)\(selected.email.isEmpty ? "" : " <\(selected.email)>"): \(selected.sentence)", in: places.below, role: .accent)
    }

    /// Why there is nothing to do, in the words that lead on.
    private func nothingWords(_ plan: Plan, _ model: ConsoleModel) -> String {
        if plan.memory != nil { return "Nothing that is due or held is remembered." }
        if model.configuration.userAccess.isOffForEveryone { return "Nothing to do: the app is off for everyone. User access turns it on." }
        if plan.entitledCount == 0 { return "Nothing to do: nobody is in scope. Left out says why." }
        return contents.isInStep
            ? "Nothing to do: the accounts are in step with the directory." : "Nothing is done now; the other tabs say what is not done, and why."
    }
}
