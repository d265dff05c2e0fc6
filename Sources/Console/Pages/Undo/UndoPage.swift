import Provisioning
import Sync
import Terminal
import Wording

/// What an undo of a run would take back, and what it leaves; nothing is written before it is asked for here.
struct UndoPage: Page {
    let run: Int64
    var crumb: String { "Undo of run \(run)" }
    let help = [
        "What a run suspended is re-enabled, what it updated or renamed gets the values of before. What it created, linked, re-enabled or deleted stays; so does what changed since. "
            + "Each row says what happens to the person, the line below the list the rest of the selected one.",
        "So that the next run does not do the same again, the suspension is canceled as long as its cause lasts, and the update is rejected until the directory says something "
            + "else. Pending and Preview take that back.",
    ]

    /// Finds out what an undo of a run would do.
    struct Foretell: PageReading {
        let run: Int64

        func perform(_ services: ConsoleServices) async throws -> UndoPlan { try await services.runs.undoPlan(of: run) }
    }

    private var undo: UndoPlan?
    private var problem: String?
    private var list = ListView(count: 0, emptyMessage: "The run did nothing.")

    init(run: Int64) { self.run = run }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.task(Foretell(run: run))] }
    func homeChanged(_ model: ConsoleModel) -> [ConsoleEffect] { model.isRunning ? [] : appeared(model) }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        guard let undo, !undo.entries.isEmpty, !model.isRunning else { return [] }
        return [PageKey.undo, .why].hints
    }

    private struct Row {
        let what: String
        let name: String
        let email: String
        let personID: String
        let words: String
        let isLeft: Bool
    }

    private var rows: [Row] {
        guard let undo else { return [] }
        return undo.entries.map {
            Row(
                what: $0.action.kind.verb, name: $0.action.name, email: $0.action.email, personID: $0.action.personID,
                words: $0.consequences.joined(separator: " "), isLeft: false)
        }
            + undo.skipped.map {
                Row(
                    what: "left as it is", name: $0.entry.name, email: $0.entry.email, personID: $0.entry.personID,
                    words: $0.obstacle.words.prefix(1).uppercased() + $0.obstacle.words.dropFirst(), isLeft: true)
            }
    }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        switch event.answer(to: Foretell(run: run)) {
        case .success(let undo):
            (self.undo, problem) = (undo, nil)
            list.count = undo.entries.count + undo.skipped.count
        case .failure(let failure): problem = failure.text
        case nil: break
        }
        return []
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        switch key {
        case .escape: return [.back]
        case PageKey.undo.key:
            guard let undo, !model.isRunning else { return [] }
            guard !undo.entries.isEmpty else { return [.tell("There is nothing to undo.", .muted)] }
            return [.ask(.undo(undo, model))]
        case PageKey.why.key:
            let rows = rows
            guard let selection = list.selection, rows.indices.contains(selection) else { return [] }
            return [.push(ExplainPage(personID: rows[selection].personID))]
        default:
            _ = list.handle(key, visibleRows: model.listRows)
            return []
        }
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        if let problem { return _ = canvas.paragraph(problem, in: rect.dropping(top: 1), role: .danger) }
        guard let undo else { return _ = canvas.text("Reading the log...", at: rect.line(1).origin, role: .muted, width: rect.columns) }
        var lines = RowCursor(rect)
        if let run = model.run, model.isRunning {
            RunWords.draw(run, on: &canvas, in: lines.next())
        } else {
            canvas.text(undo.summary.prefix(1).uppercased() + undo.summary.dropFirst(), at: lines.next().origin, role: .heading, width: rect.columns)
        }
        let rows = rows
        let symbols = canvas.symbols
        func texts(_ row: Row) -> [String] { [row.what, symbols.who(row.name, row.email), row.email] }
        let table = Table(
            [
                TableColumn("What", minimumWidth: 13, idealWidth: 13), TableColumn("Who", minimumWidth: 14, idealWidth: 26, isStretching: true),
                TableColumn("Address", priority: 2, minimumWidth: 20, idealWidth: 34),
            ], width: rect.columns - 4,
            texts: list.measuredRows(visible: lines.rest.rows).filter(rows.indices.contains).map { texts(rows[$0]) })
        table.drawHeader(on: &canvas, in: lines.next().dropping(left: 2))
        let places = lines.rest.splitList(rows: rows.count, below: 2)
        list.draw(on: &canvas, in: places.list, focused: true) { index, canvas, line, _ in
            guard rows.indices.contains(index) else { return }
            table.drawRow(texts(rows[index]), roles: [rows[index].isLeft ? .muted : .normal, .normal, .muted], on: &canvas, in: line)
        }
        guard let selection = list.selection, rows.indices.contains(selection) else { return }
        canvas.paragraph(rows[selection].words, in: places.below, role: rows[selection].isLeft ? .warning : .accent)
    }
}

extension Question {
    /// Asks before a run is taken back, with what that does in numbers.
    static func undo(_ undo: UndoPlan, _ model: ConsoleModel) -> Question {
        Question(
            dialog: Dialog(
                title: "Undo run \(undo.run)?",
                message: [
                    "In \(model.application): \(undo.summary).",
                    "The next run does not do the same again: suspensions are canceled as long as their cause lasts, updates are rejected.",
                ],
                buttons: ButtonRow([Button("Leave it"), Button("Undo", isPrimary: true)])), purpose: .perform(.undo(run: undo.run)))
    }
}
