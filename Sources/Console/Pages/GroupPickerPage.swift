import Directory
import Provisioning
import Terminal

/// A search field with a live list of groups below it.
struct GroupSearch: Sendable {
    var field = TextField(placeholder: "Any part of a group's name or address")
    var list = ListView(count: 0)
    private var ranking: SearchRanking?
    private var found: [Int] = []

    /// The groups that match, best first.
    func groups(in all: [Group]) -> [Group] { found.filter { $0 < all.count }.map { all[$0] } }

    /// Searches again when the text or the groups changed.
    mutating func search(in all: [Group], without excluded: Set<String> = []) {
        let ranking = ranking ?? SearchRanking(all.map { "\($0.name) \($0.email)" })
        if !all.isEmpty { self.ranking = ranking }
        found = all.isEmpty ? [] : ranking.matches(field.text).filter { $0.grade < .scattered }.map(\.index).filter { !excluded.contains(all[$0].id) }
        list.count = found.count
    }

    /// The selected group.
    func selected(in all: [Group]) -> Group? {
        let groups = groups(in: all)
        guard let selection = list.selection, selection < groups.count else { return nil }
        return groups[selection]
    }

    /// Draws the field in the first row and the list in the rest.
    func draw(on canvas: inout Canvas, in rect: Rect, all: Loadable<[Group]>, focused: Bool) {
        canvas.text("Search", at: rect.origin, role: .heading, width: 8)
        field.draw(on: &canvas, in: rect.line(0).dropping(left: 8), focused: focused)
        let area = rect.dropping(top: 1)
        switch all {
        case .loading: canvas.text("Reading the groups...", at: area.origin, role: .muted, width: area.columns)
        case .failed(let message): canvas.paragraph(message, in: area, role: .danger)
        case .loaded(let all):
            var list = list
            let groups = groups(in: all)
            list.count = groups.count
            list.visibleRows = max(1, area.rows)
            list.emptyMessage = all.isEmpty ? "The directory has no groups." : "No group matches. Try another part of the name."
            let table = Table(
                [
                    TableColumn("Name", minimumWidth: 14, idealWidth: 28, isStretching: true),
                    TableColumn("Address", priority: 2, minimumWidth: 16, idealWidth: 34),
                    TableColumn("Members", priority: 3, minimumWidth: 10, idealWidth: 12, alignment: .end),
                ], width: area.columns - 4)
            list.draw(on: &canvas, in: area, focused: focused) { index, canvas, line, _ in
                let group = groups[index]
                table.drawRow(
                    [group.name, group.email, "\(group.directMemberCount) member\(group.directMemberCount == 1 ? "" : "s")"],
                    roles: [.normal, .muted, .muted],
                    on: &canvas, in: line)
            }
        }
    }
}

/// Picks one access group.
struct GroupPickerPage: Page {
    let crumb = "Add an access group"
    let help = ["Type any part of the group's name or address; Enter adds the selected group."]
    private var search = GroupSearch()

    init(_ model: ConsoleModel) { search.search(in: model.groups.value ?? []) }

    var isTyping: Bool { true }

    func hints(_ model: ConsoleModel) -> [KeyHint] { [KeyHint("Enter", "Add"), KeyHint("Up/Down", "Move")] }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { model.groups.value == nil ? [.loadGroups] : [] }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        let groups = model.groups.value ?? []
        search.search(in: groups)
        switch key {
        case .escape: return [.back]
        case .enter:
            guard let group = search.selected(in: groups) else { return [] }
            return [.picked(.accessGroup(id: group.id, email: group.email, name: group.name))]
        case .up, .down, .pageUp, .pageDown: _ = search.list.handle(key)
        default:
            if search.field.handle(key) == .changed {
                search.list.selection = 0
                search.search(in: groups)
            }
        }
        return []
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        search.field.insert(paste: text)
        search.search(in: model.groups.value ?? [])
        return []
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var shown = search
        shown.search(in: model.groups.value ?? [])
        shown.draw(on: &canvas, in: rect.dropping(top: 1), all: model.groups, focused: true)
    }
}
