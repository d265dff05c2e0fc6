import Foundation
import Provisioning
import Sync
import Terminal

/// What is to come, with a countdown per person; each can be cancelled, postponed and taken back.
struct PendingPage: Page {
    let crumb = "Pending"
    let help = [
        "Suspensions and deletions whose delay has not passed, the next one first. x cancels one for as long as its cause lasts, + postpones it by seven days, u takes "
            + "either back; / filters by any part of a name or address.",
        "When a person comes back before the moment, nothing happens, and what was decided here is forgotten.",
    ]
    private var list = FilteredList(emptyMessage: "Nothing is pending: nobody is waiting to be suspended or deleted.")
    /// What is selected: the order changes with every decision, and what was meant must not.
    private var chosen: PendingEntry?

    var isTyping: Bool { list.isTyping }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.loadPlan] }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        if isTyping { return ListFilter.typingHints }
        guard !(model.plan.value?.pending.isEmpty ?? true) else { return [] }
        let postpone = KeyHint("+", model.pageSize.columns < 66 ? "Postpone" : "Postpone 7 days")
        let ofOne =
            list.total > 0 && list.count == 0
            ? [] : [KeyHint("x", "Cancel"), postpone, KeyHint("u", "Take back"), KeyHint("Enter", "Details"), KeyHint("y", "Why")]
        return ofOne + [KeyHint("/", "Filter")] + list.filter.clearHint
    }

    private static func texts(_ entries: [PendingEntry]) -> [String] { entries.map { "\($0.name) \($0.email)" } }

    /// Takes the rows of a plan that was there before the page.
    private mutating func take(_ entries: [PendingEntry]) {
        if list.total != entries.count { list.replace(count: entries.count) { Self.texts(entries) } }
    }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        guard case .planLoaded(let plan) = event else { return [] }
        list.replace(count: plan.pending.count) { Self.texts(plan.pending) }
        if let chosen, let row = plan.pending.firstIndex(where: { $0.isSame(as: chosen) }) { list.select(row) }
        return []
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        list.insert(paste: text) { Self.texts(model.plan.value?.pending ?? []) }
        return []
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        let entries = model.plan.value?.pending ?? []
        take(entries)
        let handling = list.handle(key, visibleRows: model.listRows) { Self.texts(entries) }
        chosen = list.selection.flatMap { $0 < entries.count ? entries[$0] : nil }
        guard handling == .ignored || handling == .activated else { return [] }
        if key == .escape { return [.back] }
        guard let selection = list.selection, selection < entries.count else { return [] }
        let entry = entries[selection]
        switch key {
        case .character("x"), .delete:
            return entry.isCancelled ? [.tell("It is cancelled already; u takes that back.", .muted)] : [.ask(.cancelPending(entry))]
        case .character("+"):
            guard !entry.isCancelled else { return [.tell("It is cancelled; u takes that back first.", .muted)] }
            return [.effect(.decide(.postpone(days: 7), entry)), .tell("Postponed by seven days: \(entry.name).", .success)]
        case .character("u"):
            guard entry.decision != nil else { return [.tell("Nothing was decided about it.", .muted)] }
            return [.effect(.decide(.restore, entry)), .tell("Taken back: what comes to \(entry.name) comes as its delay says.", .success)]
        case .character("y"): return [.push(ExplainPage(personID: entry.personID))]
        default:
            return handling == .activated ? [.push(EntryPage(entry))] : []
        }
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        switch model.plan {
        case .loading: canvas.text("Reading the directory...", at: rect.line(1).origin, role: .muted, width: rect.columns)
        case .failed(let message): canvas.paragraph(message, in: rect.dropping(top: 1), role: .danger)
        case .loaded(let plan): draw(plan, on: &canvas, in: rect)
        }
    }

    private func draw(_ plan: Plan, on canvas: inout Canvas, in rect: Rect) {
        var page = self
        page.take(plan.pending)
        var rows = RowCursor(rect)
        if page.list.filter.isActive { page.list.drawFilter(on: &canvas, in: rows.next()) }
        let symbols = canvas.symbols
        func texts(_ entry: PendingEntry) -> [String] {
            [
                Self.countdown(entry, at: plan.made), entry.scheduled.action == .hardDelete ? "delete" : "suspend",
                // No date holds for somebody who is archived.
                symbols.who(entry.name, entry.email), entry.isHeld ? "" : entry.scheduled.due.words, entry.scheduled.cause.words,
            ]
        }
        let table = Table(
            [
                TableColumn("When", minimumWidth: 12, idealWidth: 14), TableColumn("What", minimumWidth: 7, idealWidth: 8),
                TableColumn("Who", minimumWidth: 14, idealWidth: 26, isStretching: true),
                TableColumn("On", priority: 3, minimumWidth: 16, idealWidth: 16),
                TableColumn("Why", priority: 2, minimumWidth: 20, idealWidth: 24),
            ], width: rect.columns - 4,
            texts: page.list.measuredRows(visible: rows.rest.rows).filter(plan.pending.indices.contains).map { texts(plan.pending[$0]) })
        let below = page.list.selection.flatMap { $0 < plan.pending.count ? plan.pending[$0] : nil }
        if below != nil { table.drawHeader(on: &canvas, in: rows.next().dropping(left: 2)) }
        let places = rows.rest.splitList(rows: page.list.count, below: below == nil ? 0 : 2)
        if let below { canvas.paragraph(Self.words(below), in: places.below, role: .accent) }
        page.list.draw(on: &canvas, in: below == nil ? rows.rest.dropping(top: 1) : places.list) { index, canvas, line in
            guard plan.pending.indices.contains(index) else { return }
            let entry = plan.pending[index]
            let isDelete = entry.scheduled.action == .hardDelete
            table.drawRow(
                texts(entry),
                roles: [entry.isCancelled || entry.isHeld ? .muted : .normal, isDelete ? .danger : .normal, .normal, .muted, .muted], on: &canvas,
                in: line)
            canvas.reads(
                as: "\(isDelete ? "delete" : "suspend") \(entry.name) <\(entry.email)>; because \(entry.scheduled.cause.words)",
                state: Self.countdown(entry, at: plan.made) + (entry.isHeld ? "" : ", on \(entry.scheduled.due.words)"), in: line)
        }
    }

    /// The entry in full: names repeat, and columns are narrow.
    private static func words(_ entry: PendingEntry) -> String { "\(entry.name) <\(entry.email)>: \(entry.words), \(entry.scheduled.cause.words)." }

    /// "in 6 d 4 h", counted from the moment of the plan.
    static func countdown(_ entry: PendingEntry, at now: Date) -> String {
        if entry.isCancelled { return "cancelled" }
        if entry.isHeld { return "archived" }
        return Countdown.words(until: entry.scheduled.due, from: now)
    }
}
