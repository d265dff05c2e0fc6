import Foundation
import Provisioning
import Sync
import Terminal
import Wording

extension Place {
    static let activity = Place(
        "Activity", words: "what was done, log, export", keywords: "undo a run csv audit history", below: .app, key: "a", isReachable: Self.hasHistory
    ) { _ in ActivityPage() }
}

/// What was done, newest first, with the reason of each entry. Only the rows around the selection are in memory.
struct ActivityPage: PickTaking {
    var crumb: String { Place.activity.name }
    let help = [
        "Everything that was written to the app, and everything that failed. Left and Right choose what is shown, / filters by any part of a name or address, # shows the run "
            + "of the selected entry only and, once more, all runs again, d the last days only, m a calendar month, the one before with each press, M the days from one to another. S sorts by the next column. "
            + "Esc takes all of that away.",
        "Enter shows an entry in full, y says why the person is or is not provisioned, e writes what is shown to a CSV file, u leads to what an undo of "
            + "the entry's run would take back.",
    ]

    /// What can be shown, in the order of the keys.
    static let choices: [ActivityQuery.What] =
        [.everything, .failures, .decisions, .configuration] + ActionKind.allCases.map(ActivityQuery.What.done)
    /// Rows kept around the selection.
    static let windowRows = 400

    /// What is looked for.
    private(set) var query: ActivityQuery
    /// What Esc leads back to.
    private let base: ActivityQuery
    /// The days that are looked back, when that is what the time of the query means.
    private var days: Int?
    /// The calendar month that is shown, counted back from this one.
    private var monthsBack: Int?
    private var order = ListOrder(columns: ActivityQuery.Order.Column.allCases.count)
    private var filter = ListFilter()
    private var list = ListView(count: 0)
    private var index: ActivityIndex?
    private var total = 0
    private var window: (start: Int, entries: [ActivityEntry]) = (0, [])
    private var failure: String?

    /// Everything, or what `query` finds.
    init(_ query: ActivityQuery = ActivityQuery()) {
        self.query = query
        base = query
    }

    var isTyping: Bool { filter.isTyping }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.task(Find(query: query))] }
    func homeChanged(_ model: ConsoleModel) -> [ConsoleEffect] { appeared(model) }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        if isTyping { return ListFilter.typingHints }
        let clear = filter.text.isEmpty && query == base ? [] : [KeyHint("Esc", "Clear")]
        let ways = [PageKey.filter.hint, KeyHint("Left/Right", "Kind")] + [PageKey.days, .month, .period].hints
        let ofRun = query.run == nil ? PageKey.ofRun.hint : KeyHint(PageKey.ofRun.rawValue, "All runs")
        guard let index, index.count > 0 else { return query == ActivityQuery() ? [] : ways + (query.run == nil ? [] : [ofRun]) + clear }
        return [KeyHint("Enter", "Details")] + ways + [ofRun] + [PageKey.why, .export, .undo, .sort].hints + clear
    }

    private var selected: ActivityEntry? { list.selection.flatMap(entry(at:)) }

    private func entry(at place: Int) -> ActivityEntry? {
        let row = place - window.start
        return window.entries.indices.contains(row) ? window.entries[row] : nil
    }

    // MARK: News

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        if let found = event.answer(to: Find(query: query)) { return take(found) }
        if let dated = event.success(of: CountDays.self) {
            guard event.answer(to: CountDays(query: query, days: days)) != nil else { return [] }
            query = dated
            return [.task(Find(query: dated))]
        }
        guard let (read, answer) = event.ended(Read.self) else { return [] }
        switch answer {
        case .success(let entries):
            let rows = read.start..<read.start + entries.count
            guard read.query == query, let index, rows.upperBound <= index.count, index.ids(rows) == entries.map(\.id) else { return [] }
            window = (read.start, entries)
        case .failure(let problem): failure = problem.text
        }
        return []
    }

    private mutating func take(_ answer: Find.Answer) -> [ConsoleEffect] {
        switch answer {
        case .success(let (index, total)):
            // New entries come in above: whoever reads further down stays at the same entry.
            let place = list.selection ?? 0
            let kept = place > 0 ? selected.flatMap { self.place(of: $0, in: index) } : nil
            (self.index, self.total, failure) = (index, total, nil)
            list.count = index.count
            if let kept { list.selection = kept }
            keepRows(in: index)
            return index.count == 0 ? [] : [rowsEffect(in: index)]
        case .failure(let problem):
            failure = problem.text
            return []
        }
    }

    private func place(of entry: ActivityEntry, in index: ActivityIndex) -> Int? {
        query.order == nil ? index.place(of: entry.id) : index.sortedPlace(of: entry.id)
    }

    /// The rows that are there go where the index has them now: while they are read anew, a key still finds the selected one.
    private mutating func keepRows(in index: ActivityIndex) {
        guard let start = window.entries.first.flatMap({ place(of: $0, in: index) }),
            index.ids(start..<start + window.entries.count) == window.entries.map(\.id)
        else { return window = (0, []) }
        window.start = start
    }

    /// Reads the rows around the selection when it comes near the edge of those that are there.
    private func windowEffects() -> [ConsoleEffect] {
        guard let index, index.count > 0 else { return [] }
        let place = list.selection ?? 0
        let margin = Self.windowRows / 4
        let needed = max(0, place - margin)..<min(index.count, place + margin)
        let present = window.start..<window.start + window.entries.count
        guard needed.lowerBound < present.lowerBound || needed.upperBound > present.upperBound else { return [] }
        return [rowsEffect(in: index)]
    }

    private func rowsEffect(in index: ActivityIndex) -> ConsoleEffect {
        let start = max(0, (list.selection ?? 0) - Self.windowRows / 2)
        return .task(Read(query: query, ids: index.ids(start..<start + Self.windowRows), start: start))
    }

    // MARK: Keys

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        switch filter.handle(key) {
        case .changed: return lookForText()
        case .handled, .activated: return []
        case .ignored: break
        }
        switch key {
        case .escape:
            guard query != base else { return [.back] }
            (days, monthsBack) = (nil, nil)
            order = ListOrder(columns: ActivityQuery.Order.Column.allCases.count)
            return lookFor { [base] in $0 = base }
        case .left, .character("h"): return choose(-1)
        case .right, .character("l"), .tab: return choose(1)
        case PageKey.sort.key: return sort()
        case PageKey.days.key: return chooseDays()
        case PageKey.month.key: return chooseMonth(model)
        case PageKey.period.key where total > 0 || query != ActivityQuery(): return [.push(PeriodPage(query.time))]
        case PageKey.ofRun.key:
            guard query.run == nil else { return lookFor { $0.run = nil } }
            guard let run = selected?.run else { return [] }
            guard run > 0 else { return [.tell("What an administrator decided belongs to no run.", .muted)] }
            return lookFor { $0.run = run }
        case PageKey.why.key:
            guard let selected else { return [] }
            if selected.isAboutConfiguration { return [.tell("This is about the configuration, not about a person. History shows it.", .muted)] }
            return [.push(ExplainPage(personID: selected.personID))]
        case PageKey.undo.key:
            guard let selected else { return [] }
            // What an administrator decided belongs to no run.
            if selected.isAboutConfiguration { return [.tell("Settings are restored where they are listed: in History.", .muted)] }
            guard selected.run > 0 else { return [.tell("A decision is taken back where it was made: in Pending or Preview.", .muted)] }
            return [.push(UndoPage(run: selected.run))]
        case PageKey.export.key:
            guard let index, index.count > 0 else { return [.tell("There is nothing to export.", .muted)] }
            return [.push(ExportPage(.activity(query), rows: index.count, what: words))]
        default:
            let handling = list.handle(key, visibleRows: model.listRows)
            if handling == .activated, let selected {
                return [.push(EntryPage(selected.name, Detail(selected, targets: model.targets), person: selected.personID))]
            }
            return windowEffects().map { .effect($0) }
        }
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        filter.insert(paste: text) == .changed ? lookForText() : []
    }

    private mutating func lookForText() -> [PageAction] {
        let text = filter.text
        return lookFor { $0.text = text }
    }

    private mutating func lookFor(_ change: (inout ActivityQuery) -> Void) -> [PageAction] {
        change(&query)
        list.selection = 0
        return [.task(Find(query: query))]
    }

    private mutating func choose(_ step: Int) -> [PageAction] {
        let place = (Self.choices.firstIndex(of: query.what) ?? 0) + step + Self.choices.count
        return lookFor { $0.what = Self.choices[place % Self.choices.count] }
    }

    /// By the next column of the log, up or down, or the newest first again.
    private mutating func sort() -> [PageAction] {
        order.advance()
        let sorting = order.sorting.flatMap { sorting in
            ActivityQuery.Order.Column(rawValue: sorting.column).map { ActivityQuery.Order($0, isDescending: sorting.isDescending) }
        }
        return lookFor { $0.order = sorting }
    }

    /// Any time, the last day, the last 7 and the last 30 days, counted from the newest entry that is known.
    private mutating func chooseDays() -> [PageAction] {
        let steps: [Int?] = [nil, 1, 7, 30]
        let next = steps[((steps.firstIndex(of: days) ?? 0) + 1) % steps.count]
        (days, monthsBack) = (next, nil)
        return [.task(CountDays(query: query, days: next))]
    }

    /// This calendar month, the one before, and so on for a year; then any time.
    private mutating func chooseMonth(_ model: ConsoleModel) -> [PageAction] {
        let next = monthsBack.map { $0 + 1 } ?? 0
        let now = model.status?.time ?? Date()
        let month = Calendar.current.date(byAdding: .month, value: -next, to: now).flatMap { Calendar.current.dateInterval(of: .month, for: $0) }
        guard next < 12, let month else {
            monthsBack = nil
            return lookFor { $0.time = nil }
        }
        (days, monthsBack) = (nil, next)
        return lookFor { $0.time = month.start..<month.end }
    }

    mutating func take(_ pick: Pick, _ model: ConsoleModel) -> [PageAction] {
        guard case .period(let time) = pick else { return [] }
        (days, monthsBack) = (nil, nil)
        return lookFor { $0.time = time }
    }

    // MARK: Drawing

    /// What is shown, in words.
    var words: String {
        var words: String =
            switch query.what {
            case .everything: "Everything"
            case .failures: "Failures"
            case .decisions: "Decisions"
            case .configuration: "Configuration"
            case .done(let kind): "What was \(kind.pastTense)"
            }
        if let run = query.run { words += " by run \(run)" }
        if let time = query.time {
            words += days.map { $0 == 1 ? ", the last day" : ", the last \($0) days" } ?? ", \(Self.words(time))"
        }
        if !query.text.isEmpty { words += ", matching \"\(query.text)\"" }
        return words
    }

    /// "2026-10-01 to 2026-10-31": whole days are said as days, without the moment at which the last one ends.
    private static func words(_ time: Range<Date>) -> String {
        let (first, last) = (time.lowerBound, time.upperBound)
        let isInDays = Calendar.current.startOfDay(for: first) == first && Calendar.current.startOfDay(for: last) == last
        guard isInDays else { return "\(first.words) to \(last == .distantFuture ? "now" : last.words)" }
        let lastDay = last - 1
        return first.dayWords == lastDay.dayWords ? first.dayWords : "\(first.dayWords) to \(lastDay.dayWords)"
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        if let failure { return _ = canvas.paragraph(failure, in: rect.dropping(top: 1), role: .danger) }
        guard let index else { return _ = canvas.text("Reading the log...", at: rect.line(1).origin, role: .muted, width: rect.columns) }
        var rows = RowCursor(rect)
        filter.draw(title: words, shown: index.count, of: total, on: &canvas, in: rows.next())
        if filter.isActive, rect.rows > 8 { canvas.text(words, at: rows.next().origin, role: .muted, width: rect.columns) }
        let split = ListWithDetail(rows.rest, model)
        drawList(index, on: &canvas, in: split.list, isBeside: split.detail != nil)
        split.draw(selected.map { Detail($0, targets: model.targets) }, on: &canvas)
    }

    /// - Parameter isBeside: whether the detail of the selected entry stands beside the list.
    private func drawList(_ index: ActivityIndex, on canvas: inout Canvas, in rect: Rect, isBeside: Bool) {
        var rows = RowCursor(rect)
        let symbols = canvas.symbols
        let isNarrow = rect.columns < 100
        func texts(_ entry: ActivityEntry) -> [String] {
            [
                // The year gives way to the reason; the entry's own page says it.
                isNarrow ? String(entry.time.words.dropFirst(5)) : entry.time.words, entry.what, symbols.who(entry.name, entry.email),
                entry.detail?.sentences.cause ?? entry.reason,
            ]
        }
        var list = list
        list.count = index.count
        let timeWidth = isNarrow ? 11 : 16
        let table = Table(
            [
                TableColumn(order.title("Time", 0, symbols), priority: 2, minimumWidth: timeWidth, idealWidth: timeWidth),
                TableColumn(order.title("What", 1, symbols), minimumWidth: 17, idealWidth: 17),
                TableColumn(order.title("Who", 2, symbols), minimumWidth: 14, idealWidth: 24),
                TableColumn("Why", priority: 3, minimumWidth: 20, idealWidth: 30, isStretching: true),
            ], width: rect.columns - 4, texts: list.measuredRows(visible: rows.rest.rows).compactMap { entry(at: $0).map(texts) })
        if index.count > 0 { table.drawHeader(on: &canvas, in: rows.next().dropping(left: 2)) } else { rows.skip(1) }
        // The columns are narrow: what they say of the selected entry stands below in full, unless all of it stands beside the list.
        let places = rows.rest.splitList(rows: index.count, below: rows.rest.rows < 6 || selected == nil || isBeside ? 0 : 2)
        list.visibleRows = max(1, places.list.rows)
        list.emptyMessage =
            query == ActivityQuery()
            ? "Nothing happened yet. The first run writes the first entries." : "Nothing of this is in the log. Esc takes the filters away."
        list.draw(
            on: &canvas, in: index.count == 0 ? rows.rest : places.list, focused: !isTyping, pointer: true,
            entering: isTyping ? ListFilter.leaving : []
        ) {
            place, canvas, line, _ in
            guard let entry = entry(at: place) else {
                canvas.text("...", at: line.origin, role: .muted)
                // Nothing that is not there yet gets a number.
                return canvas.reads(as: "", in: line)
            }
            let role: Role = entry.state == .failed ? .danger : entry.state == .done ? .normal : .muted
            table.drawRow(texts(entry), roles: [.muted, role, .normal, .muted], on: &canvas, in: line)
        }
        guard let selected, !isBeside else { return }
        canvas.paragraph(
            "\(selected.what): \(selected.subject), \(selected.message(on: .console) ?? selected.reason)\(selected.deciderWords)", in: places.below,
            role: .accent)
    }
}
