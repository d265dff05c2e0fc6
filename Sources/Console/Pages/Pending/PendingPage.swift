import Foundation
import Provisioning
import Sync
import Terminal
import Wording

extension Place {
    static let pending = Place(
        "Pending", words: "suspensions and deletions to come", keywords: "cancel postpone countdown timers", below: .app, key: "n"
    ) { PendingPage($0) }
}

/// What is to come, with a countdown per person; each can be canceled, postponed and taken back.
struct PendingPage: Page {
    var crumb: String { Place.pending.name }
    let help = [
        "Suspensions and deletions: what is due already comes first, then what a safeguard holds, then the next one, and canceled ones last. Space marks, and what is marked is acted "
            + "on at once; S sorts by the next column. x cancels one for as long as its cause lasts, X all that are shown; P postpones one by seven days, u takes either back. "
            + "Left and Right filter by kind, / by any part of a name or address.",
        "What a safeguard holds is decided about as in Preview: + releases it for the next run, - rejects it as long as the same change is planned, u takes that back.",
        "When a person comes back before the moment, nothing happens, and what was decided here is forgotten.",
    ]
    private var list = FilteredList(emptyMessage: "Nothing is pending: nobody is waiting to be suspended or deleted.")
    private var filter = Filter.all
    /// What is selected: the order changes with every decision, and what was meant must not.
    private var chosen: PendingEntry?
    /// What is to come by the plan that is shown, and what of it the filter shows: made when a plan comes or the filter changes, not for every key.
    private var all: [Row] = []
    private var rows: [Row] = []
    private var marks = RowMarks()
    private var order = ListOrder(columns: 5)
    /// How many each filter shows.
    private var counts: [Filter: Int] = [:]

    /// Whose line is selected as soon as it is there, by directory id.
    private var wanted: String?

    /// - Parameters:
    ///   - model: its plan may have been there before the page.
    ///   - person: whose line is selected, by directory id.
    init(_ model: ConsoleModel, person: String? = nil) {
        wanted = person
        if let plan = model.plan.value { show(Self.rows(plan)) }
    }

    /// The filters that would show something.
    private var filters: [Filter] { Filter.allCases.filter { $0 == .all || $0 == filter || counts[$0, default: 0] > 0 } }

    var isTyping: Bool { list.isTyping }
    let helpHints = [PageKey.cancelAll, .releaseAll, .releaseKind, .rejectKind].hints + [KeyHint("Left/Right", "Kind")]

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.loadPlan] }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        if isTyping { return ListFilter.typingHints }
        guard model.plan.value != nil, !all.isEmpty else { return [] }
        let more = [PageKey.why.hint, PageKey.undo.hint, KeyHint("Enter", "Details")]
        // What is canceled can only be taken back: on a narrow screen that comes first.
        var ofOne: [KeyHint] = []
        if let selected {
            if let standing = selected.judged?.standing {
                ofOne = HeldKeys.hints(standing) + HeldKeys.hintsForMany + more.filter { $0 != PageKey.undo.hint }
            } else {
                ofOne = selected.entry.isCancelled ? [more[1], more[0], more[2]] : [PageKey.cancel, .postpone].hints + more
            }
        }
        let kinds = filters.count > 2 ? [KeyHint("Left/Right", "Kind")] : []
        return ofOne + (list.count == 0 ? [] : marks.hints) + [PageKey.filter.hint] + kinds + [PageKey.sort.hint] + list.filter.clearHint
    }

    private static func texts(_ rows: [Row]) -> [String] { rows.map { "\($0.entry.name) \($0.entry.email)" } }

    private mutating func show(_ all: [Row]) {
        self.all = all
        counts = Dictionary(uniqueKeysWithValues: Filter.allCases.map { filter in (filter, all.count(where: filter.shows)) })
        showFiltered()
    }

    private mutating func showFiltered() {
        let rows = all.filter(filter.shows)
        self.rows = rows
        list.replace(count: rows.count) { Self.texts(rows) }
        sort()
        guard let wanted, let row = rows.firstIndex(where: { $0.entry.personID == wanted }) else { return }
        list.select(row)
        (self.wanted, chosen) = (nil, rows[row].entry)
    }

    private mutating func sort() {
        let rows = rows
        list.sort(
            order.rows(rows.count) { row, column in
                let entry = rows[row].entry
                switch column {
                case 0, 3: return entry.scheduled.due.words
                case 1: return entry.scheduled.action.rawValue
                case 2: return entry.name
                default: return entry.scheduled.cause.words
                }
            }
        ) { Self.texts(rows) }
    }

    private var marked: [Row] { all.filter { marks.contains(Self.id($0.entry)) } }

    private var selected: Row? { list.selection.flatMap { rows.indices.contains($0) ? rows[$0] : nil } }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        guard let plan = event.plan else { return [] }
        show(Self.rows(plan))
        guard let before = chosen, let row = rows.firstIndex(where: { $0.entry.isSame(as: before) }) else { return [] }
        // What was canceled goes to the end, alone: whoever cancels one after the other goes down the list.
        if rows[row].entry.isCancelled, !before.isCancelled {
            chosen = selected?.entry
        } else {
            list.select(row)
        }
        return []
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        let rows = rows
        list.insert(paste: text) { Self.texts(rows) }
        return []
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        // While there is no plan, there is nothing to choose.
        if model.plan.value == nil { show([]) }
        let rows = rows
        let handling = list.handle(key, visibleRows: model.listRows) { Self.texts(rows) }
        chosen = selected?.entry
        guard handling == .ignored || handling == .activated else { return [] }
        switch key {
        case .escape where !marks.isEmpty: marks.clear()
        case .escape: return [.back]
        case PageKey.sort.key:
            order.advance()
            sort()
        case .character(" "):
            if let entry = selected?.entry { marks.toggle(Self.id(entry)) }
            _ = list.handle(.down, visibleRows: model.listRows) { Self.texts(rows) }
            chosen = selected?.entry
        case .left, .character("h"): return step(-1)
        case .right, .character("l"), .tab: return step(1)
        default: break
        }
        guard let plan = model.plan.value, let selected else { return [] }
        let entry = selected.entry
        if !marks.isEmpty, let question = question(key, plan) {
            // Where there is nothing to ask about, somebody may want to change what is marked.
            if case .ask = question { marks.clear() }
            return [question]
        }
        // What was postponed before a safeguard held it is taken back as what was not held.
        let isPostponed = selected.judged?.standing == .held && entry.decision != nil && key == PageKey.undo.key
        if let judged = selected.judged, HeldKeys.isKey(key), !isPostponed { return HeldKeys.actions(key, judged, plan, model) }
        switch key {
        case PageKey.releaseAll.key where plan.isHeld: return HeldKeys.releaseAll(plan, model)
        case PageKey.release.key, PageKey.reject.key, PageKey.releaseKind.key, PageKey.rejectKind.key:
            return [.tell("No safeguard holds it.", .muted)]
        case PageKey.cancel.key where selected.judged != nil, PageKey.postpone.key where selected.judged != nil:
            return [.tell(selected.judged.map { Self.words($0.standing) } ?? "", .muted)]
        case PageKey.cancel.key:
            return entry.isCancelled ? [.tell("It is canceled already; u takes that back.", .muted)] : [.ask(.cancelPending(entry, in: plan))]
        case PageKey.cancelAll.key:
            let shown = list.rows.map { rows[$0] }.filter(\.isOpen).map(\.entry)
            return shown.isEmpty
                ? [.tell("Nothing that is shown can be canceled: it is so already, or a safeguard holds it.", .muted)]
                : [.ask(shown.count == 1 ? .cancelPending(shown[0], in: plan) : .cancelAllPending(shown, in: plan))]
        case PageKey.postpone.key:
            guard !entry.isCancelled else { return [.tell("It is canceled; u takes that back first.", .muted)] }
            return [.task(DecidePlan(.pending(.postpone(days: 7), [entry]), of: plan)), .tell("Postponed by seven days: \(entry.name).", .success)]
        case PageKey.undo.key:
            guard entry.decision != nil else { return [.tell("Nothing was decided about it.", .muted)] }
            return [
                .task(DecidePlan(.pending(.restore, [entry]), of: plan)),
                .tell("Taken back: what is planned for \(entry.name) happens when its delay ends.", .success),
            ]
        case PageKey.why.key: return [.push(ExplainPage(personID: entry.personID))]
        default:
            return handling == .activated ? [.push(EntryPage(entry.name, Detail(entry), person: entry.personID))] : []
        }
    }

    /// What a key asks about all that is marked; `nil` for keys that are about one.
    private func question(_ key: Key, _ plan: Plan) -> PageAction? {
        let marked = marked
        let open = marked.filter(\.isOpen).map(\.entry)
        let judged = marked.compactMap(\.judged)
        switch key {
        case PageKey.release.key, PageKey.reject.key: return HeldKeys.marked(key, judged, plan)
        case PageKey.undo.key where judged.contains { $0.standing != .held }:
            return judged.count == marked.count
                ? HeldKeys.marked(key, judged, plan)
                : .tell("Take back one kind at a time: what was held, or what was canceled or postponed.", .muted)
        case PageKey.cancel.key:
            return open.isEmpty
                ? .tell("Nothing that is marked can be canceled: it is so already, or a safeguard holds it.", .muted)
                : .ask(.cancelAllPending(open, in: plan, areMarked: true))
        case PageKey.postpone.key:
            return open.isEmpty
                ? .tell("Nothing that is marked can be postponed: it is canceled, or a safeguard holds it.", .muted)
                : .ask(.postponePending(open, in: plan))
        case PageKey.undo.key:
            let decided = marked.map(\.entry).filter { $0.decision != nil }
            return decided.isEmpty ? .tell("Nothing was decided about what is marked.", .muted) : .ask(.restorePending(decided, in: plan))
        default: return nil
        }
    }

    private mutating func step(_ step: Int) -> [PageAction] {
        let filters = filters
        filter = filters[((filters.firstIndex(of: filter) ?? 0) + step + filters.count) % filters.count]
        showFiltered()
        list.selectFirst()
        chosen = nil
        return []
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        switch model.plan {
        case .loading: canvas.text("Reading the directory...", at: rect.line(1).origin, role: .muted, width: rect.columns)
        case .failed(let message): canvas.paragraph(message, in: rect.dropping(top: 1), role: .danger)
        case .loaded(let plan): draw(plan, on: &canvas, in: rect, model)
        }
    }

    private func draw(_ plan: Plan, on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var list = list
        if filter != .all { list.emptyMessage = "Nothing of this kind is left; Left and Right show the others." }
        var lines = RowCursor(rect)
        MemoryNotice.draw(plan.memory, model, on: &canvas, &lines)
        if filters.count > 2 {
            TabRow(
                filters.map { .init($0.rawValue, count: counts[$0, default: 0]) }, chosen: filters.firstIndex(of: filter) ?? 0
            ).draw(on: &canvas, in: lines.next())
        }
        if list.filter.isActive { list.drawFilter(on: &canvas, in: lines.next()) }
        let split = ListWithDetail(lines.rest, model)
        drawList(list, plan, on: &canvas, in: split.list, isBeside: split.detail != nil)
        split.draw(selected.map { Detail($0.entry) }, on: &canvas)
    }

    /// - Parameter isBeside: whether the detail of the selected row stands beside the list.
    private func drawList(_ list: FilteredList, _ plan: Plan, on canvas: inout Canvas, in rect: Rect, isBeside: Bool) {
        var lines = RowCursor(rect)
        let symbols = canvas.symbols
        let shown = list.measuredRows(visible: lines.rest.rows).filter(rows.indices.contains)
        let names = Dictionary(
            zip(shown, symbols.who(shown.map { (rows[$0].entry.name, rows[$0].entry.email) })), uniquingKeysWith: { first, _ in first })
        func texts(_ index: Int) -> [String] {
            let row = rows[index]
            let entry = row.entry
            return [
                Self.countdown(row, at: plan.made), entry.scheduled.action == .hardDelete ? "delete" : "suspend",
                // No date holds for somebody who is archived or excluded.
                names[index] ?? symbols.who(entry.name, entry.email), entry.isHeld ? "" : entry.scheduled.due.words, entry.scheduled.cause.words,
            ]
        }
        let table = Table(
            [
                TableColumn(order.title("When", 0, symbols), minimumWidth: 12, idealWidth: 14),
                TableColumn(order.title("What", 1, symbols), minimumWidth: 7, idealWidth: 8),
                TableColumn(order.title("Who", 2, symbols), minimumWidth: 14, idealWidth: 26, isStretching: true),
                TableColumn(order.title("On", 3, symbols), priority: 3, minimumWidth: 16, idealWidth: 16),
                TableColumn(order.title("Why", 4, symbols), priority: 2, minimumWidth: 20, idealWidth: 24),
            ], width: rect.columns - 4,
            texts: shown.map(texts), isTight: true)
        if selected != nil { table.drawHeader(on: &canvas, in: lines.next().dropping(left: 2)) }
        let below = isBeside ? nil : selected
        let places = lines.rest.splitList(rows: list.count, below: below == nil ? 0 : 2)
        if let below { canvas.paragraph(Self.words(below), in: places.below, role: .accent) }
        list.draw(on: &canvas, in: selected == nil ? lines.rest.dropping(top: 1) : places.list, isMarked: { isMarked($0) }) { index, canvas, line in
            guard rows.indices.contains(index) else { return }
            let row = rows[index]
            let (entry, state) = (row.entry, row.state)
            let isDelete = entry.scheduled.action == .hardDelete
            table.drawRow(
                texts(index),
                roles: [
                    entry.isCancelled || entry.isHeld || state == .rejected ? .muted : state == .pending ? .normal : .warning,
                    isDelete ? .danger : .normal, .normal, .muted, .muted,
                ], on: &canvas,
                in: line)
            canvas.reads(
                as: "\(isDelete ? "delete" : "suspend") \(entry.name) <\(entry.email)>; because \(entry.scheduled.cause.words)",
                state: Self.countdown(row, at: plan.made) + (entry.isHeld ? "" : ", on \(entry.scheduled.due.words)"), in: line)
        }
    }

    private func isMarked(_ row: Int) -> Bool { !marks.isEmpty && rows.indices.contains(row) && marks.contains(Self.id(rows[row].entry)) }
}
