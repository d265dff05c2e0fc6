import Directory
import Provisioning
import Terminal
import Wording

extension Place {
    static let conditions = Place(
        "Conditions of the scope", words: "department, cost center, title and more", keywords: "attribute condition rule filter restrict",
        below: .scope
    ) { model in ConditionsPage(model) }
}

/// The conditions on attributes that everybody in the scope must meet, with whom each leaves out.
struct ConditionsPage: PickTaking {
    var crumb: String { Place.conditions.name }
    let help = [
        "Everybody in the scope must meet all conditions, beside being in a group of the scope. One value of a condition is enough.",
        "Whoever stops meeting a condition has the app turned off: the delays for that begin. A run stops when the directory no longer gives an attribute that a condition is "
            + "about.",
    ]

    private(set) var conditions: [ScopeCondition]
    private var saved: [ScopeCondition]
    private var list: ListView
    private var buttons = FormButtons(mode: .edit)

    init(_ model: ConsoleModel) {
        conditions = model.configuration.autoprovisioning.scope.conditions
        saved = conditions
        list = ListView(count: conditions.count, emptyMessage: "No condition: everybody in the groups of the scope is provisioned. A adds one.")
    }

    func hasUnsavedChanges(_ model: ConsoleModel) -> Bool { conditions != saved }

    mutating func refresh(_ model: ConsoleModel) -> Bool {
        guard conditions == saved else { return false }
        saved = model.configuration.autoprovisioning.scope.conditions
        conditions = saved
        list.count = conditions.count
        return true
    }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [counting(model, request: model.scopeRequest)] }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        if buttons.hasFocus { return buttons.hints(form: "List") }
        let ofOne = conditions.isEmpty ? [] : [KeyHint("Enter", "Edit"), PageKey.remove.hint]
        return [PageKey.add.hint] + ofOne + [buttons.hint, PageKey.undo.hint]
    }

    private func edited(_ model: ConsoleModel) -> Configuration {
        var edited = model.configuration
        edited.autoprovisioning.scope.conditions = conditions
        return edited
    }

    private func counting(_ model: ConsoleModel, request: Int) -> ConsoleEffect {
        .task(CountScope(configuration: edited(model).withAccess, request: request))
    }

    private mutating func changed(_ model: ConsoleModel) -> [PageAction] {
        list.count = conditions.count
        return [.effect(counting(model, request: model.scopeRequest + 1))]
    }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        if event.saved?.autoprovisioning.scope.conditions == conditions { saved = conditions }
        return []
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if key == .escape { return [.back] }
        guard !buttons.hasFocus else {
            return buttons.answer(to: key, model, isChanged: conditions != saved) ?? [.task(Save.change(edited(model), .back))]
        }
        let selected = list.selection.flatMap { conditions.indices.contains($0) ? $0 : nil }
        switch key {
        case .tab: buttons.hasFocus = true
        case .down where selected == nil || selected == conditions.count - 1: buttons.hasFocus = true
        case PageKey.add.key: return [.push(ConditionPage(nil, index: nil, model))]
        case .enter:
            guard let selected else { return [.push(ConditionPage(nil, index: nil, model))] }
            return [.push(ConditionPage(conditions[selected], index: selected, model))]
        case PageKey.remove.key, .backspace:
            guard let selected else { return [] }
            conditions.remove(at: selected)
            return changed(model)
        case PageKey.undo.key:
            conditions = saved
            return changed(model)
        default: _ = list.handle(key, visibleRows: model.listRows)
        }
        return []
    }

    mutating func take(_ pick: Pick, _ model: ConsoleModel) -> [PageAction] {
        guard case .condition(let condition, let index) = pick else { return [] }
        if let index, conditions.indices.contains(index) { conditions[index] = condition } else { conditions.append(condition) }
        let actions = changed(model)
        list.selection = index ?? conditions.count - 1
        return actions
    }

    mutating func focus(area: Int, _ model: ConsoleModel) { buttons.focus(area: area) }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let purpose = "What everybody in the scope must meet, beside being in one of its groups."
        let frame = FormFrame(rect, on: canvas, step: nil, purpose: purpose)
        frame.draw(on: &canvas, step: nil, purpose: purpose, model)
        var rows = RowCursor(frame.body)
        ScopeCount.draw(on: &canvas, in: rows.next(), model)
        rows.skip(rect.rows > 14 ? 1 : 0)
        let area = rows.rest
        let counts = model.scopeSummary.value?.conditions ?? []
        let texts = conditions.enumerated().map { index, condition in
            [condition.words, counts.count == conditions.count ? "leaves out \(counts[index].people)" : ""]
        }
        let table = Table(
            [TableColumn("Condition", minimumWidth: 24, isStretching: true), TableColumn("Beside the others", priority: 2, minimumWidth: 22)],
            width: area.columns - 4, texts: texts)
        if !conditions.isEmpty { table.drawHeader(on: &canvas, in: area.line(0).dropping(left: 2)) }
        let places = area.dropping(top: conditions.isEmpty ? 0 : 1)
        var list = list
        list.count = conditions.count
        list.visibleRows = max(1, places.rows)
        list.draw(on: &canvas, in: places, focused: !buttons.hasFocus) { index, canvas, line, _ in
            canvas.reads(as: texts[index][0], state: texts[index][1], in: line)
            table.drawRow(texts[index], roles: [.normal, .muted], on: &canvas, in: line)
        }
        buttons.draw(on: &canvas, in: frame.buttons)
    }
}
