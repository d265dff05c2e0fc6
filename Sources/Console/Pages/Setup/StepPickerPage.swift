import Provisioning
import Terminal
import Wording

/// Picks a step: from the list of all, or typed as `--map` takes it.
struct StepPickerPage: Page {
    let target: TargetAttribute
    let crumb = "Add a step"
    let help = ["Choose a step and press Enter. A step that needs more is put into the field, where you complete it: cut:64, e164:US, replace:/: ."]

    private var field = TextField(placeholder: "Type a step, such as e164 or cut:64")
    private var list: ListView
    private var problem: String?

    init(target: TargetAttribute) {
        self.target = target
        list = ListView(count: ValueStep.Name.allCases.count)
    }

    private var names: [ValueStep.Name] {
        let typed = field.text.prefix { $0 != ":" && $0 != "/" }.lowercased()
        let matching = ValueStep.Name.allCases.filter { $0.rawValue.lowercased().hasPrefix(typed) }
        return matching.isEmpty ? ValueStep.Name.allCases : matching
    }

    var isTyping: Bool { true }

    func hints(_ model: ConsoleModel) -> [KeyHint] { [KeyHint("Enter", "Add"), KeyHint("Up/Down", "Move")] }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        list.count = names.count
        switch key {
        case .escape: return [.back]
        case .enter: return choose(model)
        case .up, .down, .pageUp, .pageDown: _ = list.handle(key, visibleRows: model.listRows)
        default:
            if field.handle(key) == .changed { typed() }
        }
        return []
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        field.insert(paste: text)
        typed()
        return []
    }

    private mutating func typed() {
        list.count = names.count
        list.selection = 0
        problem = nil
    }

    private mutating func choose(_ model: ConsoleModel) -> [PageAction] {
        let name = names[min(list.selection ?? 0, names.count - 1)]
        // What was typed counts once it says more than a part of a name; otherwise the selected row does.
        let isWritten = field.text.contains(":") || field.text.contains("/")
        do throws(ValueStep.TextProblem) {
            return pick(try ValueStep(parsing: isWritten ? field.text : name.rawValue), model)
        } catch {
            if !isWritten { field.text = "\(name.rawValue):" } else { problem = error.description }
        }
        return []
    }

    private mutating func pick(_ step: ValueStep, _ model: ConsoleModel) -> [PageAction] {
        if case .pattern(let match, _) = step, let words = model.valueTools.problem(ofPattern: match) {
            problem = "\(match) is not a regular expression: \(words)."
            return []
        }
        if case .lookUp(let table, _) = step, model.configuration.autoprovisioning.tables[table] == nil {
            problem = "There is no table \(table) in autoprovisioning.tables of config.json."
            return []
        }
        return [.picked(.step(step))]
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        canvas.text("Step for \(target.label)", at: rect.line(0).origin, role: .heading, width: rect.columns)
        field.draw(on: &canvas, in: rect.line(1), focused: true)
        let written = field.text.contains(":") ? ValueStep.Name(rawValue: String(field.text.prefix { $0 != ":" && $0 != "/" })) : nil
        let note = problem ?? written.map { "Write \(ValueStep.pattern(of: $0)); then press Enter." }
        if let note { canvas.paragraph(note, in: rect.dropping(top: 2).top(2), role: problem == nil ? .muted : .danger) }
        let below = rect.dropping(top: note == nil ? 3 : 4)
        let names = names
        let texts = names.map { [ValueStep.pattern(of: $0), $0.words] }
        let table = Table(
            [TableColumn("Written", minimumWidth: 18), TableColumn("What it does", minimumWidth: 30)], width: below.columns - 4,
            texts: ValueStep.Name.allCases.map { [ValueStep.pattern(of: $0), $0.words] })
        table.drawHeader(on: &canvas, in: below.line(0).dropping(left: 2))
        let area = below.dropping(top: 1)
        var list = list
        list.count = names.count
        list.visibleRows = max(1, area.rows)
        list.draw(on: &canvas, in: area, focused: true) { index, canvas, line, _ in
            canvas.reads(as: texts[index][0], state: texts[index][1], in: line)
            table.drawRow(texts[index], roles: [.normal, .muted], on: &canvas, in: line)
        }
    }
}
