import Foundation
import Provisioning
import Sync
import Terminal
import Wording

extension Place {
    static let failures = Place(
        "Failures", words: "what the app refused, cause, cure, retry", keywords: "errors problems csv", below: .app, key: "f"
    ) { _ in FailuresPage() }
}

/// Whose last action failed: since when, how often, when it is tried again, and for the selected one the cause and the cure.
struct FailuresPage: Page {
    var crumb: String { Place.failures.name }
    let help = [
        "Everybody whose last action failed, or for whom nothing can be done, the longest first. What failed is tried again automatically, less often each time; t asks for another "
            + "try by the next run, also for all that Space marked, % for everybody. S sorts by the next column. e writes the list to a CSV file, y says why the person is or is not provisioned.",
        "Fixing the cause in the directory is enough: with new values the next run tries again at once.",
    ]

    private var list = FilteredList(emptyMessage: "No failures: everything that was to be done went well. New ones appear here after a run.")
    private var failures: [StandingFailure] = []
    private var marks = RowMarks()
    private var order = ListOrder(columns: 5)
    private var isLoaded = false
    private var problem: String?
    /// When the list was read, for the countdowns.
    private var read = Date.distantPast

    /// Whose failure is selected as soon as it is there, by directory id.
    private var wanted: String?

    /// - Parameter person: whose failure is selected, by directory id.
    init(person: String? = nil) { wanted = person }

    var isTyping: Bool { list.isTyping }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.task(List())] }
    func homeChanged(_ model: ConsoleModel) -> [ConsoleEffect] { [.task(List())] }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        if isTyping { return ListFilter.typingHints }
        guard !failures.isEmpty else { return [] }
        let ofOne = selected == nil ? [] : [KeyHint("Enter", "Details"), PageKey.tryAgain.hint]
        return ofOne + [PageKey.tryAllAgain, .filter].hints + (selected == nil ? [] : [PageKey.why.hint] + marks.hints)
            + [PageKey.export, .sort].hints + list.filter.clearHint
    }

    private var selected: StandingFailure? { list.selection.map { failures[$0] } }
    private func texts() -> [String] { failures.map { "\($0.entry.name) \($0.entry.email)" } }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        switch event.answer(of: List.self) {
        case .success(let (failures, now)):
            (self.failures, isLoaded, problem, read) = (failures, true, nil, now)
            list.replace(count: failures.count, texts: texts)
            sort()
            if let row = wanted.flatMap({ person in failures.firstIndex { $0.entry.personID == person } }) { list.select(row) }
            wanted = nil
        case .failure(let failure): problem = failure.text
        case nil: break
        }
        return []
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        let handling = list.handle(key, visibleRows: model.listRows, texts: texts)
        if handling == .activated, let selected {
            return [.push(EntryPage(selected.entry.name, Detail(selected, read: read, targets: model.targets), person: selected.entry.personID))]
        }
        guard handling == .ignored else { return [] }
        switch key {
        case .escape where !marks.isEmpty:
            marks.clear()
            return []
        case .escape: return [.back]
        case PageKey.sort.key:
            order.advance()
            sort()
            return []
        case .character(" "):
            if let selected { marks.toggle(selected.entry.personID) }
            _ = list.handle(.down, visibleRows: model.listRows, texts: texts)
            return []
        case PageKey.tryAgain.key where !marks.isEmpty:
            let people = failures.filter { $0.canRetry && marks.contains($0.entry.personID) }.map(\.entry.personID)
            marks.clear()
            guard !people.isEmpty else { return [.tell("Nothing that is marked waits for another try.", .muted)] }
            return [.task(Retry(people: people)), .tell("The next run tries again for \(people.count.people).", .success)]
        case PageKey.tryAgain.key:
            guard let selected else { return [] }
            guard selected.canRetry else { return [.tell(Self.noRetry(selected), .muted)] }
            return [.task(Retry(people: [selected.entry.personID])), .tell("The next run tries it again.", .success)]
        case PageKey.tryAllAgain.key:
            let waiting = failures.filter(\.canRetry).map(\.entry.personID)
            guard !waiting.isEmpty else { return [.tell("Nothing waits for another try.", .muted)] }
            return [
                .task(Retry(people: waiting)),
                .tell("The next run tries again for \(waiting.count.people).", .success),
            ]
        case PageKey.why.key: return selected.map { [.push(ExplainPage(personID: $0.entry.personID))] } ?? []
        case PageKey.export.key:
            guard !failures.isEmpty else { return [.tell("There is nothing to export.", .muted)] }
            return [.push(ExportPage(.failures, rows: failures.count, what: "All failures that stand"))]
        default: return []
        }
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        list.insert(paste: text, texts: texts)
        return []
    }

    private mutating func sort() {
        let failures = failures
        list.sort(
            order.rows(failures.count) { row, column in
                let failure = failures[row]
                switch column {
                case 0: return failure.entry.name
                case 1: return failure.entry.what
                case 2: return failure.since.words
                case 3: return String(repeating: "0", count: max(0, 9 - String(failure.count).count)) + String(failure.count)
                default: return failure.nextTry.words(now: read)
                }
            }, texts: texts)
    }

    private static func noRetry(_ failure: StandingFailure) -> String {
        failure.nextTry == .whenMended ? "There is nothing to try before the cause is fixed." : "The next run tries it in any case."
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        if let problem { return _ = canvas.paragraph(problem, in: rect.dropping(top: 1), role: .danger) }
        guard isLoaded else { return _ = canvas.text("Reading the log...", at: rect.line(1).origin, role: .muted, width: rect.columns) }
        var rows = RowCursor(rect)
        list.drawFilter(title: "People whose last action failed", on: &canvas, in: rows.next())
        let split = ListWithDetail(rows.rest, model)
        drawList(on: &canvas, in: split.list, isBeside: split.detail != nil)
        split.draw(selected.map { Detail($0, read: read, targets: model.targets) }, on: &canvas)
    }

    /// - Parameter isBeside: whether the detail of the selected row stands beside the list.
    private func drawList(on canvas: inout Canvas, in rect: Rect, isBeside: Bool) {
        var rows = RowCursor(rect)
        let symbols = canvas.symbols
        func texts(_ failure: StandingFailure) -> [String] {
            [
                symbols.who(failure.entry.name, failure.entry.email), failure.entry.what, failure.since.words, "\(failure.count)",
                failure.nextTry.words(now: read),
            ]
        }
        let table = Table(
            [
                TableColumn(order.title("Who", 0, symbols), minimumWidth: 14, idealWidth: 24, isStretching: true),
                TableColumn(order.title("What", 1, symbols), priority: 2, minimumWidth: 17, idealWidth: 17),
                TableColumn(order.title("Since", 2, symbols), priority: 3, minimumWidth: 16, idealWidth: 16),
                TableColumn(order.title("Times", 3, symbols), priority: 4, minimumWidth: 7, idealWidth: 7, alignment: .end),
                TableColumn(order.title("Next try", 4, symbols), minimumWidth: 16, idealWidth: 16),
            ], width: rect.columns - 4, texts: list.measuredRows(visible: rows.rest.rows).map { texts(failures[$0]) })
        table.drawHeader(on: &canvas, in: rows.next().dropping(left: 2))
        // The words need room: below, the cause and the cure of the selected one.
        let places = rows.rest.splitList(rows: list.count, below: selected == nil || isBeside ? 0 : min(6, (rows.rest.rows - 1) / 2))
        list.draw(on: &canvas, in: selected == nil ? rows.rest : places.list, isMarked: { marks.contains(failures[$0].entry.personID) }) {
            row, canvas, line in
            let failure = failures[row]
            table.drawRow(
                texts(failure), roles: [.normal, .danger, .muted, .muted, failure.nextTry == .whenMended ? .warning : .muted], on: &canvas, in: line)
        }
        guard let selected, !isBeside else { return }
        var below = RowCursor(places.below)
        for (title, text) in [("Cause", selected.cause), ("Cure", selected.cure)] where !below.rest.isEmpty {
            canvas.text(title, at: below.rest.origin, role: .heading, width: 6)
            below.skip(max(1, canvas.paragraph(text, in: below.rest.dropping(left: 7).top(3))))
        }
    }
}
