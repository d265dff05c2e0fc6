import Directory
import Provisioning
import Terminal
import Wording

/// What is made of an attribute's value on its way to the app, step by step, with the value of a real person after each.
struct StepsPage: PickTaking {
    let target: TargetAttribute
    var crumb: String { "Steps of \(target.label)" }
    let help = [
        "Each step makes another text of the value, from top to bottom. Where a step says that there is no value, the next source is tried; without one, the app gets none.",
        "A adds a step below the selected row, Del takes it away, J and K move it down and up.",
    ]

    private let before: [MappingSource]
    private var sources: [MappingSource]
    private let person: Person?
    private var list: ListView

    /// - Parameters:
    ///   - sources: at least one.
    ///   - person: whose values are shown.
    init(target: TargetAttribute, sources: [MappingSource], person: Person?) {
        self.target = target
        (before, self.sources, self.person) = (sources, sources, person)
        list = ListView(count: 0)
        list.count = rows.count
    }

    /// A line of the page: a source, or one of its steps.
    private struct Row {
        let source: Int
        let step: Int?
    }

    private var rows: [Row] {
        sources.enumerated().flatMap { index, source in
            [Row(source: index, step: nil)] + source.steps.indices.map { Row(source: index, step: $0) }
        }
    }

    private var selected: Row? {
        let rows = rows
        return list.selection.flatMap { rows.indices.contains($0) ? rows[$0] : nil }
    }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        [PageKey.add, .remove, .moveDown, .moveUp].hints + [KeyHint("Esc", "Done")]
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        list.count = rows.count
        switch key {
        case .escape: return sources == before ? [.back] : [.picked(.sources(sources, target: target.path))]
        case PageKey.add.key, .enter: return [.push(StepPickerPage(target: target))]
        case PageKey.remove.key, .backspace:
            guard let row = selected, let step = row.step else {
                return [.tell("That is the source itself. Remove it on the page before this one, with Del.", .muted)]
            }
            sources[row.source].steps.remove(at: step)
            list.count = rows.count
        case PageKey.moveDown.key: move(by: 1)
        case PageKey.moveUp.key: move(by: -1)
        default: _ = list.handle(key, visibleRows: model.listRows)
        }
        return []
    }

    private mutating func move(by distance: Int) {
        guard let row = selected, let step = row.step, sources[row.source].steps.indices.contains(step + distance) else { return }
        sources[row.source].steps.swapAt(step, step + distance)
        list.selection = (list.selection ?? 0) + distance
    }

    mutating func take(_ pick: Pick, _ model: ConsoleModel) -> [PageAction] {
        guard case .step(let step) = pick, let row = selected else { return [] }
        sources[row.source].steps.insert(step, at: row.step.map { $0 + 1 } ?? 0)
        list.count = rows.count
        list.selection = (list.selection ?? 0) + 1
        return []
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let rows = rows
        let texts = texts(model)
        let heading = person.map { "Values for \($0.fullName) <\($0.primaryEmail)>" } ?? "No person's values are known yet."
        canvas.text(heading, at: rect.line(0).origin, role: .muted, width: rect.columns)
        let below = rect.dropping(top: 2)
        let table = Table(
            [TableColumn("Step", minimumWidth: 24), TableColumn("Value after it", minimumWidth: 20)], width: below.columns - 4, texts: texts)
        table.drawHeader(on: &canvas, in: below.line(0).dropping(left: 2))
        let area = below.dropping(top: 1)
        var list = list
        list.count = rows.count
        list.visibleRows = max(1, area.rows)
        list.draw(on: &canvas, in: area, focused: true) { index, canvas, line, _ in
            canvas.reads(as: texts[index][0], state: texts[index][1], in: line)
            table.drawRow(texts[index], roles: [rows[index].step == nil ? .heading : .normal, .accent], on: &canvas, in: line)
        }
    }

    /// What stands in the rows.
    private func texts(_ model: ConsoleModel) -> [[String]] {
        let context = MappingTable(targets: [], settings: model.configuration.autoprovisioning, tools: model.valueTools).context
        return sources.flatMap { source -> [[String]] in
            let (name, value): (String, String?) =
                switch source.origin {
                case .attribute(let id): (model.label(ofAttribute: id), person?.value(of: id)?.trimmed)
                case .fixed(let text): ("\"\(text)\" for everyone", text)
                }
            let text = value.flatMap { $0.isEmpty ? nil : $0 }
            let trail = text.flatMap { text in person.map { context.trail(of: text, through: source.steps, for: $0) } } ?? []
            let steps = source.steps.enumerated().map { index, step in
                ["  › \(step.words)", trail.indices.contains(index) ? trail[index].result.words : ""]
            }
            return [[name, text ?? (person == nil ? "" : "no value")]] + steps
        }
    }
}

extension ValueContext.Result {
    /// The value, or why there is none.
    fileprivate var words: String {
        switch self {
        case .value(let text): text
        case .none(let reason): "no value: \(reason.words)"
        }
    }
}
