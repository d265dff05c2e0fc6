import Directory
import Terminal

/// A search field with a live list of groups below it.
///
/// It searches on keys and on news of the groups, never while drawing: a directory can have 100,000 groups, whose names come folded.
struct GroupSearch: Sendable {
    var field = TextField(placeholder: "Any part of a group's name or address")
    private var list = ListView(count: 0)
    private var typed: TypedSearch?
    /// The rows of the groups that match, best first; `nil` when nothing is searched for.
    private var found: [Int]?
    /// Whether somebody went to the selected row. An empty field selects the first group of all, which nobody asked for.
    private var isPointed = false

    /// What is said when Enter would take a group that nobody asked for.
    static let askForGroup = PageAction.tell("Type a part of the group's name, or go to the group with Up and Down.", .muted)

    /// Takes another list of groups.
    mutating func replace(with model: ConsoleModel) {
        typed = model.groupNames.map(TypedSearch.init)
        search(in: model.groups.value ?? [])
    }

    /// What is searched in.
    static func names(_ groups: [Group]) -> SearchRanking { SearchRanking(groups.map { ([$0.name, $0.email] + $0.aliases).joined(separator: " ") }) }

    /// Searches for the text of the field.
    mutating func search(in all: [Group]) {
        if field.text.isEmpty {
            found = nil
        } else {
            var typed = typed ?? TypedSearch(Self.names(all))
            // Taken out, so that it is changed where it is and not copied.
            self.typed = nil
            found = typed.find(field.text).filter { $0 < all.count }
            self.typed = typed
        }
        list.count = found?.count ?? all.count
    }

    /// Moves in the list, or types into the field.
    mutating func handle(_ key: Key, in all: [Group], visibleRows: Int) {
        switch key {
        case .up, .down, .pageUp, .pageDown:
            isPointed = true
            _ = list.handle(key, visibleRows: visibleRows)
        default:
            if field.handle(key) == .changed { searchAnew(in: all) }
        }
    }

    /// Takes pasted text.
    mutating func insert(paste text: String, in all: [Group]) {
        if field.insert(paste: text) == .changed { searchAnew(in: all) }
    }

    /// Empties the field; the selection stays on the group that was taken.
    mutating func clear(after taken: Group, in all: [Group]) {
        field = TextField(placeholder: field.placeholder)
        searchAnew(in: all)
        list.selection = all.firstIndex { $0.id == taken.id } ?? 0
    }

    /// Takes the selected row as asked for, as a click on it does, or no longer, when the focus comes here from elsewhere.
    mutating func point(_ isPointed: Bool) { self.isPointed = isPointed }

    private mutating func searchAnew(in all: [Group]) {
        search(in: all)
        list.selection = 0
        isPointed = false
    }

    /// The groups that match, best first.
    func groups(in all: [Group]) -> [Group] { found.map { $0.filter { $0 < all.count }.map { all[$0] } } ?? all }

    /// The selected group, when somebody searched for it or went to it.
    func selected(in all: [Group]) -> Group? {
        guard isPointed || !field.text.isEmpty else { return nil }
        return list.selection.flatMap { group(at: $0, in: all) }
    }

    /// The group that the list points to, whoever asked for it.
    func pointed(in all: [Group]) -> Group? { list.selection.flatMap { group(at: $0, in: all) } }

    /// What Enter does with the group that it would take, and how to come to one while it would take none.
    func hints(in all: [Group]) -> [KeyHint] {
        if selected(in: all) != nil { return [KeyHint("Enter", "Add"), KeyHint("Up/Down", "Move")] }
        return field.text.isEmpty && !all.isEmpty ? [KeyHint("Down", "To the list")] : []
    }

    /// What Enter is answered with when it takes no group.
    func refusal(in all: [Group]) -> [PageAction] { field.text.isEmpty && !all.isEmpty ? [Self.askForGroup] : [] }

    /// How groups stand below each other: name, address, and what there is to say of each.
    static func table(width: Int, last: TableColumn, texts: [[String]]) -> Table {
        Table(
            [
                TableColumn("Name", minimumWidth: 14, idealWidth: 16), TableColumn("Address", priority: 2, minimumWidth: 18, idealWidth: 22),
                last,
            ], width: width, texts: texts, isTight: true)
    }

    private func group(at row: Int, in all: [Group]) -> Group? {
        let index = found.map { row < $0.count ? $0[row] : all.count } ?? row
        return index < all.count ? all[index] : nil
    }

    /// Draws the field in the first row and the list in the rest; the groups of `added`, by id, are marked.
    func draw(on canvas: inout Canvas, in rect: Rect, all: Loadable<[Group]>, added: Set<String>, focused: Bool) {
        canvas.text("Search", at: rect.origin, role: .heading, width: 8)
        field.draw(on: &canvas, in: rect.line(0).dropping(left: 8), focused: focused)
        let area = rect.dropping(top: 1)
        switch all {
        case .loading: canvas.text("Reading the groups...", at: area.origin, role: .muted, width: area.columns)
        case .failed(let message): canvas.paragraph(message, in: area, role: .danger)
        case .loaded(let all):
            var list = list
            list.visibleRows = max(1, area.rows)
            list.emptyMessage = all.isEmpty ? "The directory has no groups." : "No group matches. Try another part of the name."
            let symbols = canvas.symbols
            func texts(_ group: Group) -> [String] {
                // In ASCII the mark could be anything; the word stands behind the name in any case.
                let mark = added.contains(group.id) ? (symbols.isASCIIOnly ? "" : "\(symbols.check) ", " (chosen)") : ("", "")
                return [
                    mark.0 + symbols.who(group.name, group.email) + mark.1, symbols.address(group.name, group.email),
                    "\(group.directMemberCount.grouped) member\(group.directMemberCount == 1 ? "" : "s")",
                ]
            }
            let table = Self.table(
                width: area.columns - 4, last: TableColumn("Members", priority: 3, minimumWidth: 13, alignment: .end),
                texts: list.measuredRows(visible: area.rows).compactMap { self.group(at: $0, in: all) }.map(texts))
            list.draw(on: &canvas, in: area, focused: focused, pointer: focused && (isPointed || !field.text.isEmpty)) { row, canvas, line, _ in
                guard let group = group(at: row, in: all) else { return }
                let isAdded = added.contains(group.id)
                table.drawRow(texts(group), roles: [isAdded ? .muted : .normal, .muted, .muted], on: &canvas, in: line)
                canvas.reads(
                    as: "\(group.name); \(group.email)", state: isAdded ? "chosen" : "\(group.directMemberCount.grouped) direct members", in: line)
            }
        }
    }
}
