import Provisioning
import Sync
import Terminal

/// What was done, newest first, with the reason of each entry.
struct ActivityPage: Page {
    let crumb = "Activity"
    let help = ["Everything that was written to the app, and everything that failed. Enter shows an entry in full; f shows failures only."]
    private var list = ListView(count: 0, emptyMessage: "Nothing happened yet. The first run writes the first entries.")
    private var failuresOnly = false

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.loadActivity(failuresOnly: failuresOnly)] }

    /// New entries come in above; not while somebody reads further down, whose place they would shift.
    func homeChanged(_ model: ConsoleModel) -> [ConsoleEffect] { (list.selection ?? 0) == 0 ? appeared(model) : [] }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        [KeyHint("Enter", "Details"), KeyHint("e", "Why"), KeyHint("f", failuresOnly ? "Show all" : "Failures only"), KeyHint("Up/Down", "Move")]
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        let entries = model.activity.value ?? []
        list.count = entries.count
        switch key {
        case .escape: return [.back]
        case .character("f"):
            failuresOnly.toggle()
            list.selection = 0
            return [.effect(.loadActivity(failuresOnly: failuresOnly))]
        case .character("e"):
            guard let selection = list.selection, selection < entries.count else { return [] }
            return [.push(ExplainPage(personID: entries[selection].personID))]
        default:
            guard list.handle(key) == .activated, let selection = list.selection, selection < entries.count else { return [] }
            return [.push(EntryPage(entries[selection], targets: model.targets))]
        }
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        switch model.activity {
        case .loading: canvas.text("Reading the log...", at: rect.line(1).origin, role: .muted)
        case .failed(let message): canvas.paragraph(message, in: rect.dropping(top: 1), role: .danger)
        case .loaded(let entries):
            let table = Table(
                [
                    TableColumn("Time", priority: 2, minimumWidth: 16, idealWidth: 16), TableColumn("What", minimumWidth: 12, idealWidth: 18),
                    TableColumn("Who", minimumWidth: 14, idealWidth: 24),
                    TableColumn("Why", priority: 3, minimumWidth: 14, idealWidth: 30, isStretching: true),
                ], width: rect.columns - 4)
            table.drawHeader(on: &canvas, in: rect.dropping(left: 2).top(1))
            var list = list
            list.count = entries.count
            let area = rect.dropping(top: 1)
            list.visibleRows = max(1, area.rows)
            if failuresOnly { list.emptyMessage = "No failures. f shows everything." }
            list.draw(on: &canvas, in: area, focused: true) { index, canvas, line, _ in
                let entry = entries[index]
                let role: Role = entry.state == .failed ? .danger : entry.state == .done ? .normal : .muted
                table.drawRow(
                    [entry.time.words, entry.what, entry.name, entry.message ?? entry.reason], roles: [.muted, role, .normal, .muted], on: &canvas,
                    in: line)
            }
        }
    }
}
