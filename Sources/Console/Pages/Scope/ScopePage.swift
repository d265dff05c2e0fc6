import Directory
import Provisioning
import Terminal
import Wording

extension Place {
    static let scope = Place(
        "Provisioning scope", words: "restrict to groups", keywords: "search groups", below: .settings
    ) { model in ScopePage(mode: .edit, model) }
}

/// Which of the people the app is on for are provisioned: all of them, or the members of some groups.
struct ScopePage: Page {
    let mode: PageMode
    var crumb: String { mode == .setup ? "Set up" : Place.scope.name }
    var step: SetupStep? { mode == .setup ? .scope : nil }
    let help = [
        "Without groups, everyone the app is on for is provisioned. With groups, a person must also be a member of at least one of them.",
        "O, outside of the search field, leads to the conditions on attributes that everybody in the scope must meet; E to people and accounts that are left alone.",
        "W, outside of the search field, chooses whether people on a secondary domain are always left out, or only when groups restrict the scope.",
        "Members from a secondary domain or from outside the organization are left out then; Preview names them. u in the list of chosen groups puts everything back as it was saved.",
    ]

    enum Area: Int {
        case search
        case chosen
        case buttons
    }

    private(set) var scope: ProvisioningScope
    private var saved: ProvisioningScope
    private(set) var search = GroupSearch()
    private(set) var chosen: ListView
    private(set) var buttons: FormButtons
    private(set) var area = Area.search {
        didSet {
            buttons.hasFocus = area == .buttons
            if area == .search { search.point(false) }
        }
    }

    /// - Parameter text: what is searched for first.
    init(mode: PageMode, _ model: ConsoleModel, searching text: String = "") {
        self.mode = mode
        scope = model.configuration.autoprovisioning.scope
        saved = scope
        chosen = ListView(count: scope.groups.count)
        search.replace(with: model)
        if !text.isEmpty { search.insert(paste: text, in: model.groups.value ?? []) }
        buttons = FormButtons(mode: mode)
    }

    var isTyping: Bool { area == .search }

    func hasUnsavedChanges(_ model: ConsoleModel) -> Bool { scope != saved }

    mutating func refresh(_ model: ConsoleModel) -> Bool {
        let conditions = model.configuration.autoprovisioning.scope.conditions
        (scope.conditions, saved.conditions) = (conditions, conditions)
        guard scope == saved else { return false }
        saved = model.configuration.autoprovisioning.scope
        scope = saved
        chosen.count = scope.groups.count
        if scope.groups.isEmpty, area == .chosen { area = .search }
        return true
    }

    func firstStep(_ model: ConsoleModel) -> String? {
        scope.groups.isEmpty ? "Type part of a group's name, or continue with everyone." : nil
    }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] {
        [.task(ListGroups()), .task(CountScope(configuration: counted(model), request: model.scopeRequest))]
    }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        switch area {
        case .search: search.hints(in: model.groups.value ?? []) + [scope.groups.isEmpty ? buttons.hint : KeyHint("Tab", "Chosen groups")]
        case .chosen:
            [
                PageKey.remove.hint, KeyHint("Space", scope.includesNestedMembers ? "Leave out nested" : "Count nested"), PageKey.undo.hint,
                buttons.hint,
            ] + Self.waysOn
        case .buttons: buttons.hints(form: "Search") + Self.waysOn
        }
    }

    private static let waysOn = [PageKey.conditions, .exclusions, .secondaryDomains].hints

    private func counted(_ model: ConsoleModel) -> Configuration { edited(model).withAccess }

    private func edited(_ model: ConsoleModel) -> Configuration {
        var edited = model.configuration
        edited.autoprovisioning.scope = scope
        // They have a page of their own, which saves them.
        edited.autoprovisioning.scope.conditions = model.configuration.autoprovisioning.scope.conditions
        return edited
    }

    private mutating func changed(_ model: ConsoleModel) -> [PageAction] {
        chosen.count = scope.groups.count
        return [.task(CountScope(configuration: counted(model), request: model.scopeRequest + 1))]
    }

    var added: Set<String> { Set(scope.groups.map(\.id)) }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        if event.success(of: ListGroups.self) != nil { search.replace(with: model) }
        if let new = event.saved?.autoprovisioning.scope {
            (scope.conditions, saved.conditions) = (new.conditions, new.conditions)
            if new == scope { saved = scope }
        }
        return []
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if key == .escape { return [.back] }
        let groups = model.groups.value ?? []
        switch (key, area) {
        case (.tab, .search): area = scope.groups.isEmpty ? .buttons : .chosen
        case (.tab, .chosen): area = .buttons
        case (.backTab, .chosen): area = .search
        case (PageKey.conditions.key, .chosen), (PageKey.conditions.key, .buttons): return [.push(ConditionsPage(model))]
        case (PageKey.exclusions.key, .chosen), (PageKey.exclusions.key, .buttons): return [.push(ExclusionsPage(model))]
        case (PageKey.secondaryDomains.key, .chosen), (PageKey.secondaryDomains.key, .buttons):
            scope.secondaryDomains = scope.secondaryDomains == .excluded ? .excludedWithGroups : .excluded
            return changed(model)
        case (_, .search): return handleSearch(key, groups, model)
        case (_, .chosen): return handleChosen(key, model)
        case (_, .buttons): return handleButtons(key, model)
        }
        return []
    }

    private mutating func handleSearch(_ key: Key, _ groups: [Group], _ model: ConsoleModel) -> [PageAction] {
        switch key {
        case .enter:
            guard let group = search.selected(in: groups) else { return search.refusal(in: groups) }
            guard !added.contains(group.id) else { return [.tell("\(group.name) is in the scope already.", .muted)] }
            scope.groups.append(GroupReference(group))
            search.clear(after: group, in: groups)
            chosen.count = scope.groups.count
            chosen.selection = scope.groups.count - 1
            return changed(model)
        case .backTab: area = .buttons
        default: search.handle(key, in: groups, visibleRows: model.listRows)
        }
        return []
    }

    private mutating func handleChosen(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        switch key {
        case PageKey.remove.key, .backspace:
            guard let selection = chosen.selection else { return [] }
            scope.groups.remove(at: selection)
            if scope.groups.isEmpty { area = .search }
            return changed(model)
        case PageKey.undo.key:
            scope = saved
            if scope.groups.isEmpty { area = .search }
            return changed(model)
        case .character(" "):
            scope.includesNestedMembers.toggle()
            return changed(model)
        default:
            _ = chosen.handle(key, visibleRows: model.listRows)
            return []
        }
    }

    mutating func focus(area: Int, _ model: ConsoleModel) {
        self.area = area == FormButtons.area ? .buttons : Area(rawValue: area) ?? self.area
        if self.area == .search { search.point(true) }
    }

    private mutating func handleButtons(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if let actions = buttons.answer(to: key, model, isChanged: mode == .setup || scope != saved) {
            if !buttons.hasFocus { area = key == .tab || scope.groups.isEmpty ? .search : .chosen }
            return actions
        }
        var edited = edited(model)
        edited.autoprovisioning.setupProgress = max(edited.autoprovisioning.setupProgress, .scopeChosen)
        return [.task(Save.change(edited, mode == .setup ? .nextStep(.deprovisioning) : .back))]
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        guard area == .search else { return [] }
        search.insert(paste: text, in: model.groups.value ?? [])
        return []
    }
}
