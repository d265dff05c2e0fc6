import Provisioning
import Sync
import Terminal

/// The plan: what a run would do, to whom, and why. The run applies the same.
struct PreviewPage: Page {
    let crumb = "Preview"
    let help = [
        "What a run would do if it started now. Left and Right filter by kind; Enter shows one person with the values before and after.",
        "What a safeguard holds is not done until you release it. A releases all of it: then a run starts that does it. + releases the selected one for the next run, x "
            + "rejects it as long as the same is wanted, * and X do that for all held of its kind, u takes either back.",
        "What failed waits for another try, longer each time; t asks for it at the next run.",
    ]

    /// What the list shows.
    enum Filter: Hashable {
        case all
        case kind(ActionKind)
        case held
        case rejected
        case waiting
        case pending
        case problems
        case leftOut
    }

    enum Row {
        /// With how it stands towards the safeguards; `nil` when they let it through.
        case action(PlanEntry, Plan.Standing?)
        case waiting(WaitingEntry)
        case pending(PendingEntry)
        case problem(ProblemEntry)
        case leftOut(ExcludedEntry)

        var personID: String {
            switch self {
            case .action(let entry, _): entry.personID
            case .waiting(let waiting): waiting.entry.personID
            case .pending(let entry): entry.personID
            case .problem(let entry): entry.personID
            case .leftOut(let entry): entry.personID
            }
        }
    }

    var list = ListView(count: 0, emptyMessage: "Nothing to do: the accounts are in step with the directory.")
    var filter = Filter.all

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.loadPlan] }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        var hints = [KeyHint("Enter", "Details")]
        if let plan = model.plan.value {
            if !plan.holds.isEmpty { hints += [KeyHint("+", "Release"), KeyHint("x", "Reject"), KeyHint("A", "Release all, run")] }
            if !plan.rejected.isEmpty || !plan.released.isEmpty { hints.append(KeyHint("u", "Take back")) }
            if !plan.waiting.isEmpty { hints.append(KeyHint("t", "Try again")) }
        }
        return hints + [KeyHint("y", "Why"), KeyHint("Left/Right", "Filter"), KeyHint("r", "Plan again")]
    }

    func filters(_ plan: Plan) -> [(Filter, String, Int)] {
        var filters: [(Filter, String, Int)] = [(.all, "All", plan.entries.count + plan.held.count)]
        for kind in ActionKind.allCases {
            let count = (plan.entries + plan.held).count { $0.kind == kind }
            if count > 0 { filters.append((.kind(kind), "To \(kind.verb)", count)) }
        }
        let others: [(Filter, String, Int)] = [
            (.held, "Held", plan.held.count), (.rejected, "Rejected", plan.rejected.count), (.waiting, "Waiting", plan.waiting.count),
            (.pending, "Pending", plan.pending.count), (.problems, "Problems", plan.problems.count),
            (.leftOut, "Left out", plan.excluded.count),
        ]
        return filters + others.filter { $0.2 > 0 }
    }

    func rows(_ plan: Plan) -> [Row] {
        switch filter {
        case .all: actions(plan)
        case .kind(let kind): actions(plan) { $0.kind == kind }
        case .held: plan.held.map { .action($0, .held) }
        case .rejected: plan.rejected.map { .action($0, .rejected) }
        case .waiting: plan.waiting.map(Row.waiting)
        case .pending: plan.pending.map(Row.pending)
        case .problems: plan.problems.map(Row.problem)
        case .leftOut: plan.excluded.map(Row.leftOut)
        }
    }

    private func actions(_ plan: Plan, where isShown: (PlanEntry) -> Bool = { _ in true }) -> [Row] {
        plan.held.filter(isShown).map { .action($0, .held) }
            + plan.entries.filter(isShown).map { .action($0, plan.released.contains($0.personID) ? .released : nil) }
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
        case .character("y"):
            guard let selection = list.selection, selection < rows.count else { return [] }
            return [.push(ExplainPage(personID: rows[selection].personID))]
        case .character("+"), .character("x"), .character("*"), .character("X"), .character("u"), .character("t"), .delete:
            guard let selection = list.selection, selection < rows.count else { return [] }
            return decide(key, rows[selection], plan)
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
        case .action(let entry, let standing): EntryPage(entry, standing: standing, hold: plan.holds[entry.kind], targets: model.targets)
        case .waiting(let waiting):
            EntryPage(
                name: waiting.entry.name, email: waiting.entry.email, personID: waiting.entry.personID,
                reason: "To \(waiting.entry.kind.verb) \(waiting.words)")
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
}
