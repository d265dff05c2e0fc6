import Provisioning
import Sync
import Terminal

/// Why one person is or is not provisioned, with the history.
struct ExplainPage: Page {
    let crumb = "Why"
    let help = [
        "Everything that decides about this person, in its order; ! marks what stands in the way. Below is what was done before, newest first."
    ]
    private let personID: String
    private var list = ListView(count: 0)

    init(personID: String) { self.personID = personID }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.explain(personID)] }

    func hints(_ model: ConsoleModel) -> [KeyHint] { [KeyHint("Up/Down", "Scroll")] }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if key == .escape { return [.back] }
        list.count = model.explained.value?.history.count ?? 0
        _ = list.handle(key)
        return []
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        switch model.explained {
        case .loading: canvas.text("Looking...", at: rect.line(1).origin, role: .muted)
        case .failed(let message): canvas.paragraph(message, in: rect.dropping(top: 1), role: .danger)
        case .loaded(let explained): draw(explained, on: &canvas, in: rect)
        }
    }

    private func draw(_ explained: Explained, on canvas: inout Canvas, in rect: Rect) {
        let explanation = explained.explanation
        var rows = RowCursor(rect)
        canvas.text("\(explanation.name) <\(explanation.email)>", at: rows.next().origin, role: .heading, width: rect.columns)
        rows.skip(canvas.paragraph(explanation.answer, in: rows.rest.top(2), role: .accent))
        for line in explanation.lines where !rows.rest.isEmpty {
            let mark = line.isObstacle ? String(canvas.symbols.warning) : " "
            canvas.text("\(mark) \(line.title)", at: rows.rest.origin, role: line.isObstacle ? .warning : .muted, width: 14)
            rows.skip(max(1, canvas.paragraph(line.text, in: rows.rest.dropping(left: 15).top(2))))
        }
        guard rows.rest.rows > 1 else { return }
        canvas.text("History", at: rows.next().origin, role: .heading)
        var list = list
        list.count = explained.history.count
        list.visibleRows = max(1, rows.rest.rows)
        list.emptyMessage = "Nothing was done for this person yet."
        list.draw(on: &canvas, in: rows.rest, focused: true) { index, canvas, line, _ in
            let entry = explained.history[index]
            canvas.text("\(entry.time.words)  \(entry.what)  \(entry.message ?? entry.reason)", at: line.origin, width: line.columns)
        }
    }
}
