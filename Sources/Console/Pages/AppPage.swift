import Foundation
import Provisioning
import Sync
import Terminal

/// The app's page: the cards for single sign-on, user access and autoprovisioning.
struct AppPage: Page {
    let crumb = "RingCentral Office"
    let help = [
        "User access says for whom the app is turned on. Autoprovisioning keeps the accounts of those people in RingCentral: it creates, updates, suspends and deletes them.",
        "The slider turns it on and off. The counters show the last 30 days.",
    ]

    /// What can have the focus, from top to bottom.
    enum Item: Equatable {
        case connection
        case singleSignOn
        case userAccess
        case setUp
        case slider
        case preview
        case runNow
        case pending
        case activity
        case settings
    }

    private var chosen: Item?

    /// What can be chosen in this state.
    static func items(_ model: ConsoleModel) -> [Item] {
        var items: [Item] = [.connection, .singleSignOn, .userAccess]
        guard model.configuration.autoprovisioning.setupProgress == .finished else { return items + [.setUp] }
        items += [.slider, .preview]
        if model.configuration.autoprovisioning.isOn { items.append(.runNow) }
        return items + [.pending, .activity, .settings]
    }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.loadStatus] }

    /// The item that has the focus: at first the one that the person most likely wants next.
    func focused(_ model: ConsoleModel) -> Item {
        let items = Self.items(model)
        if let chosen, items.contains(chosen) { return chosen }
        return items.contains(.slider) ? .slider : .setUp
    }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        var hints = [KeyHint("Enter", action(focused(model), model)), KeyHint("Up/Down", "Move")]
        guard model.configuration.autoprovisioning.setupProgress == .finished else { return hints }
        hints.append(KeyHint("p", "Preview"))
        if model.isRunning {
            hints.append(KeyHint("x", "Stop run"))
        } else if model.configuration.autoprovisioning.isOn {
            hints.append(KeyHint("r", "Run now"))
        }
        return hints + [KeyHint("a", "Activity"), KeyHint("s", "Settings")]
    }

    private func action(_ item: Item, _ model: ConsoleModel) -> String {
        switch item {
        case .slider: model.configuration.autoprovisioning.isOn ? "Turn off" : model.status?.turnOnBlocked == nil ? "Turn on" : "Show why not"
        case .setUp: model.configuration.autoprovisioning.setupProgress == .notStarted ? "Set up" : "Continue"
        case .runNow: "Run"
        default: "Open"
        }
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        let items = Self.items(model)
        let isFinished = items.contains(.settings)
        let index = items.firstIndex(of: focused(model)) ?? 0
        switch key {
        case .up, .character("k"), .backTab: chosen = items[max(0, index - 1)]
        case .down, .character("j"), .tab: chosen = items[min(items.count - 1, index + 1)]
        case .home, .character("g"): chosen = items.first
        case .end, .character("G"): chosen = items.last
        case .enter: return choose(focused(model), model)
        case .character(" ") where focused(model) == .slider: return choose(.slider, model)
        case .character("u"): return choose(.userAccess, model)
        case .character("p") where isFinished: return choose(.preview, model)
        case .character("r") where items.contains(.runNow): return choose(.runNow, model)
        case .character("x") where model.isRunning: return [.effect(.stopRun), .tell("Stopping at the next request.", .muted)]
        case .character("n") where isFinished: return choose(.pending, model)
        case .character("a") where isFinished: return choose(.activity, model)
        case .character("s") where isFinished: return choose(.settings, model)
        case .escape: return [.back]
        default: break
        }
        return []
    }

    private func choose(_ item: Item, _ model: ConsoleModel) -> [PageAction] {
        switch item {
        case .connection: return [.push(ConnectionPage(model))]
        case .singleSignOn: return [.push(SingleSignOnPage(mode: .edit, model))]
        case .userAccess: return [.push(UserAccessPage(model))]
        case .setUp: return setUp(model)
        case .slider: return slide(model)
        case .preview: return [.push(PreviewPage())]
        case .runNow:
            return model.isRunning ? [.tell("A run is under way.", .muted)] : [.effect(.run(released: []))]
        case .pending: return [.push(PendingPage())]
        case .activity: return [.push(ActivityPage())]
        case .settings: return [.push(SettingsPage())]
        }
    }

    private func setUp(_ model: ConsoleModel) -> [PageAction] {
        let configuration = model.configuration
        if configuration.directory == nil || configuration.application.clientID == nil {
            return [
                .push(ConnectionPage(model)), .tell("First connect the directory and RingCentral's app registration.", .warning),
            ]
        }
        if !configuration.singleSignOnAcknowledged { return [.push(SingleSignOnPage(mode: .setup, model))] }
        return SetupFlow.resumed(model).map { .push($0) }
    }

    private func slide(_ model: ConsoleModel) -> [PageAction] {
        if model.configuration.autoprovisioning.isOn { return [.ask(.turnOff)] }
        guard let blocked = model.status?.turnOnBlocked else { return [.ask(.turnOn(model))] }
        switch blocked.place {
        case .userAccess: return [.push(UserAccessPage(model)), .tell(blocked.description, .warning)]
        case .authorization: return [.push(AuthorizePage(mode: .edit))]
        default: return [.tell(blocked.description, .warning)]
        }
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        // Frames cost rows: with fewer than all cards need, the lines stand bare.
        let isFramed = rect.rows >= 20
        var rows = RowCursor(rect)
        let item = focused(model)
        let configuration = model.configuration
        var card = card(isFramed ? "Service" : nil, lines: 2, on: &canvas, &rows)
        line("Connection", connectionWords(configuration), item == .connection, on: &canvas, card.next())
        let singleSignOn = configuration.singleSignOnAcknowledged ? "set up, or not wanted" : "to be set up first"
        line("Single sign-on", singleSignOn, item == .singleSignOn, on: &canvas, card.next())
        card = self.card(isFramed ? "User access" : nil, lines: 1, on: &canvas, &rows)
        line(isFramed ? "View details" : "User access", AccessWords.summary(configuration.userAccess), item == .userAccess, on: &canvas, card.next())
        card = self.card(isFramed ? "Autoprovisioning" : nil, lines: 11, on: &canvas, &rows)
        if !isFramed { canvas.text("Autoprovisioning", at: card.next().origin, role: .heading, width: rect.columns) }
        guard configuration.autoprovisioning.setupProgress == .finished else {
            return drawSetUp(on: &canvas, &card, item, model)
        }
        drawSlider(on: &canvas, &card, item, model)
        drawCounters(on: &canvas, &card, model)
        drawRun(on: &canvas, &card, model)
        line("Preview", "what the next run will do, and why", item == .preview, on: &canvas, card.next())
        if configuration.autoprovisioning.isOn { line("Run now", lastRunWords(model), item == .runNow, on: &canvas, card.next()) }
        line("Pending", pendingWords(model), item == .pending, on: &canvas, card.next())
        line("Activity", "what was done, and why", item == .activity, on: &canvas, card.next())
        line("Settings", "authorization, mapping, scope, deprovisioning", item == .settings, on: &canvas, card.next())
    }

    /// The lines of a card: in a frame with a title, or bare.
    private func card(_ title: String?, lines: Int, on canvas: inout Canvas, _ rows: inout RowCursor) -> RowCursor {
        guard let title else {
            let inner = rows.rest.top(lines)
            rows.skip(lines)
            return RowCursor(
                lines >= 10 ? Rect(column: inner.column, row: inner.row, columns: inner.columns, rows: inner.rows + rows.rest.rows) : inner)
        }
        let frame = rows.rest.top(lines + 2)
        rows.skip(lines + 2)
        canvas.box(frame, title: title)
        return RowCursor(frame.inset(columns: 2, rows: 1))
    }

    private func drawSlider(on canvas: inout Canvas, _ rows: inout RowCursor, _ item: Item, _ model: ConsoleModel) {
        let isOn = model.configuration.autoprovisioning.isOn
        let blocked = isOn ? nil : model.status?.turnOnBlocked
        let line = rows.next()
        if item == .slider { canvas.text(String(canvas.symbols.pointer), at: line.origin) }
        Slider(isOn: isOn, disabledReason: blocked.map { _ in "" }).draw(on: &canvas, in: line.dropping(left: 2), focused: item == .slider)
        let below = rows.next()
        guard let blocked else { return }
        let text = blocked.place == .userAccess ? "The app is off for everyone. Press Enter to go to User access." : blocked.description
        canvas.text(text, at: below.dropping(left: 2).origin, role: .muted, width: below.columns - 2)
    }

    private func connectionWords(_ configuration: Configuration) -> String {
        let directory: String =
            switch configuration.directory {
            case nil: "no directory"
            case .google(_, let administrator, _, _): "Google as \(administrator)"
            case .files(let folder): "files in \(folder)"
            }
        let host = URL(string: configuration.application.baseURL)?.host() ?? configuration.application.baseURL
        return configuration.application.clientID == nil ? "\(directory); no app registration" : "\(directory); RingCentral at \(host)"
    }

    private func pendingWords(_ model: ConsoleModel) -> String {
        guard let count = model.status?.lastRun?.pending, count > 0 else { return "suspensions and deletions to come, with cancel" }
        return "\(count) to come at the last run; cancel or postpone them"
    }

    private func lastRunWords(_ model: ConsoleModel) -> String {
        guard let run = model.status?.lastRun else { return "no run yet" }
        return "last run \(run.started.words): \(run.words)"
    }

    private func drawSetUp(on canvas: inout Canvas, _ rows: inout RowCursor, _ item: Item, _ model: ConsoleModel) {
        let progress = model.configuration.autoprovisioning.setupProgress
        let text =
            progress == .notStarted
            ? "Create, update and deprovision RingCentral accounts automatically, from your directory."
            : "The set-up was left half-way. It goes on where you left it."
        let used = canvas.paragraph(text, in: rows.rest)
        rows.skip(used)
        line(
            progress == .notStarted ? "Set up" : "Continue", "authorize, map attributes, choose scope and deprovisioning", item == .setUp,
            on: &canvas, rows.next())
    }

    private func drawCounters(on canvas: inout Canvas, _ rows: inout RowCursor, _ model: ConsoleModel) {
        canvas.text("Last 30 days", at: rows.next().dropping(left: 2).origin, role: .muted)
        let counters: [(String, WritableKeyPath<Usage, Int>)] = [
            ("Users created", \.created), ("Users suspended", \.suspended), ("Users deleted", \.deleted), ("Failures", \.failures),
        ]
        let places = rows.next().dropping(left: 2).splitColumns(counters.map { _ in .flexible(1) }, gap: 1)
        let numbers = rows.next().dropping(left: 2)
        for (place, counter) in zip(places, counters) {
            canvas.text(counter.0, in: place, alignment: .start, role: .muted)
            let number = Rect(column: place.column, row: numbers.row, columns: place.columns, rows: 1)
            guard let usage = model.usage else { continue }
            let value = usage[keyPath: counter.1]
            canvas.text("\(value)", in: number, alignment: .start, role: counter.0 == "Failures" && value > 0 ? .danger : .heading)
        }
        if model.usage == nil {
            canvas.text("No numbers until autoprovisioning is first turned on.", at: numbers.origin, role: .muted, width: numbers.columns)
        }
    }

    private func drawRun(on canvas: inout Canvas, _ rows: inout RowCursor, _ model: ConsoleModel) {
        let line = rows.next().dropping(left: 2)
        if let run = model.run {
            RunWords.draw(run, on: &canvas, in: line)
        } else if let holder = model.status?.runHolder {
            canvas.text("Another run is under way: \(holder)", at: line.origin, role: .muted, width: line.columns)
        } else if let message = model.status?.lastRun?.message, model.runFailure == nil, model.revocation == nil {
            canvas.text(message, at: line.origin, role: .warning, width: line.columns)
        }
    }

    private func line(_ title: String, _ detail: String, _ isFocused: Bool, on canvas: inout Canvas, _ line: Rect) {
        guard !line.isEmpty else { return }
        canvas.text(isFocused ? "\(canvas.symbols.pointer) \(title)" : "  \(title)", at: line.origin, width: 18)
        canvas.text(detail, at: Point(column: line.column + 19, row: line.row), role: .muted, width: line.columns - 19)
        if isFocused { canvas.restyle(line, role: .selected) }
    }
}

/// Hands out the rows of a rectangle from top to bottom.
struct RowCursor {
    private(set) var rest: Rect

    init(_ rect: Rect) { rest = rect }

    /// The next row; empty when there is none.
    mutating func next() -> Rect {
        defer { rest = rest.dropping(top: 1) }
        return rest.line(0)
    }

    mutating func skip(_ count: Int) { rest = rest.dropping(top: count) }
}
