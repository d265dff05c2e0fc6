import Provisioning
import Sync
import Terminal

/// The plan: what a run would do, to whom, and why. The run applies the same.
struct PreviewPage: Page {
    let crumb = "Preview"
    let help = [
        "What a run would do if it started now. Left and Right filter by kind; Enter shows one person with the values before and after.",
        "What a safeguard holds is not done until you release it with A: then a run starts that does it.",
    ]

    /// What the list shows.
    private enum Filter: Hashable {
        case all
        case kind(ActionKind)
        case held
        case pending
        case problems
        case leftOut
    }

    private enum Row {
        case action(PlanEntry, isHeld: Bool)
        case pending(PendingEntry)
        case problem(ProblemEntry)
        case leftOut(ExcludedEntry)

        var personID: String {
            switch self {
            case .action(let entry, _): entry.personID
            case .pending(let entry): entry.personID
            case .problem(let entry): entry.personID
            case .leftOut(let entry): entry.personID
            }
        }
    }

    private var list = ListView(count: 0, emptyMessage: "Nothing to do: the accounts are in step with the directory.")
    private var filter = Filter.all

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.loadPlan] }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        var hints = [KeyHint("Enter", "Details"), KeyHint("e", "Why"), KeyHint("Left/Right", "Filter")]
        if let plan = model.plan.value, !plan.holds.isEmpty { hints.append(KeyHint("A", "Release what is held")) }
        return hints + [KeyHint("r", "Plan again")]
    }

    private func filters(_ plan: Plan) -> [(Filter, String, Int)] {
        var filters: [(Filter, String, Int)] = [(.all, "All", plan.entries.count + plan.held.count)]
        for kind in ActionKind.allCases {
            let count = (plan.entries + plan.held).count { $0.kind == kind }
            if count > 0 { filters.append((.kind(kind), "To \(kind.verb)", count)) }
        }
        let others: [(Filter, String, Int)] = [
            (.held, "Held", plan.held.count), (.pending, "Pending", plan.pending.count), (.problems, "Problems", plan.problems.count),
            (.leftOut, "Left out", plan.excluded.count),
        ]
        return filters + others.filter { $0.2 > 0 }
    }

    private func rows(_ plan: Plan) -> [Row] {
        switch filter {
        case .all: plan.held.map { .action($0, isHeld: true) } + plan.entries.map { .action($0, isHeld: false) }
        case .kind(let kind):
            plan.held.filter { $0.kind == kind }.map { .action($0, isHeld: true) }
                + plan.entries.filter { $0.kind == kind }.map { .action($0, isHeld: false) }
        case .held: plan.held.map { .action($0, isHeld: true) }
        case .pending: plan.pending.map(Row.pending)
        case .problems: plan.problems.map(Row.problem)
        case .leftOut: plan.excluded.map(Row.leftOut)
        }
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        switch key {
        case .escape: return [.back]
        case .character("r"): return [.effect(.loadPlan)]
        default: break
        }
        guard let plan = model.plan.value else { return [] }
        let rows = rows(plan)
        list.count = rows.count
        switch key {
        case .left, .character("h"): step(-1, plan)
        case .right, .character("l"), .tab: step(1, plan)
        case .character("A") where !plan.holds.isEmpty:
            guard model.configuration.autoprovisioning.isOn else { return [.tell("Turn autoprovisioning on first.", .warning)] }
            return [.ask(.release(plan.holds.values.sorted { $0.kind < $1.kind }))]
        case .character("e"):
            guard let selection = list.selection, selection < rows.count else { return [] }
            return [.push(ExplainPage(personID: rows[selection].personID))]
        default:
            guard list.handle(key) == .activated, let selection = list.selection, selection < rows.count else { return [] }
            return [.push(details(rows[selection], plan, model))]
        }
        return []
    }

    private mutating func step(_ step: Int, _ plan: Plan) {
        let filters = filters(plan).map(\.0)
        let index = (filters.firstIndex(of: filter) ?? 0) + step
        filter = filters[(index + filters.count) % filters.count]
        list.count = rows(plan).count
        list.selection = 0
    }

    private func details(_ row: Row, _ plan: Plan, _ model: ConsoleModel) -> EntryPage {
        switch row {
        case .action(let entry, let isHeld): EntryPage(entry, hold: isHeld ? plan.holds[entry.kind] : nil, targets: model.targets)
        case .pending(let entry):
            EntryPage(name: entry.name, email: entry.email, personID: entry.personID, reason: "\(entry.words): \(entry.scheduled.cause.words)")
        case .problem(let entry): EntryPage(name: entry.name, email: entry.email, personID: entry.personID, reason: entry.problem.words)
        case .leftOut(let entry): EntryPage(name: entry.name, email: entry.email, personID: entry.personID, reason: entry.exclusion.words)
        }
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        switch model.plan {
        case .loading: canvas.text("Reading the directory and planning...", at: rect.line(1).origin, role: .muted, width: rect.columns)
        case .failed(let message): canvas.paragraph(message, in: rect.dropping(top: 1), role: .danger)
        case .loaded(let plan): draw(plan, on: &canvas, in: rect)
        }
    }

    private func draw(_ plan: Plan, on canvas: inout Canvas, in rect: Rect) {
        var rows = RowCursor(rect)
        canvas.text("\(plan.entitledCount) people entitled. Planned \(plan.made.words).", at: rows.next().origin, width: rect.columns)
        let tabs = rows.next()
        var column = tabs.column
        for (filter, title, count) in filters(plan) {
            let role: Role = filter == self.filter ? .selected : filter == .held || filter == .problems ? .warning : .muted
            column += canvas.text(" \(title) \(count) ", at: Point(column: column, row: tabs.row), role: role, width: tabs.endColumn - column) + 1
        }
        for hold in plan.holds.values.sorted(by: { $0.kind < $1.kind }) where rows.rest.rows > 4 {
            canvas.text("\(canvas.symbols.warning) \(hold.sentence)", at: rows.next().origin, role: .warning, width: rect.columns)
        }
        let entries = self.rows(plan)
        var list = list
        list.count = entries.count
        let area = rows.rest
        list.visibleRows = max(1, area.rows)
        let table = Table(
            [
                TableColumn("What", minimumWidth: 10, idealWidth: 14), TableColumn("Who", minimumWidth: 14, idealWidth: 26),
                TableColumn("Address", priority: 3, minimumWidth: 16, idealWidth: 30),
                TableColumn("Why", priority: 2, minimumWidth: 14, idealWidth: 30, isStretching: true),
            ], width: area.columns - 4)
        list.draw(on: &canvas, in: area, focused: true) { index, canvas, line, _ in
            switch entries[index] {
            case .action(let entry, let isHeld):
                let role: Role = isHeld ? .warning : entry.kind == .delete ? .danger : .normal
                table.drawRow(
                    [isHeld ? "held: \(entry.kind.verb)" : entry.kind.verb, entry.name, entry.email, entry.reason.words],
                    roles: [role, .normal, .muted, .muted],
                    on: &canvas, in: line)
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
}
