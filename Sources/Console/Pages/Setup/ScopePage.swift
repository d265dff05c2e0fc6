import Directory
import Provisioning
import Terminal

/// Which of the people the app is on for are provisioned: all of them, or the members of some groups.
struct ScopePage: Page {
    let mode: PageMode
    var crumb: String { mode == .setup ? "Set up" : "Provisioning scope" }
    var step: SetupStep? { mode == .setup ? .scope : nil }
    let help = [
        "Without groups, everyone the app is on for is provisioned. With groups, a person must also be a member of at least one of them.",
        "Members from a secondary domain or from outside the organization are left out then; Preview names them.",
    ]

    private enum Area {
        case search
        case chosen
        case buttons
    }

    private var scope: ProvisioningScope
    private var saved: ProvisioningScope
    private var search = GroupSearch()
    private var chosen: ListView
    private var buttons: ButtonRow
    private var area = Area.search

    init(mode: PageMode, _ model: ConsoleModel) {
        self.mode = mode
        scope = model.configuration.autoprovisioning.scope
        saved = scope
        chosen = ListView(count: scope.groups.count)
        buttons = ButtonRow(
            mode == .setup ? [Button("Back"), Button("Continue", isPrimary: true)] : [Button("Cancel"), Button("Update", isPrimary: true)], focus: 1)
    }

    var isTyping: Bool { area == .search }

    func hasUnsavedChanges(_ model: ConsoleModel) -> Bool { mode == .edit && scope != saved }

    mutating func refresh(_ model: ConsoleModel) -> Bool {
        guard scope == saved else { return false }
        saved = model.configuration.autoprovisioning.scope
        scope = saved
        chosen.count = scope.groups.count
        if scope.groups.isEmpty, area == .chosen { area = .search }
        return true
    }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] {
        [.loadGroups, .countEntitled(edited(model), request: model.entitledRequest)]
    }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        switch area {
        case .search: [KeyHint("Enter", "Add"), KeyHint("Up/Down", "Move"), KeyHint("Tab", "Next")]
        case .chosen: [KeyHint("x", "Remove"), KeyHint("n", "Nested groups"), KeyHint("Tab", "Next")]
        case .buttons: [KeyHint("Enter", "Choose"), KeyHint("Tab", "Next")]
        }
    }

    private func edited(_ model: ConsoleModel) -> Configuration {
        var edited = model.configuration
        edited.autoprovisioning.scope = scope
        return edited
    }

    private mutating func changed(_ model: ConsoleModel) -> [PageAction] {
        chosen.count = scope.groups.count
        return [.effect(.countEntitled(edited(model), request: model.entitledRequest + 1))]
    }

    private var excluded: Set<String> { Set(scope.groups.map(\.id)) }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if key == .escape { return [.back] }
        let groups = model.groups.value ?? []
        search.search(in: groups, without: excluded)
        switch (key, area) {
        case (.tab, .search): area = scope.groups.isEmpty ? .buttons : .chosen
        case (.tab, .chosen): area = .buttons
        case (.backTab, .chosen): area = .search
        case (_, .search): return handleSearch(key, groups, model)
        case (_, .chosen): return handleChosen(key, model)
        case (_, .buttons): return handleButtons(key, model)
        }
        return []
    }

    private mutating func handleSearch(_ key: Key, _ groups: [Group], _ model: ConsoleModel) -> [PageAction] {
        switch key {
        case .enter:
            guard let group = search.selected(in: groups) else { return [] }
            scope.groups.append(GroupReference(group))
            search.field = TextField(placeholder: search.field.placeholder)
            search.list.selection = 0
            return changed(model)
        case .up, .down, .pageUp, .pageDown: _ = search.list.handle(key)
        case .backTab: area = .buttons
        default:
            if search.field.handle(key) == .changed { search.list.selection = 0 }
        }
        return []
    }

    private mutating func handleChosen(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        switch key {
        case .character("x"), .delete, .backspace:
            guard let selection = chosen.selection else { return [] }
            scope.groups.remove(at: selection)
            if scope.groups.isEmpty { area = .search }
            return changed(model)
        case .character("n"):
            scope.includesNestedMembers.toggle()
            return changed(model)
        default:
            _ = chosen.handle(key)
            return []
        }
    }

    private mutating func handleButtons(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        switch buttons.handle(key) {
        case .activated:
            guard buttons.focus == 1 else { return [.back] }
            guard !model.isBusy else { return [] }
            var edited = edited(model)
            edited.autoprovisioning.setupProgress = max(edited.autoprovisioning.setupProgress, .scopeChosen)
            return [.effect(ConsoleState.saving(edited, mode == .setup ? .nextStep(.deprovisioning) : .back))]
        case .ignored where key == .tab: area = .search
        case .ignored where [.up, .backTab].contains(key): area = scope.groups.isEmpty ? .search : .chosen
        default: break
        }
        return []
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        guard area == .search else { return [] }
        search.field.insert(paste: text)
        return []
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var rows = RowCursor(rect)
        if let step { step.drawProgress(on: &canvas, in: rows.next()) }
        drawCount(on: &canvas, in: rows.next(), model)
        let chosenRows = min(max(1, scope.groups.count), max(2, rect.rows / 4))
        let searchArea = rows.rest.dropping(bottom: chosenRows + 3)
        var shown = search
        shown.search(in: model.groups.value ?? [], without: excluded)
        shown.draw(on: &canvas, in: searchArea, all: model.groups, focused: area == .search)
        let below = Rect(column: rect.column, row: searchArea.endRow, columns: rect.columns, rows: rect.endRow - searchArea.endRow)
        let nested = scope.includesNestedMembers ? "members of nested groups count" : "members of nested groups do not count"
        canvas.text(
            scope.groups.isEmpty ? "Groups of the scope: none, so everyone the app is on for" : "Groups of the scope (\(nested))", at: below.origin,
            role: .heading,
            width: below.columns)
        var list = chosen
        list.count = scope.groups.count
        list.visibleRows = chosenRows
        if !scope.groups.isEmpty {
            list.draw(on: &canvas, in: below.dropping(top: 1).top(chosenRows), focused: area == .chosen) { index, canvas, line, _ in
                let group = scope.groups[index]
                let used = canvas.text(group.name, at: line.origin, width: line.columns)
                canvas.text(group.email, at: Point(column: line.column + used + 2, row: line.row), role: .muted, width: line.columns - used - 2)
            }
        }
        buttons.draw(on: &canvas, in: rect.bottom(1), focused: area == .buttons)
    }

    private func drawCount(on canvas: inout Canvas, in line: Rect, _ model: ConsoleModel) {
        switch model.entitled {
        case .loading: canvas.text("Counting who would be in scope...", at: line.origin, role: .muted, width: line.columns)
        case .failed(let message): canvas.text(message, at: line.origin, role: .danger, width: line.columns)
        case .loaded(let count):
            let used = canvas.text("\(count)", at: line.origin, role: .accent)
            let text =
                model.configuration.userAccess.isOffForEveryone
                ? " people: the app is off for everyone (User access)" : count == 1 ? " person in scope" : " people in scope"
            canvas.text(text, at: Point(column: line.column + used, row: line.row), width: line.columns - used)
        }
    }
}
