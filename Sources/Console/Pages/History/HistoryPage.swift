import Provisioning
import Sync
import Terminal
import Wording

extension Place {
    /// It stays to be read when the configuration is deleted.
    static let history = Place(
        "History", words: "who changed the settings, when; restore", keywords: "revisions audit diff put back configuration undo", below: .app,
        isReachable: { $0.configuration.revision > 0 }
    ) { _ in HistoryPage() }
}

/// The revisions of the configuration, newest first: who saved each, when, and what it changed.
struct HistoryPage: Page {
    var crumb: String { Place.history.name }
    let help = [
        "Every save of the configuration, with who and when and what it changed. A change of config.json with an editor is here too, from when it was first read; the file does "
            + "not say who made it. Revisions are kept for three years.",
        "Enter shows what a revision changed, Z restores its settings: a save like any other, with the same questions. / finds a setting, a person or a day.",
    ]

    private var steps: [RevisionStep]?
    private var problem: String?
    private var list = FilteredList(emptyMessage: "Nothing was saved yet, so there is no history.")

    var isTyping: Bool { list.isTyping }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.task(List())] }
    func homeChanged(_ model: ConsoleModel) -> [ConsoleEffect] { appeared(model) }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        if isTyping { return ListFilter.typingHints }
        let clear = list.filter.text.isEmpty ? [] : [KeyHint("Esc", "Clear")]
        guard selected != nil else { return clear }
        return [KeyHint("Enter", "What changed"), PageKey.restoreRevision.hint, PageKey.filter.hint] + clear
    }

    private var selected: RevisionStep? { list.selection.flatMap { place in steps.flatMap { $0.indices.contains(place) ? $0[place] : nil } } }

    private func texts() -> [String] {
        (steps ?? []).map { "\($0.revision.number) \($0.revision.made.words) \($0.revision.actor.words) \(RevisionWords.what($0))" }
    }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        switch event.answer(of: List.self) {
        case .success(let steps):
            (self.steps, problem) = (steps, nil)
            list.replace(count: steps.count, texts: texts)
        case .failure(let failure): problem = failure.text
        case nil: break
        }
        return []
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if !isTyping, let selected {
            if key == .enter { return [.push(RevisionPage(selected))] }
            if key == PageKey.restoreRevision.key { return [.task(ForetellRestoration(number: selected.revision.number))] }
        }
        let handling = list.handle(key, visibleRows: model.listRows, texts: texts)
        return handling == .ignored && key == .escape ? [.back] : []
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        list.insert(paste: text, texts: texts)
        return []
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        if let problem { return _ = canvas.paragraph(problem, in: rect.dropping(top: 1), role: .danger) }
        guard let steps else { return _ = canvas.text("Reading the history...", at: rect.line(1).origin, role: .muted, width: rect.columns) }
        var rows = RowCursor(rect)
        list.drawFilter(title: "Revisions of the configuration", on: &canvas, in: rows.next())
        let split = ListWithDetail(rows.rest, model)
        rows = RowCursor(split.list)
        // After the list, whose scroll bar may be the line between the two.
        defer { split.draw(selected.map(Detail.init), on: &canvas) }
        let isNarrow = split.list.columns < 100
        func texts(_ step: RevisionStep) -> [String] {
            let revision = step.revision
            return [
                "\(revision.number)", isNarrow ? String(revision.made.words.dropFirst(5)) : revision.made.words, RevisionWords.who(revision),
                RevisionWords.what(step),
            ]
        }
        let timeWidth = isNarrow ? 11 : 16
        let table = Table(
            [
                TableColumn("No", minimumWidth: 3, idealWidth: 4, alignment: .end),
                TableColumn("Time", priority: 2, minimumWidth: timeWidth, idealWidth: timeWidth),
                TableColumn("Who", minimumWidth: 14, idealWidth: 24),
                TableColumn("What changed", minimumWidth: 20, idealWidth: 40, isStretching: true),
            ], width: split.list.columns - 4,
            texts: list.measuredRows(visible: rows.rest.rows).filter(steps.indices.contains).map { texts(steps[$0]) }, isTight: true)
        if list.count > 0 { table.drawHeader(on: &canvas, in: rows.next().dropping(left: 2)) }
        let isBeside = split.detail != nil
        let places = rows.rest.splitList(rows: list.count, below: selected == nil || isBeside || rows.rest.rows < 6 ? 0 : 3)
        list.draw(on: &canvas, in: list.count == 0 ? rows.rest : places.list) { place, canvas, line in
            guard steps.indices.contains(place) else { return }
            let isForeign = steps[place].revision.origin.isByHand
            table.drawRow(texts(steps[place]), roles: [.muted, .muted, isForeign ? .warning : .normal, .normal], on: &canvas, in: line)
        }
        guard let selected, !isBeside else { return }
        canvas.paragraph(
            "\(selected.revision.made.words), \(RevisionWords.how(selected.revision)): \(selected.changes?.words ?? "what it changed is not known")",
            in: places.below, role: .accent)
    }
}

extension Detail {
    /// All that there is to know about a revision.
    fileprivate init(_ step: RevisionStep) {
        let revision = step.revision
        var lines: [Line] = [
            .heading("Revision \(revision.number)"), .fact("When", revision.made.words, .normal), .fact("Who", revision.actor.words, .normal),
            .fact("How", revision.originWords, revision.origin.isByHand ? .warning : .normal), .heading("What changed"),
        ]
        switch step.changes {
        case nil: lines.append(.text("What it changed is not known: there is no revision before it.", .muted))
        case let changes? where changes.isEmpty: lines.append(.text("No setting was changed.", .muted))
        case let changes?: lines += changes.map { .text($0.words, .normal) }
        }
        self.init(lines)
    }
}

/// The words of a revision in a list.
enum RevisionWords {
    /// The user of the machine, or that nobody of this program did it.
    static func who(_ revision: ConfigurationRevision) -> String { revision.actor.user }

    /// Who made it, and how; nobody is named for what nobody of this program did.
    static func how(_ revision: ConfigurationRevision) -> String {
        revision.actor.isKnown ? "\(revision.actor.words), \(revision.originWords)" : revision.originWords
    }

    /// What it changed, or how it came to be where that is not known.
    static func what(_ step: RevisionStep) -> String {
        let origin = step.revision.origin == .restored || step.revision.origin == .deleted ? "\(step.revision.originWords): " : ""
        return step.changes.map { origin + $0.words } ?? step.revision.originWords
    }
}

extension ConfigurationRevision.Origin {
    /// Whether it was no save of this program.
    var isByHand: Bool { self == .editedByHand || self == .removedByHand }
}
