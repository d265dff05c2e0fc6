import Directory
import Provisioning
import Terminal

/// Picks one access group.
struct GroupPickerPage: Page {
    let crumb = "Add an access group"
    let help = ["Type any part of the group's name or address; Enter adds the selected group."]
    private var search = GroupSearch()
    /// The groups that have access already, by id.
    private let added: Set<String>

    init(_ model: ConsoleModel, added: [GroupReference]) {
        self.added = Set(added.map(\.id))
        search.replace(with: model)
    }

    var isTyping: Bool { true }

    func hints(_ model: ConsoleModel) -> [KeyHint] { search.hints(in: model.groups.value ?? []) }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { model.groups.value == nil ? [.task(ListGroups())] : [] }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        if event.success(of: ListGroups.self) != nil { search.replace(with: model) }
        return []
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        let groups = model.groups.value ?? []
        switch key {
        case .escape: return [.back]
        case .enter:
            guard let group = search.selected(in: groups) else { return search.refusal(in: groups) }
            guard !added.contains(group.id) else { return [.tell("\(group.name) has access already.", .muted)] }
            return [.picked(.accessGroup(id: group.id, email: group.email, name: group.name))]
        default: search.handle(key, in: groups, visibleRows: model.listRows)
        }
        return []
    }

    mutating func focus(area: Int, _ model: ConsoleModel) { search.point(true) }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        search.insert(paste: text, in: model.groups.value ?? [])
        return []
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let area = rect.dropping(top: 1)
        canvas.area(0, in: area) { search.draw(on: &$0, in: area, all: model.groups, added: added, focused: true) }
    }
}
