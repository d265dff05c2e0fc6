import Directory
import Provisioning
import Terminal
import Wording

extension Place {
    static let userAccess = Place(
        "User access", words: "for whom the app is on, units and groups", keywords: "on off for everyone", below: .app, key: "U",
        isReachable: { _ in true }
    ) { model in UserAccessPage(model) }
}

/// For whom the app is turned on: the tree of organizational units with inheritance and override, and access groups.
struct UserAccessPage: PickTaking {
    var crumb: String { Place.userAccess.name }
    let help = [
        "The app is on for a person when it is on at the person's organizational unit, or when the person is in an access group. A unit without a setting of its own "
            + "inherits from the unit above it.",
        "Space turns the app on or off at a unit, i lets the unit inherit again. Nothing is saved before Save; u takes all changes back.",
        "People are the active ones who follow a unit, from itself and from the units that inherit from it; On for, how many of them have the app.",
    ]

    private(set) var access: UserAccess {
        didSet { if access.organizationalUnits != oldValue.organizationalUnits { followers = direct.map(access.followers) } }
    }
    private(set) var saved: UserAccess
    private(set) var tree: UnitTree
    private(set) var list = ListView(count: 0, emptyMessage: "")
    private(set) var buttons = FormButtons(leave: "Cancel", save: "Save")
    /// How many people are in each unit itself, by path; `nil` while that is not known.
    private var direct: [String: UnitHeadcount]? {
        didSet { followers = direct.map(access.followers) }
    }
    /// Whom each unit decides for.
    private(set) var followers: [String: UnitHeadcount]?

    /// The unit that is selected as soon as it is there, by path.
    private var wanted: String?

    /// - Parameter unit: the unit that is selected, by path.
    init(_ model: ConsoleModel, unit: String? = nil) {
        wanted = unit
        access = model.configuration.userAccess
        saved = access
        tree = UnitTree(model.units.value ?? Self.rootOnly)
        if let units = model.units.value { follow(units) }
    }

    /// Units that the settings name and that the directory does not have, by path: they stay in the list so that somebody can remove them.
    private(set) var gone: Set<String> = []
    /// Whether the units have ids. Where they have none, a unit without people may only be missing from the export.
    private(set) var hasIDs = false

    /// Shows the settings at the units' paths of today.
    private mutating func follow(_ units: [OrganizationalUnit]) {
        let resolution = UnitResolution(access, units: units, isListed: true)
        let isSame = access == saved
        access = resolution.access
        saved = isSame ? access : UnitResolution(saved, units: units, isListed: true).access
        hasIDs = units.contains { $0.id != $0.path }
        gone = Set(resolution.missing.map(\.path)).subtracting(["/"])
        let missing = resolution.missing.filter { gone.contains($0.path) }.map {
            OrganizationalUnit(id: $0.id ?? "", path: $0.path, name: $0.path.split(separator: "/").last.map(String.init) ?? $0.path)
        }
        tree = UnitTree(units + missing)
        guard let row = wanted.flatMap({ path in tree.rows.firstIndex { $0.unit.path == path } }) else { return }
        list.count = rows.count
        list.selection = row
        wanted = nil
    }

    /// What is shown while the units are not known.
    private static let rootOnly = [OrganizationalUnit(id: "", path: "/", name: "/")]

    enum Row {
        case unit(UnitTree.Row)
        case group(GroupReference)
        case addGroup
    }

    var rows: [Row] { tree.rows.map(Row.unit) + access.groups.map(Row.group) + [.addGroup] }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        if let units = event.success(of: ListUnits.self) { follow(units) }
        if event.success(of: CountScope.self) != nil { direct = model.scopeSummary.value?.units ?? direct }
        return []
    }

    /// Asks for the people in each unit, and which of them are in an access group.
    private func counting(_ model: ConsoleModel, request: Int) -> ConsoleEffect {
        var edited = model.configuration
        edited.userAccess = access
        return .task(CountScope(configuration: edited, request: request))
    }

    private func countAnew(_ model: ConsoleModel) -> [PageAction] { [.effect(counting(model, request: model.scopeRequest + 1))] }

    func hasUnsavedChanges(_ model: ConsoleModel) -> Bool { access != saved }

    mutating func refresh(_ model: ConsoleModel) -> Bool {
        guard access == saved else { return false }
        saved = model.configuration.userAccess
        access = saved
        if let units = model.units.value { follow(units) }
        return true
    }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] {
        [.task(ListUnits()), .task(ListGroups()), counting(model, request: model.scopeRequest)]
    }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        if buttons.hasFocus { return buttons.hints(form: "List") }
        return [
            KeyHint("Space", "On/off"), PageKey.inherit.hint, KeyHint("Tab", "Save"), PageKey.add.hint, PageKey.remove.hint, PageKey.undo.hint,
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
        case PageKey.add.key: return [.push(GroupPickerPage(model, added: access.groups))]
        case .character(" "), .enter:
            switch row {
            case .unit(let row): access.set(access.setting(at: row.unit.path).setting == .on ? .off : .on, at: row.unit)
            case .group: return [.tell("Del removes the group.", .muted)]
            case .addGroup: return [.push(GroupPickerPage(model, added: access.groups))]
            }
        case PageKey.inherit.key:
            guard case .unit(let row) = row else { return [.tell("Only a unit inherits.", .muted)] }
            access.inherit(at: row.unit)
        case PageKey.undo.key:
            let groups = access.groups
            access = saved
            return groups == saved.groups ? [] : countAnew(model)
        case PageKey.remove.key, .backspace:
            guard case .group(let group) = row else { return [.tell("Del removes a group. Space turns the app off at a unit.", .muted)] }
            access.groups.removeAll { $0.id == group.id }
            return countAnew(model)
        case .down where list.selection == rows.count - 1: buttons.hasFocus = true
        default: _ = list.handle(key, visibleRows: model.listRows)
        }
        return []
    }

    mutating func focus(area: Int, _ model: ConsoleModel) { buttons.focus(area: area) }

    private mutating func handleButtons(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if let actions = buttons.answer(to: key, model, isChanged: access != saved) { return actions }
        var edited = model.configuration
        edited.userAccess = access
        return [.task(Save.change(edited, .back))]
    }

    mutating func take(_ pick: Pick, _ model: ConsoleModel) -> [PageAction] {
        if case .accessGroup(let id, let email, let name) = pick, !access.groups.contains(where: { $0.id == id }) {
            access.groups.append(GroupReference(id: id, email: email, name: name))
            list.count = rows.count
            // The group stands in the row before the last one, which adds another.
            list.selection = rows.count - 2
            return countAnew(model)
        }
        return []
    }
}
