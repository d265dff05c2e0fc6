import Directory
import Provisioning
import Sync
import Terminal
import Wording

/// Something that the palette finds.
enum PaletteEntry: Sendable, Equatable {
    case command(PaletteCommand)
    /// A setting, and where it is.
    case setting(String, Place)
    case unit(OrganizationalUnit)
    case group(Group)
    case person(ListedPerson)
    /// A run, by its number.
    case run(Int64)
}

/// The way from anywhere to anywhere: a field over the page, and what matches below it.
struct Palette: Sendable {
    /// The step of PgUp and PgDn.
    private static let rows = 12
    /// So many groups, units or people at most: who wants another one types on.
    private static let mostOfAKind = 8

    /// One row: what it is called, what there is to say of it, and the key that leads there too.
    private struct Row: Sendable {
        let entry: PaletteEntry
        let title: String
        let words: String
        var key = ""
    }

    private var field = TextField(placeholder: "Where to, or what to do?")
    private var list: ListView
    private let commands: [Row]
    private let ranking: SearchRanking
    private let settings: [Row]
    private let settingNames: SearchRanking
    private var units: [OrganizationalUnit] = []
    private var groups: [Group] = []
    private var groupNames: SearchRanking?
    private var people: [ListedPerson] = []
    private var peopleNames: SearchRanking?
    private let newestRun: Int64
    private var found: [Row]

    init(_ state: ConsoleState) {
        commands = PaletteCommand.all(state).map { Row(entry: .command($0), title: $0.title(state), words: $0.words(state), key: $0.key) }
        ranking = SearchRanking(
            commands.map { row in
                if case .command(.go(let place)) = row.entry { "\(row.title) \(row.words) \(place.keywords)" } else { "\(row.title) \(row.words)" }
            })
        settings = Self.settings(state.model)
        settingNames = SearchRanking(settings.map { "\($0.title) \($0.words)" })
        newestRun = state.model.status?.lastRun?.id ?? 0
        found = commands
        list = ListView(count: commands.count, visibleRows: Self.rows, emptyMessage: "Nothing here has such a name.")
        take(state.model)
    }

    /// The settings by their names.
    private static func settings(_ model: ConsoleModel) -> [Row] {
        guard Place.isSetUp(model) else { return [] }
        func row(_ title: String, _ place: Place) -> Row { Row(entry: .setting(title, place), title: title, words: "in \(place.name)") }
        return model.targets.map { row($0.label, .mapping) }
            + DeprovisioningCause.allCases.map { row("Delays: \($0.words)", .deprovisioning) }
            + ActionKind.allCases.filter { model.configuration.safeguards.limits[$0] != nil }.map { row("Limit of \($0.noun)s", .safeguards) }
    }

    /// Takes what is known of units, groups and people by now.
    mutating func take(_ model: ConsoleModel) {
        guard Place.isSetUp(model) else { return }
        units = model.units.value ?? []
        (groups, groupNames) = (model.groups.value ?? [], model.groupNames)
        people = model.everybody?.people ?? []
        peopleNames = model.everybody?.names ?? SearchRanking(people.map(PeoplePage.text))
        search(keepsSelection: true)
    }

    /// Whether somebody looks for something that has a name of its own.
    var isSearching: Bool { !field.text.isEmpty }

    /// Applies a key. Answers what was chosen.
    mutating func handle(_ key: Key) -> PaletteEntry? {
        switch key {
        case .up, .down, .pageUp, .pageDown: _ = list.handle(key)
        // In an empty field they have nothing else to do.
        case .home where field.text.isEmpty, .end where field.text.isEmpty: _ = list.handle(key)
        case .enter: return list.selection.map { found[$0].entry }
        default: if field.handle(key) == .changed { search() }
        }
        return nil
    }

    /// Whether what was typed can mean one thing only: the one page that it finds, or the whole name of something, since a deed is not to be done by a guess.
    var isClear: Bool {
        guard !field.text.isEmpty, let first = found.first else { return false }
        if first.title.lowercased() == field.text.lowercased() { return true }
        let places = found.filter { if case .command = $0.entry { true } else { false } }
        guard places.count == 1, case .command(.go) = first.entry else { return false }
        return true
    }

    mutating func paste(_ text: String) {
        field.insert(paste: text)
        search()
    }

    private mutating func search(keepsSelection: Bool = false) {
        let text = field.text
        let selected = list.selection.flatMap { found.indices.contains($0) ? found[$0].entry : nil }
        if text.isEmpty {
            found = commands
        } else {
            func rows(_ ranking: SearchRanking?, _ limit: Int = .max, _ row: (Int) -> Row?) -> [Row] {
                ranking?.matches(text, upTo: .anywhere, limit: limit).compactMap { row($0.index) } ?? []
            }
            found = rows(ranking) { commands[$0] }
            if let number = Int64(text.drop { !$0.isNumber }), (1...max(1, newestRun)).contains(number), newestRun > 0 {
                found.append(Row(entry: .run(number), title: "Run \(number)", words: "what it did, in Activity"))
            }
            found += rows(settingNames, Self.mostOfAKind) { settings[$0] }
            found += rows(SearchRanking(units.map(\.path)), Self.mostOfAKind) {
                Row(entry: .unit(units[$0]), title: "Unit \(units[$0].path)", words: "in User access")
            }
            found += rows(groupNames, Self.mostOfAKind) {
                groups.indices.contains($0) ? Row(entry: .group(groups[$0]), title: "Group \(groups[$0].name)", words: groups[$0].email) : nil
            }
            found += rows(peopleNames, Self.mostOfAKind) {
                people.indices.contains($0) ? Row(entry: .person(people[$0]), title: people[$0].name, words: people[$0].email) : nil
            }
        }
        list.count = found.count
        list.selection = keepsSelection ? selected.flatMap { entry in found.firstIndex { $0.entry == entry } } ?? 0 : 0
    }

    /// With fewer columns than this the words of most rows would be cut.
    private static let leastColumnsForWords = 60

    /// As high as what is found needs; the field stays where it is.
    func draw(on canvas: inout Canvas, in rect: Rect) {
        let width = min(76, rect.columns - 4)
        let rows = max(1, min(found.count, rect.rows - 6))
        let frame = Rect(column: rect.column + (rect.columns - width) / 2, row: rect.row + 1, columns: width, rows: min(rows + 4, rect.rows - 2))
        canvas.coverClicks()
        canvas.cursor = nil
        canvas.window(frame, title: "Go to")
        let inner = frame.inset(columns: 2, rows: 1)
        field.draw(on: &canvas, in: inner.line(0), focused: true)
        let area = inner.dropping(top: 2)
        // Half a sentence helps nobody: where there is no room for the words, those of the selected one alone stand above.
        let saysWords = area.columns >= Self.leastColumnsForWords
        func texts(_ row: Row) -> [String] { saysWords ? [row.title, row.words, row.key] : [row.title, row.key] }
        let key = TableColumn("", priority: 3, minimumWidth: 1, idealWidth: 1)
        let table = Table(
            saysWords
                ? [
                    TableColumn("", minimumWidth: 16, idealWidth: 25),
                    TableColumn("", priority: 2, minimumWidth: 12, idealWidth: 40, isStretching: true),
                    key,
                ] : [TableColumn("", minimumWidth: 16, idealWidth: 25, isStretching: true), key], width: area.columns - 4,
            texts: list.measuredRows(visible: area.rows).filter(found.indices.contains).map { texts(found[$0]) }, isTight: true, gap: 1)
        var list = list
        list.visibleRows = max(1, area.rows)
        list.draw(on: &canvas, in: area, focused: true) { index, canvas, line, _ in
            let row = found[index]
            table.drawRow(texts(row), roles: [.normal, .muted, .muted], on: &canvas, in: line)
        }
        // Where its column is too narrow too.
        guard let selection = list.selection else { return }
        let text = found[selection].words
        let room = saysWords ? table.places.first { $0.index == 1 }?.width ?? 0 : 0
        if DisplayWidth.columns(of: text) > room {
            canvas.text(text, at: inner.line(1).dropping(left: 2).origin, role: .muted, width: inner.columns - 2)
        }
    }
}
