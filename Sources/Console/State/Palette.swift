import Provisioning
import Terminal
import Wording

/// Something that can be done from anywhere.
enum PaletteCommand: Sendable, Equatable {
    case go(Place)
    case turnOn
    case turnOff
    case runNow
    case stopRun
    case deleteConfiguration
    case signOut
    case refresh
    case mouse
    case help
    case quit

    func title(_ state: ConsoleState) -> String {
        switch self {
        case .go(let place): place.title(state.model)
        case .turnOn: "Turn on autoprovisioning"
        case .turnOff: "Turn off autoprovisioning"
        case .runNow: "Run now"
        case .stopRun: "Stop the run"
        case .deleteConfiguration: "Delete configuration"
        case .signOut: "Sign out"
        case .refresh: "Read everything again"
        case .mouse: state.isMouseOn ? "Mouse off" : "Mouse on"
        case .help: "Help"
        case .quit: "Quit"
        }
    }

    func words(_ state: ConsoleState) -> String {
        switch self {
        case .go(let place): place.words
        case .turnOn, .turnOff: "the slider; asks first"
        case .runNow: "sync at once"
        case .stopRun: "what has begun ends first"
        case .deleteConfiguration: "keeps all accounts; asks first"
        case .signOut: "somebody else signs in; asks first"
        case .refresh: "status and this page"
        case .mouse: state.isMouseOn ? "the terminal selects text again" : "click and wheel"
        case .help: "what this page is for, and its keys"
        case .quit: "leave the console"
        }
    }

    /// What can be done in this state.
    static func all(_ state: ConsoleState) -> [PaletteCommand] {
        let model = state.model
        let settings = model.configuration.autoprovisioning
        var commands = Place.allCases.filter { $0.isReachable(model) }.map(PaletteCommand.go)
        if settings.setupProgress == .finished {
            if settings.isOn {
                commands += [model.isRunning ? .stopRun : .runNow, .turnOff]
            } else {
                commands.append(.turnOn)
            }
            commands.append(.deleteConfiguration)
        }
        if model.configuration.administrator != nil { commands.append(.signOut) }
        return commands + (model.isPlain ? [.refresh, .help, .quit] : [.refresh, .mouse, .help, .quit])
    }
}

/// The way from anywhere to anywhere: a field over the page, and what matches below it.
struct Palette: Sendable {
    /// The step of PgUp and PgDn.
    private static let rows = 12

    private var field = TextField(placeholder: "Where to, or what to do?")
    private var list: ListView
    private let commands: [PaletteCommand]
    private let titles: [(title: String, words: String)]
    private let ranking: SearchRanking
    private var found: [Int]

    init(_ state: ConsoleState) {
        commands = PaletteCommand.all(state)
        titles = commands.map { ($0.title(state), $0.words(state)) }
        ranking = SearchRanking(
            zip(commands, titles).map { command, title in
                if case .go(let place) = command { "\(title.title) \(title.words) \(place.keywords)" } else { "\(title.title) \(title.words)" }
            })
        found = Array(commands.indices)
        list = ListView(count: commands.count, visibleRows: Self.rows, emptyMessage: "Nothing here has such a name.")
    }

    /// Applies a key. Answers the command that was chosen.
    mutating func handle(_ key: Key) -> PaletteCommand? {
        switch key {
        case .up, .down, .pageUp, .pageDown: _ = list.handle(key)
        // In an empty field they have nothing else to do.
        case .home where field.text.isEmpty, .end where field.text.isEmpty: _ = list.handle(key)
        case .enter: return list.selection.map { commands[found[$0]] }
        default: if field.handle(key) == .changed { search() }
        }
        return nil
    }

    /// Whether what was typed can mean one thing only: the one page that it finds, or the whole name of something, since a deed is not to be done by a guess.
    var isClear: Bool {
        guard !field.text.isEmpty, let first = found.first else { return false }
        if titles[first].title.lowercased() == field.text.lowercased() { return true }
        guard found.count == 1, case .go = commands[first] else { return false }
        return true
    }

    mutating func paste(_ text: String) {
        field.insert(paste: text)
        search()
    }

    private mutating func search() {
        found = ranking.matches(field.text).filter { $0.grade < .scattered }.map(\.index)
        list.count = found.count
        list.selection = 0
    }

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
        let table = Table(
            [TableColumn("", minimumWidth: 16, idealWidth: 25), TableColumn("", priority: 2, minimumWidth: 12, idealWidth: 30, isStretching: true)],
            width: area.columns - 4)
        var list = list
        list.visibleRows = max(1, area.rows)
        list.draw(on: &canvas, in: area, focused: true) { index, canvas, line, _ in
            let entry = titles[found[index]]
            table.drawRow([entry.title, entry.words], roles: [.normal, .muted], on: &canvas, in: line)
        }
        // Where the column is too narrow, the words of the selected one stand above in full.
        guard let selection = list.selection, let words = table.places.first(where: { $0.index == 1 }) else { return }
        let text = titles[found[selection]].words
        if DisplayWidth.columns(of: text) > words.width {
            canvas.text(text, at: inner.line(1).dropping(left: 2).origin, role: .muted, width: inner.columns - 2)
        }
    }
}
