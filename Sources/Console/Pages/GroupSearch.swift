import Directory
import Terminal

/// A search field with a live list of groups below it.
///
/// It searches on keys and on news of the groups, never while drawing, and folds the names once: a directory can have 100,000 groups.
struct GroupSearch: Sendable {
    var field = TextField(placeholder: "Any part of a group's name or address")
    private var list = ListView(count: 0)
    private var ranking: SearchRanking?
    /// The rows of the groups that match, best first; `nil` when nothing is searched for.
    private var found: [Int]?

    /// Takes another list of groups.
    mutating func replace(with all: [Group]) {
        ranking = nil
        search(in: all)
    }

    /// Searches for the text of the field.
    mutating func search(in all: [Group]) {
        if field.text.isEmpty {
            found = nil
        } else {
            let ranking = ranking ?? SearchRanking(all.map { "\($0.name) \($0.email)" })
            self.ranking = ranking
            found = ranking.matches(field.text).lazy.filter { $0.grade < .scattered }.map(\.index).filter { $0 < all.count }
        }
        list.count = found?.count ?? all.count
    }

    /// Moves in the list, or types into the field.
    mutating func handle(_ key: Key, in all: [Group], visibleRows: Int) {
        switch key {
        case .up, .down, .pageUp, .pageDown: _ = list.handle(key, visibleRows: visibleRows)
        default:
            if field.handle(key) == .changed { searchAnew(in: all) }
        }
    }

    /// Takes pasted text.
    mutating func insert(paste text: String, in all: [Group]) {
        if field.insert(paste: text) == .changed { searchAnew(in: all) }
    }

    /// Empties the field.
    mutating func clear(in all: [Group]) {
        field = TextField(placeholder: field.placeholder)
        searchAnew(in: all)
    }

    private mutating func searchAnew(in all: [Group]) {
        search(in: all)
        list.selection = 0
    }

    /// The groups that match, best first.
    func groups(in all: [Group]) -> [Group] { found.map { $0.filter { $0 < all.count }.map { all[$0] } } ?? all }

    /// The selected group.
    func selected(in all: [Group]) -> Group? { list.selection.flatMap { group(at: $0, in: all) } }

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
            let table = Table(
                [
                    TableColumn("Name", minimumWidth: 14, idealWidth: 28, isStretching: true),
                    TableColumn("Address", priority: 2, minimumWidth: 16, idealWidth: 34),
                    TableColumn("Members", priority: 3, minimumWidth: 13, idealWidth: 14, alignment: .end),
                ], width: area.columns - 4)
            list.draw(on: &canvas, in: area, focused: focused) { row, canvas, line, _ in
                guard let group = group(at: row, in: all) else { return }
                let isAdded = added.contains(group.id)
                table.drawRow(
                    [
                        isAdded ? "\(canvas.symbols.check) \(group.name) (added)" : group.name, group.email,
                        "\(group.directMemberCount.grouped) member\(group.directMemberCount == 1 ? "" : "s")",
                    ], roles: [isAdded ? .muted : .normal, .muted, .muted], on: &canvas, in: line)
                canvas.reads(
                    as: "\(group.name); \(group.email)", state: isAdded ? "added" : "\(group.directMemberCount.grouped) direct members", in: line)
            }
        }
    }
}
