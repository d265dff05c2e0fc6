import Directory
import Provisioning
import Terminal

/// For whom the app is turned on: the tree of organizational units with inheritance and override, and access groups.
struct UserAccessPage: PickTaking {
    let crumb = "User access"
    let help = [
        "The app is on for a person when it is on at the person's organizational unit, or when the person is in an access group. A unit without a setting of its own "
            + "inherits from the unit above it.",
        "Space turns the app on or off at a unit, i lets the unit inherit again. Nothing is saved before Save; u takes all changes back.",
    ]

    private var access: UserAccess
    private var saved: UserAccess
    private var tree: UnitTree
    private var list = ListView(count: 0, emptyMessage: "")
    private var buttons = FormButtons(leave: "Cancel", save: "Save")

    init(_ model: ConsoleModel) {
        access = model.configuration.userAccess
        saved = access
        tree = UnitTree(model.units.value ?? Self.rootOnly)
    }

    /// What is shown while the units are not known.
    private static let rootOnly = [OrganizationalUnit(id: "", path: "/", name: "/")]

    private enum Row {
        case unit(UnitTree.Row)
        case group(GroupReference)
        case addGroup
    }

    private var rows: [Row] { tree.rows.map(Row.unit) + access.groups.map(Row.group) + [.addGroup] }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        if case .unitsLoaded(let units) = event { tree = UnitTree(units) }
        return []
    }

    func hasUnsavedChanges(_ model: ConsoleModel) -> Bool { access != saved }

    mutating func refresh(_ model: ConsoleModel) -> Bool {
        guard access == saved else { return false }
        saved = model.configuration.userAccess
        access = saved
        return true
    }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.loadUnits, .loadGroups] }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        if buttons.hasFocus { return buttons.hints(form: "List") }
        return [
            KeyHint("Space", "On/off"), KeyHint("i", "Inherit"), KeyHint("a", "Add group"), KeyHint("Tab", "Save"), KeyHint("x", "Remove group"),
            KeyHint("u", "Undo all"),
        ]
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        let rows = rows
        list.count = rows.count
        if key == .escape { return [.back] }
        guard !buttons.hasFocus else { return handleButtons(key, model) }
        let row = rows[min(list.selection ?? 0, rows.count - 1)]
        switch key {
        case .tab: buttons.hasFocus = true
        case .character("a"): return [.push(GroupPickerPage(model, added: access.groups))]
        case .character(" "), .enter:
            switch row {
            case .unit(let row): access.organizationalUnits[row.unit.path] = access.setting(at: row.unit.path).setting == .on ? .off : .on
            case .group: return [.tell("x removes the group.", .muted)]
            case .addGroup: return [.push(GroupPickerPage(model, added: access.groups))]
            }
        case .character("i"):
            guard case .unit(let row) = row else { return [.tell("Only a unit inherits.", .muted)] }
            access.organizationalUnits[row.unit.path] = nil
        case .character("u"): access = saved
        case .character("x"), .delete, .backspace:
            guard case .group(let group) = row else { return [.tell("x removes a group. Space turns the app off at a unit.", .muted)] }
            access.groups.removeAll { $0.id == group.id }
        case .down where list.selection == rows.count - 1: buttons.hasFocus = true
        default: _ = list.handle(key, visibleRows: model.listRows)
        }
        return []
    }

    mutating func focus(area: Int, _ model: ConsoleModel) { buttons.focus(area: area) }

    private mutating func handleButtons(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        switch buttons.handle(key) {
        case .nothing: return []
        case .leave: return [.back]
        case .save:
            guard !model.isBusy else { return [] }
            guard access != saved else { return PageAction.nothingChanged }
            var edited = model.configuration
            edited.userAccess = access
            return [.effect(ConsoleState.saving(edited, .back))]
        }
    }

    mutating func take(_ pick: Pick, _ model: ConsoleModel) -> [PageAction] {
        if case .accessGroup(let id, let email, let name) = pick, !access.groups.contains(where: { $0.id == id }) {
            access.groups.append(GroupReference(id: id, email: email, name: name))
            list.count = rows.count
            // The group stands in the row before the last one, which adds another.
            list.selection = rows.count - 2
        }
        return []
    }

    /// For whom the app is on, or would be: nothing that is not saved is told as if it were so.
    private var heading: String {
        let off = tree.rows.count { access.setting(at: $0.unit.path).setting == .off }
        let all = access.organizationalUnits["/"] == .on && off > 0 ? " (\(off) with those below)" : ""
        return "\(access == saved ? "The app is" : "Not saved yet: the app will be") \(AccessWords.summary(access))\(all)."
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let rows = rows
        var list = list
        list.count = rows.count
        list.visibleRows = max(1, rect.rows - 4)
        canvas.text(heading, at: rect.line(0).origin, role: .heading, width: rect.columns)
        if let failure = model.units.failure {
            canvas.paragraph(failure, in: rect.dropping(top: 1).top(2), role: .danger)
        }
        let area = rect.dropping(top: model.units.failure == nil ? 2 : 3, bottom: 2)
        let table = Table(
            [
                TableColumn("Unit or group", minimumWidth: 20, idealWidth: 34, isStretching: true),
                TableColumn("App", minimumWidth: 3, idealWidth: 4),
                TableColumn("Because", priority: 2, minimumWidth: 10, idealWidth: 32),
            ], width: area.columns - 4)
        list.draw(on: &canvas, in: area, focused: !buttons.hasFocus, area: 0) { index, canvas, line, _ in
            switch rows[index] {
            case .unit(let row):
                let unit = row.unit
                let setting = access.setting(at: unit.path)
                let name = unit.path == "/" ? "Everyone (/)" : unit.name
                let because: String =
                    setting.from == unit.path ? "set here" : setting.from.map { "inherited from \($0)" } ?? "not set anywhere"
                table.drawRow(
                    [
                        row.lines(canvas.symbols) + name, setting.setting == .on ? "ON" : "OFF",
                        (setting == saved.setting(at: unit.path) ? "" : "(changed) ") + because,
                    ],
                    roles: [.normal, setting.setting == .on ? .success : .muted, .muted], on: &canvas, in: line)
            case .group(let group):
                let mark = saved.groups.contains { $0.id == group.id } ? "" : "(added) "
                table.drawRow(["Group \(group.name)", "ON", mark + group.email], roles: [.normal, .success, .muted], on: &canvas, in: line)
            case .addGroup:
                table.drawRow(["+ Add an access group", "", ""], roles: [.accent], on: &canvas, in: line)
            }
        }
        buttons.draw(on: &canvas, in: rect.bottom(1))
    }
}
