import Provisioning
import Sync
import Terminal

extension Place {
    static let preview = Place(
        "Preview", words: "what the next run does; release, reject", keywords: "plan dry run held safeguards", below: .app
    ) { _ in PreviewPage() }
}

/// The plan: what a run would do, to whom, and why. The run applies the same.
struct PreviewPage: Page {
    var crumb: String { Place.preview.name }
    let help = [
        "What a run would do if it started now. Left and Right filter by kind, / by any part of a name or address; Enter shows one person with the "
            + "values before and after.",
        "What a safeguard holds is not done until you release it. What is rejected is not done as long as the same is wanted.",
        "To adopt is to link an account that is in the app already to its person. What failed waits for another try, longer each time; t asks for it at the next run.",
    ]

    var list = FilteredList()
    var filter = Filter.all
    /// The directory id of the person that is selected.
    private var chosen: String?
    /// How the selected action stands towards the safeguards.
    private var standing: Plan.Standing?

    var isTyping: Bool { list.isTyping }

    func firstStep(_ model: ConsoleModel) -> String? { "Nothing of this is done before it is turned on." }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.loadPlan] }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        if isTyping { return ListFilter.typingHints }
        guard let plan = model.plan.value else { return model.plan.failure == nil ? [] : [KeyHint("r", "Plan again")] }
        guard
            !plan.items.isEmpty || plan.isHeld || !plan.rejectedUnitMoves.isEmpty || !plan.pending.isEmpty || !plan.problems.isEmpty
                || !plan.excluded.isEmpty
        else {
            return [KeyHint("r", "Plan again")]
        }
        let ways = [KeyHint("Left/Right", "Kind"), KeyHint("/", "Filter"), KeyHint("r", "Plan again")] + list.filter.clearHint
        // A plan that was there before the page is not in its list yet.
        let isEmpty = list.total == 0 && filter == .all ? !plan.contains(where: \.isDone) && !plan.isHeld : list.count == 0
        guard !isEmpty else { return ways }
        var hints = [KeyHint("Enter", "Details")]
        let takesBack = KeyHint("u", "Take back")
        if standing == .released || standing == .rejected { hints.append(takesBack) }
        if plan.isHeld {
            hints += (standing == .released ? [] : [KeyHint("+", "Release")]) + (standing == .rejected ? [] : [KeyHint("x", "Reject")])
            hints.append(KeyHint("A", "Release all, run"))
        }
        if !hints.contains(takesBack), plan.contains(where: { $0 == .rejected || $0 == .released }) { hints.append(takesBack) }
        if plan.contains(where: \.isWaiting) { hints.append(KeyHint("t", "Try again")) }
        hints.append(KeyHint("y", "Why"))
        return hints + ways
    }

    let helpHints = [
        KeyHint("*", "Release all of this kind"), KeyHint("X", "Reject all of this kind"), KeyHint("u", "Take a decision back"),
        KeyHint("t", "Try again what failed"),
    ]

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        guard let plan = event.plan else { return [] }
        let rows = rows(plan)
        show(rows)
        // A decision changes the order; what is selected stays selected.
        if let chosen, let row = rows.firstIndex(where: { $0.personID == chosen }) { list.select(row) }
        noteSelected(in: rows)
        return []
    }

    private mutating func noteSelected(in rows: [Row]) {
        let row = list.selection.flatMap { $0 < rows.count ? rows[$0] : nil }
        chosen = row?.personID
        standing =
            switch row {
            case .action(_, let standing): standing
            case .byUnit: .held
            case .unitMove(_, let standing): standing
            default: nil
            }
    }

    /// Shows other rows.
    private mutating func show(_ rows: [Row]) { list.replace(count: rows.count) { rows.map(\.text) } }

    /// The list with the rows of a plan that may have been there before the page.
    func shown(_ rows: [Row]) -> FilteredList {
        var page = self
        if list.total != rows.count { page.show(rows) }
        return page.list
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        let rows = model.plan.value.map { self.rows($0) } ?? []
        list.insert(paste: text) { rows.map(\.text) }
        return []
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        let plan = model.plan.value
        let rows = plan.map { self.rows($0) } ?? []
        list = shown(rows)
        let handling = list.handle(key, visibleRows: model.listRows) { rows.map(\.text) }
        noteSelected(in: rows)
        guard handling == .ignored || handling == .activated else { return [] }
        switch key {
        case .escape: return [.back]
        case .character("r"): return [.effect(.loadPlan)]
        default: break
        }
        guard let plan else { return [] }
        switch key {
        case .left, .character("h"): step(-1, plan)
        case .right, .character("l"), .tab: step(1, plan)
        case .character("A") where plan.isHeld:
            guard plan.memory == nil else {
                return [.tell("No run is possible now. + and * release for the next one; what you decide is kept.", .warning)]
            }
            guard model.configuration.autoprovisioning.isOn else { return [.tell("Turn autoprovisioning on first.", .warning)] }
            return [.ask(.release(plan.holds.values.sorted { $0.kind < $1.kind }, in: plan))]
        case .character("y"):
            guard let selection = list.selection, selection < rows.count else { return [] }
            return [.push(ExplainPage(personID: rows[selection].personID))]
        case .character("+"), .character("x"), .character("*"), .character("X"), .character("u"), .character("t"), .delete:
            guard let selection = list.selection, selection < rows.count else { return [] }
            return decide(key, rows[selection], plan, model)
        default:
            guard handling == .activated, let selection = list.selection, selection < rows.count else { return [] }
            return [.push(details(rows[selection], plan, model))]
        }
        return []
    }

    private mutating func step(_ step: Int, _ plan: Plan) {
        let filters = filters(plan).map(\.0)
        let index = (filters.firstIndex(of: filter) ?? 0) + step
        filter = filters[(index + filters.count) % filters.count]
        let rows = rows(plan)
        show(rows)
        list.selectFirst()
        noteSelected(in: rows)
    }

    private func details(_ row: Row, _ plan: Plan, _ model: ConsoleModel) -> EntryPage {
        switch row {
        case .byUnit(let effect):
            EntryPage(
                name: effect.name, email: effect.email, personID: effect.personID,
                reason: "Held: \(effect.words). \(plan.unitHold?.sentence ?? "")")
        case .unitMove(let move, let standing):
            EntryPage(name: "Unit \(move.to)", email: "", personID: move.id, reason: "\(standing.rawValue): it was moved from \(move.from)")
        case .action(let entry, let standing): EntryPage(entry, standing: standing, hold: plan.holds[entry.kind], targets: model.targets)
        case .waiting(let waiting):
            EntryPage(
                name: waiting.entry.name, email: waiting.entry.email, personID: waiting.entry.personID,
                reason: "To \(waiting.entry.kind.verb) \(waiting.words)")
        case .pending(let entry):
            EntryPage(entry)
        case .problem(let entry): EntryPage(name: entry.name, email: entry.email, personID: entry.personID, reason: entry.problem.words)
        case .leftOut(let entry): EntryPage(name: entry.name, email: entry.email, personID: entry.personID, reason: entry.exclusion.words)
        }
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        switch model.plan {
        case .loading: canvas.text("Reading the directory and planning...", at: rect.line(1).origin, role: .muted, width: rect.columns)
        case .failed(let message): canvas.paragraph(message, in: rect.dropping(top: 1), role: .danger)
        case .loaded(let plan): draw(plan, on: &canvas, in: rect, model)
        }
    }
}
