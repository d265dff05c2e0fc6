import Provisioning
import Sync
import Terminal
import Wording

extension Place {
    static let alerts = Place(
        "Alerts", words: "what you are told of, and how", keywords: "mail webhook notify monitoring warn dead man's switch", below: .app
    ) { _ in AlertsPage() }
}

/// What is open, what is told when, and by which ways.
struct AlertsPage: Page {
    var crumb: String { Place.alerts.name }
    let help = [
        "An alert is opened once when its condition is met, sent by every way that is set up, and sent once more when it is resolved. What is open stands first.",
        "@ sends alerts by mail to the administrator who is signed in, through this machine's sendmail; another mail server, a webhook or a command is set up by autoprovision setup "
            + "--alert-mail-server, --alert-webhook-file and --alert-command. T sends a test message by every way, Ctrl-R looks at the state again, Space turns the selected condition on or off.",
    ]

    /// What is open, as it was judged last.
    struct Read: PageReading {
        func perform(_ services: ConsoleServices) async throws -> AlertOverview { try await services.checks.alerts() }
    }

    /// Looks at the state, and tells of what is new.
    struct Check: ConsoleTask {
        static let isWaitedFor = true
        func perform(_ services: ConsoleServices) async throws -> AlertOverview {
            try await services.checks.checkAlerts { AlertNotice($0, from: $1) }
        }
    }

    /// Sends a test message by every way.
    struct Test: ConsoleTask {
        static let isWaitedFor = true

        func perform(_ services: ConsoleServices) async throws -> [AlertTestResult] {
            try await services.checks.testAlerts { AlertNotice.test(at: $0, from: $1) }
        }

        func done(_ results: [AlertTestResult], _ console: inout ConsoleState) -> [ConsoleEffect] {
            let words = results.map { "\($0.way.title): \($0.failure ?? "delivered.")\($0.caution.map { " \($0)" } ?? "")" }
            let isDelivered = results.allSatisfy { $0.failure == nil }
            console.say(words.joined(separator: " "), !isDelivered ? .danger : results.contains { $0.caution != nil } ? .warning : .success)
            return []
        }
    }

    private var overview: Loadable<AlertOverview> = .loading
    private var list = ListView(count: AlertRule.table.count)

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.task(Read())] }
    func homeChanged(_ model: ConsoleModel) -> [ConsoleEffect] { [.task(Read())] }

    /// Open ones first, then the others, each in the order of the table.
    private var kinds: [AlertKind] {
        let open = overview.value?.open.map(\.alert.kind) ?? []
        return open + AlertRule.table.map(\.kind).filter { !open.contains($0) }
    }

    private var selected: AlertKind? { list.selection.flatMap { kinds.indices.contains($0) ? kinds[$0] : nil } }

    private func open(_ kind: AlertKind) -> Alert? { overview.value?.open.first { $0.alert.kind == kind }?.alert }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        let settings = model.configuration.alerts
        let way = settings.ways.isEmpty ? [PageKey.tellByMail.hint] : [PageKey.testMessage.hint]
        let isOn = selected.map(settings.isOn) ?? true
        return way + [KeyHint("Space", isOn ? "Turn off" : "Turn on"), PageKey.readAgain.hint, KeyHint("Enter", "Details")]
    }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        if let answer = event.answer(of: Read.self) { overview = Loadable(answer) }
        if let answer = event.success(of: Check.self) { overview = .loaded(answer) }
        return event.saved == nil ? [] : [.task(Read())]
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        switch key {
        case .escape: return [.back]
        case .enter:
            guard let selected else { return [] }
            return [.push(EntryPage(selected.title, detail(selected, model)))]
        case PageKey.testMessage.key:
            guard !model.configuration.alerts.ways.isEmpty else { return [.tell("No delivery method is set up yet: @ tells you by mail.", .muted)] }
            return [.task(Test())]
        case PageKey.readAgain.key: return [.task(Check())]
        case PageKey.tellByMail.key: return tellByMail(model)
        case .character(" "):
            guard let selected else { return [] }
            var edited = model.configuration
            let isOn = edited.alerts.isOn(selected)
            edited.alerts.set(selected) { $0.isOn = isOn ? false : nil }
            return [.task(Save(edited, .stay))]
        default: _ = list.handle(key, visibleRows: model.listRows)
        }
        return []
    }

    /// With an administrator's address known, one question makes it work.
    private func tellByMail(_ model: ConsoleModel) -> [PageAction] {
        guard model.configuration.alerts.mail == nil else { return [.tell("Mail is set up already; T sends a test message.", .muted)] }
        guard let address = model.configuration.administrator, MailSettings.isAddress(address) else {
            return [.tell("Nobody is signed in. By command: autoprovision setup --alert-mail ADDRESS", .warning)]
        }
        var edited = model.configuration
        edited.alerts.mail = MailSettings(to: [address])
        let question = Question(
            dialog: Dialog(
                title: "Tell you by mail?",
                message: [
                    "Alerts go to \(address), once when something begins and once when it is resolved; what lasts is sent again each day.",
                    "This machine's sendmail takes the mail. An SMTP server: autoprovision setup --alert-mail-server HOST.",
                ], buttons: ButtonRow([Button("Leave it"), Button("Tell me", isPrimary: true)])), purpose: .perform(.task(Save(edited, .stay))))
        return [.ask(question)]
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var rows = RowCursor(rect)
        let settings = model.configuration.alerts
        if case .failed(let text) = overview { return _ = canvas.paragraph(text, in: rect.dropping(top: 1), role: .danger) }
        let (words, role) = summary(settings)
        rows.skip(max(1, canvas.paragraph(words, in: rows.rest.top(2), role: role)))
        for message in overview.value?.waiting.filter({ $0.failure != nil }).prefix(1) ?? [] {
            rows.skip(canvas.paragraph("\(message.way.title): \(message.failure ?? "")", in: rows.rest.top(2), role: .danger))
        }
        rows.skip(rect.rows > 16 ? 1 : 0)
        let split = ListWithDetail(rows.rest, model)
        drawList(on: &canvas, in: split.list, model, isBeside: split.detail != nil)
        split.draw(selected.map { detail($0, model) }, on: &canvas)
    }

    private func summary(_ settings: AlertSettings) -> (String, Role) {
        let open = overview.value?.open.count ?? 0
        let ways = settings.ways.map { way in
            switch way {
            case .mail: "mail to \(settings.mail?.to.joined(separator: ", ") ?? "")"
            case .webhook: "the webhook at \(settings.webhook?.host ?? "")"
            case .command: "the command \(settings.command.first ?? "")"
            }
        }
        let what = open == 0 ? "Nothing is open." : "\(open.counted("alert")) \(open == 1 ? "is" : "are") open."
        let how = ways.isEmpty ? "Nobody is told: press @." : "Told by \(ways.joined(separator: ", "))."
        return ("\(what) \(how)", open > 0 ? .danger : ways.isEmpty ? .warning : .success)
    }

    /// - Parameter isBeside: whether the detail of the selected row stands beside the list.
    private func drawList(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel, isBeside: Bool) {
        var rows = RowCursor(rect)
        let (kinds, settings) = (kinds, model.configuration.alerts)
        let texts = kinds.map { kind in
            let state = open(kind) != nil ? "open" : settings.isOn(kind) ? "-" : "off"
            return [state, kind.title, kind.words(threshold: settings.threshold(kind))]
        }
        let table = Table(
            [
                TableColumn("", minimumWidth: 4, idealWidth: 5), TableColumn("Alert", minimumWidth: 12, idealWidth: 22),
                TableColumn("Opened when", minimumWidth: 24, isStretching: true),
            ], width: rect.columns - 4, texts: texts)
        table.drawHeader(on: &canvas, in: rows.next().dropping(left: 2))
        let below = selected.flatMap(open) == nil || isBeside ? 0 : min(5, (rows.rest.rows - 1) / 2)
        let places = rows.rest.splitList(rows: kinds.count, below: below)
        var list = list
        list.visibleRows = max(1, places.list.rows)
        list.draw(on: &canvas, in: places.list, focused: true) { index, canvas, line, _ in
            canvas.reads(as: texts[index][1], state: "\(texts[index][0]); \(texts[index][2])", in: line)
            let role: Role = open(kinds[index]) != nil ? .danger : settings.isOn(kinds[index]) ? .normal : .muted
            table.drawRow(texts[index], roles: [role, role, .muted], on: &canvas, in: line)
        }
        guard let alert = selected.flatMap(open), !isBeside, !places.below.isEmpty else { return }
        canvas.paragraph("\(alert.sentence(application: model.application)) \(alert.cure)", in: places.below, role: .danger)
    }

    private func detail(_ kind: AlertKind, _ model: ConsoleModel) -> Detail {
        let settings = model.configuration.alerts
        var lines: [Detail.Line] = [.heading(kind.title)]
        if let alert = open(kind) {
            lines += [.text(alert.sentence(application: model.application), .danger), .text(alert.cure, .normal)]
        }
        lines.append(.fact("Opened when", kind.words(threshold: settings.threshold(kind)), .normal))
        lines.append(.fact("Condition", settings.isOn(kind) ? "on" : "off", settings.isOn(kind) ? .normal : .muted))
        let ways = settings.ways(of: kind).map(\.title).joined(separator: ", ")
        lines.append(.fact("Told by", ways.isEmpty ? "nothing" : ways, ways.isEmpty ? .warning : .normal))
        return Detail(lines)
    }
}
