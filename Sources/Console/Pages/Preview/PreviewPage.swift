import Provisioning
import Sync
import Terminal
import Wording

extension Place {
    static let preview = Place(
        "Preview", words: "what the next run does; release, reject", keywords: "plan dry run held safeguards", below: .app, key: "p"
    ) { PreviewPage($0) }
}

/// The plan: what a run would do, to whom, and why. The run applies the same.
struct PreviewPage: Page {
    var crumb: String { Place.preview.name }
    let help = [
        "What a run would do if it started now. Left and Right filter by kind, / by any part of a name or address; Enter shows one person with the "
            + "values before and after.",
        "What a safeguard holds is not done until you release it. What is rejected is not done as long as the same change is planned. Space marks: "
            + "what is marked is decided about at once. S sorts by the next column.",
        "To adopt is to link an account that is in the app already to its person. What failed waits for another try, longer each time; t asks for it at the next run.",
    ]

    private(set) var marks = RowMarks()
    private(set) var order = ListOrder(columns: 4)
    private(set) var list = FilteredList()
    private(set) var filter = Filter.all
    /// What the plan has of each kind.
    private(set) var contents = Contents()
    /// What the list shows: found out when a plan comes or the filter changes, not for every key.
    private(set) var rows = PlanRows()
    /// Whose row is selected as soon as it is there, by directory id.
    private var wanted: String?
    /// The directory id of the person that is selected.
    private var chosen: String?
    /// How the selected action stands towards the safeguards.
    private var standing: Plan.Standing?

    /// - Parameters:
    ///   - model: its plan may have been there before the page.
    ///   - person: whose row is selected, by directory id.
    init(_ model: ConsoleModel, person: String? = nil) {
        wanted = person
        if let plan = model.plan.value { show(plan) }
    }

    var isTyping: Bool { list.isTyping }

    func firstStep(_ model: ConsoleModel) -> String? { "Nothing of this is done before it is turned on." }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.loadPlan] }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        if isTyping { return ListFilter.typingHints }
        guard model.plan.value != nil else { return model.plan.failure == nil ? [] : [PageKey.readAgain.hint] }
        guard !contents.isEmpty else { return [PageKey.readAgain.hint] }
        let ways = [KeyHint("Left/Right", "Kind"), PageKey.filter.hint, PageKey.readAgain.hint] + list.filter.clearHint
        guard list.count > 0 else { return ways }
        var hints = [KeyHint("Enter", "Details")]
        if let standing { hints += HeldKeys.hints(standing) }
        if contents.isHeld { hints += HeldKeys.hintsForMany }
        if contents.isWaiting { hints.append(PageKey.tryAgain.hint) }
        hints.append(PageKey.why.hint)
        if contents.isHeld || contents.isDecided { hints += marks.hints }
        return hints + ways + [PageKey.sort.hint]
    }

    let helpHints = [PageKey.releaseKind, .rejectKind, .undo, .tryAgain, .sort].hints

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        guard let plan = event.plan else { return [] }
        show(plan)
        // A decision changes the order; what is selected stays selected.
        if let chosen, let row = rows.firstIndex(where: { $0.personID == chosen }) { list.select(row) }
        noteSelected()
        return []
    }

    private mutating func show(_ plan: Plan) {
        contents = Contents(plan)
        show(contents.rows(filter))
        showWanted()
    }

    /// Selects whose row was asked for, in the first of the tabs that has one.
    private mutating func showWanted() {
        guard let wanted else { return }
        for tab in contents.tabs {
            let rows = contents.rows(tab.filter)
            guard let row = rows.firstIndex(where: { $0.personID == wanted }) else { continue }
            filter = tab.filter
            show(rows)
            list.select(row)
            self.wanted = nil
            return noteSelected()
        }
    }

    private mutating func show(_ rows: PlanRows) {
        self.rows = rows
        list.replace(count: rows.count) { rows.map(\.text) }
        sort()
    }

    private mutating func sort() {
        let rows = rows
        let sorted = order.rows(rows.count) { row, column in
            let row = rows[row]
            return switch column {
            case 0: row.what
            case 1: row.name
            case 2: row.email
            default: row.why
            }
        }
        list.sort(sorted) { rows.map(\.text) }
    }

    /// The row that is selected.
    var selected: Row? { list.selection.flatMap { rows.indices.contains($0) ? rows[$0] : nil } }

    private mutating func noteSelected() {
        let row = selected
        chosen = row?.personID
        standing =
            switch row {
            case .action(_, let standing): standing
            case .byUnit: .held
            case .unitMove(_, let standing): standing
            default: nil
            }
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        let rows = rows
        list.insert(paste: text) { rows.map(\.text) }
        return []
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        let plan = model.plan.value
        // While there is no plan, there is nothing to choose.
        if plan == nil { show(PlanRows()) }
        let rows = rows
        let handling = list.handle(key, visibleRows: model.listRows) { rows.map(\.text) }
        noteSelected()
        guard handling == .ignored || handling == .activated else { return [] }
        switch key {
        case .escape where !marks.isEmpty:
            marks.clear()
            return []
        case .escape: return [.back]
        case .character(" "):
            if let selected { marks.toggle(selected.id) }
            _ = list.handle(.down, visibleRows: model.listRows) { rows.map(\.text) }
            noteSelected()
            return []
        case PageKey.readAgain.key: return [.effect(.loadPlan)]
        case PageKey.sort.key:
            order.advance()
            sort()
            return []
        default: break
        }
        guard let plan else { return [] }
        switch key {
        case .left, .character("h"): step(-1)
        case .right, .character("l"), .tab: step(1)
        case PageKey.releaseAll.key where contents.isHeld:
            return HeldKeys.releaseAll(plan, model)
        case PageKey.why.key:
            return selected.map { [.push(ExplainPage(personID: $0.personID))] } ?? []
        case PageKey.release.key where !marks.isEmpty, PageKey.reject.key where !marks.isEmpty, PageKey.undo.key where !marks.isEmpty:
            defer { marks.clear() }
            return [decideMarked(key, plan)]
        case PageKey.release.key, PageKey.reject.key, PageKey.releaseKind.key, PageKey.rejectKind.key, PageKey.undo.key, PageKey.tryAgain.key:
            return selected.map { decide(key, $0, plan, model) } ?? []
        default:
            guard handling == .activated, let selected else { return [] }
            return [.push(EntryPage(selected.name, detail(selected, plan, model), person: selected.personID))]
        }
        return []
    }

    private mutating func step(_ step: Int) {
        let filters = contents.tabs.map(\.filter)
        let index = (filters.firstIndex(of: filter) ?? 0) + step
        filter = filters[(index + filters.count) % filters.count]
        show(contents.rows(filter))
        list.selectFirst()
        noteSelected()
    }

    /// All that there is to know about a row.
    func detail(_ row: Row, _ plan: Plan, _ model: ConsoleModel) -> Detail {
        let reason: String
        switch row {
        case .action(let entry, let standing): return Detail(entry, standing: standing, hold: plan.holds[entry.kind], targets: model.targets)
        case .pending(let entry): return Detail(entry)
        case .byUnit(let effect): reason = "Held: \(effect.words). \(plan.unitHold?.sentence ?? "")"
        case .unitMove(_, let standing): reason = "\(standing.rawValue): \(row.why)"
        case .waiting(let waiting): reason = "To \(waiting.entry.kind.verb) \(waiting.words)"
        case .problem, .leftOut: reason = row.why
        }
        return Detail(name: row.name, email: row.email, personID: row.personID, reason: reason)
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        switch model.plan {
        case .loading: canvas.text("Reading the directory and planning...", at: rect.line(1).origin, role: .muted, width: rect.columns)
        case .failed(let message): canvas.paragraph(message, in: rect.dropping(top: 1), role: .danger)
        case .loaded(let plan): draw(plan, on: &canvas, in: rect, model)
        }
    }
}
