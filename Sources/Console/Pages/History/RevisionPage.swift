import Provisioning
import Sync
import Terminal
import Wording

/// What one revision of the configuration changed: each setting before and after.
struct RevisionPage: Page {
    var crumb: String { "Revision \(step.revision.number)" }
    let help = [
        "What the revision changed, setting by setting, compared with the one before it. The line below the list says the selected one in full.",
        "Z restores the settings as they were in this revision: a save like any other, with the same questions. The switch and who is signed in stay as they are.",
    ]

    private let step: RevisionStep
    private let changes: [SettingChange]
    private var list: ListView

    init(_ step: RevisionStep) {
        self.step = step
        changes = step.changes ?? []
        list = ListView(
            count: changes.count,
            emptyMessage: step.changes == nil ? "What it changed is not known: there is no revision before it." : "No setting was changed.")
    }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        [PageKey.restoreRevision.hint] + (changes.count > 1 ? [KeyHint("Up/Down", "Move")] : [])
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        switch key {
        case .escape, .enter: return [.back]
        case PageKey.restoreRevision.key: return [.task(HistoryPage.ForetellRestoration(number: step.revision.number))]
        default:
            _ = list.handle(key, visibleRows: model.listRows)
            return []
        }
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var lines = RowCursor(rect.dropping(top: rect.rows < 16 ? 0 : 1))
        let revision = step.revision
        canvas.text("Revision \(revision.number), \(revision.made.words)", at: lines.next().origin, role: .heading, width: rect.columns)
        for (name, text) in [("Who", revision.actor.words), ("How", revision.originWords)] {
            let line = lines.next()
            canvas.text(name, at: line.origin, role: .muted, width: 5)
            canvas.text(text, at: Point(column: line.column + 6, row: line.row), width: line.columns - 6)
        }
        if rect.rows > 12 { lines.skip(1) }
        func texts(_ change: SettingChange) -> [String] {
            [
                change.title, change.before.map { SettingChange.value($0, of: change.setting) } ?? "",
                change.after.map { SettingChange.value($0, of: change.setting) } ?? "",
            ]
        }
        let table = Table(
            [
                TableColumn("Setting", minimumWidth: 20, idealWidth: 36, isStretching: true), TableColumn("Before", minimumWidth: 12, idealWidth: 20),
                TableColumn("After", minimumWidth: 12, idealWidth: 20),
            ], width: rect.columns - 4, texts: changes.map(texts))
        if !changes.isEmpty { table.drawHeader(on: &canvas, in: lines.next().dropping(left: 2)) }
        let places = lines.rest.splitList(rows: changes.count, below: changes.isEmpty || lines.rest.rows < 5 ? 0 : 2)
        list.draw(on: &canvas, in: changes.isEmpty ? lines.rest : places.list, focused: true) { index, canvas, line, _ in
            guard changes.indices.contains(index) else { return }
            table.drawRow(texts(changes[index]), roles: [.normal, .muted, .accent], on: &canvas, in: line)
        }
        guard let selection = list.selection, changes.indices.contains(selection) else { return }
        canvas.paragraph(changes[selection].words, in: places.below, role: .accent)
    }
}
