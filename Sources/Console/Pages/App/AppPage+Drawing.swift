import Foundation
import Provisioning
import Sync
import Terminal
import Wording

extension AppPage {
    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        guard model.configuration.autoprovisioning.setupProgress == .finished else { return drawBeforeSetUp(on: &canvas, in: rect, model) }
        if rect.rows < 17 { return drawCompact(on: &canvas, in: rect, model) }
        let isWide = ListWithDetail.isWide(columns: rect.columns, model)
        let area = isWide ? rect.left(max(76, rect.columns * 11 / 20)) : rect
        if isWide { drawLately(on: &canvas, in: rect.dropping(left: area.columns + 1), model) }
        drawOverview(on: &canvas, in: area, model)
    }

    /// The most rows of a column of the counters' days on a screen of usual height.
    private static let highestLine = 4
    /// With so many rows to spare it has twice as many.
    private static let muchRoom = 16
    /// The most columns of what happened lately: an endless name must not tear the lines apart.
    private static let mostLatelyColumns = 64
    /// The most rows of what is wrong.
    private static let mostTroubleRows = 3

    /// The switch with the state and what is wrong, the counters, and below them a line for everything that leads on. What room is left over separates the
    /// sections, then names them.
    private func drawOverview(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let sections = Self.sections(model)
        var spare = rect.rows - 5 - sections.reduce(0) { $0 + $1.items.count }
        func take(_ wanted: Int) -> Int {
            let taken = min(max(0, spare), wanted)
            spare -= taken
            return taken
        }
        var gaps = take(sections.count)
        let isNamed = gaps == sections.count && spare >= sections.count + Self.highestLine && !model.isPlain
        spare -= isNamed ? sections.count : 0
        // What is wrong takes the room of the empty row and of the days: nothing else moves.
        let daysRows = spare >= Self.muchRoom ? 2 * Self.highestLine : Self.highestLine
        var head = RowCursor(rect.top(5 + take(daysRows - 1)))
        var rows = RowCursor(rect.dropping(top: head.rest.rows))
        drawState(on: &canvas, in: head.next(), model)
        if let trouble = trouble(model) {
            // The counters keep two rows.
            let rows = min(Self.mostTroubleRows, head.rest.rows - 2)
            let place = head.rest.top(rows).dropping(left: 2)
            // Elsewhere the cure is at the end, and half of it is better than none.
            let words = model.revocation == nil ? trouble.words : Self.sentences(of: trouble.words, fitting: place, canvas)
            head.skip(canvas.paragraph(words, in: place, role: trouble.role))
        }
        if head.rest.rows > 2 { head.skip(1) }
        drawCounters(on: &canvas, &head, model)
        drawSparklines(on: &canvas, in: head.rest, model)
        for section in sections {
            if gaps > 0 { rows.skip(1) }
            gaps -= 1
            if isNamed { canvas.text(section.title, at: rows.next().dropping(left: 2).origin, role: .heading) }
            for item in section.items { drawLine(item, on: &canvas, in: rows.next(), model) }
        }
    }

    /// As many whole sentences from the beginning as there is room for, at least one: what a service said is at the end, and stands in full on the page Run.
    private static func sentences(of words: String, fitting place: Rect, _ canvas: Canvas) -> String {
        var kept = words
        while canvas.rows(of: kept, columns: place.columns) > place.rows, let end = kept.range(of: ". ", options: .backwards) {
            kept = String(kept[..<end.lowerBound]) + "."
        }
        return kept
    }

    /// The switch, and beside it how things are.
    private func drawState(on canvas: inout Canvas, in line: Rect, _ model: ConsoleModel, isCompact: Bool = false) {
        let state = headline(model)
        drawSlider(on: &canvas, line, model, role: state.role)
        let place = line.dropping(left: 13)
        let words = Self.fitting(state.words, place, canvas.rewording)
        canvas.text(words, in: place, alignment: .start, role: state.role)
        guard let count = model.status?.linkedAccounts, count > 0, !isCompact else { return }
        let accounts = count.grouped("account")
        let room = place.dropping(left: DisplayWidth.columns(of: words) + 2)
        if DisplayWidth.columns(of: accounts) <= room.columns { canvas.text(accounts, in: room, alignment: .end, role: .muted) }
    }

    /// What was done last, newest first.
    private func drawLately(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        canvas.verticalLine(at: rect.origin, rows: rect.rows)
        var rows = RowCursor(rect.dropping(left: 2))
        canvas.text("Lately", at: rows.next().origin, role: .heading)
        let newest = model.status?.newest ?? []
        if newest.isEmpty { canvas.text("Nothing happened yet.", at: rows.next().origin, role: .muted) }
        let today = model.status?.time.dayWords ?? ""
        let symbols = canvas.symbols
        let shown = newest.prefix(rows.rest.rows).map { entry in
            let day = entry.time.dayWords
            // The year of another day is worth its room only where it is another one.
            let time = day == today ? entry.time.clockWords : day.prefix(4) == today.prefix(4) ? String(day.dropFirst(5)) : day
            return (entry: entry, texts: entry.isAboutConfiguration ? [time, "", ""] : [time, symbols.who(entry.name, entry.email), entry.what])
        }
        let table = Table(
            [
                TableColumn("", minimumWidth: 5, idealWidth: shown.map(\.texts[0].count).max() ?? 5),
                TableColumn("", minimumWidth: 11, idealWidth: 22),
                TableColumn("", minimumWidth: 11, idealWidth: 20),
            ], width: min(Self.mostLatelyColumns, rows.rest.columns), texts: shown.map(\.texts))
        for (entry, texts) in shown {
            let line = rows.next()
            table.drawRow(texts, roles: [.muted, .normal, entry.state == .failed ? .danger : .normal], on: &canvas, in: line)
            // What was set is worth more than that it was a setting.
            guard entry.isAboutConfiguration, let offset = table.places.first(where: { $0.index == 1 })?.offset else { continue }
            let place = line.dropping(left: offset)
            canvas.text(entry.reason, at: place.origin, width: place.columns)
        }
    }

    /// What there is to do first.
    private func drawBeforeSetUp(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let isFramed = rect.rows >= 21
        var rows = RowCursor(rect)
        drawCards(isFramed, on: &canvas, &rows, model)
        let text =
            model.configuration.autoprovisioning.setupProgress == .notStarted
            ? "Create, update and deprovision accounts in \(model.application) automatically, from your directory."
            : "The setup was left halfway. It continues where you left it."
        let isTouched = model.status?.lastRun != nil
        let textRows = canvas.rows(of: text, columns: rect.columns - (isFramed ? 4 : 0))
        var card = card(isFramed ? "Autoprovisioning" : nil, lines: textRows + (isFramed ? 1 : 2) + (isTouched ? 1 : 0), on: &canvas, &rows)
        if !isFramed { canvas.text("Autoprovisioning", at: card.next().origin, role: .heading, width: rect.columns) }
        card.skip(canvas.paragraph(text, in: card.rest))
        let isBegun = model.configuration.autoprovisioning.setupProgress != .notStarted
        line(
            isBegun ? "Continue" : "Configure autoprovisioning",
            isBegun ? ["authorize, attributes, scope, deprovisioning", "authorize, map, scope, deprovisioning"] : [], .setUp, model, on: &canvas,
            card.next())
        if isTouched { line("Activity", ["what was done, and why"], .place(.activity), model, on: &canvas, card.next()) }
    }

    /// What the service is, and for whom it is on.
    private func drawCards(_ isFramed: Bool, on canvas: inout Canvas, _ rows: inout RowCursor, _ model: ConsoleModel) {
        var card = card(isFramed ? "Service" : nil, lines: 2, on: &canvas, &rows)
        line("Connection", connectionWords(model), .place(.connection), model, on: &canvas, card.next())
        line("Single sign-on", [singleSignOnWords(model)], .place(.singleSignOn), model, on: &canvas, card.next())
        card = self.card(isFramed ? "User access" : nil, lines: 1, on: &canvas, &rows)
        line(
            isFramed ? "View details" : "User access", [AccessWords.summary(model.configuration.userAccess)], .place(.userAccess), model, on: &canvas,
            card.next())
    }

    /// For 60×15: one line for each thing. Where rows are missing, what is least wanted once it is set up gives way, unless it has the focus.
    private func drawCompact(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var rows = RowCursor(rect)
        let focus = focused(model)
        let trouble = trouble(model)
        let most = rect.rows < 8 ? 1 : rect.rows < 11 ? 2 : Self.mostTroubleRows
        let troubleRows = min(most, trouble.map { canvas.rows(of: $0.words, columns: rect.columns - 2) } ?? 0)
        var items = Self.items(model)
        for least in [Place.singleSignOn, .connection, .userAccess, .authorization, .run, .usage, .accounts]
        where items.count + troubleRows > rect.rows && focus != .place(least) {
            items.removeAll { $0 == .place(least) }
        }
        let switchLine = rows.next()
        let isCut = items.count < Self.items(model).count
        drawState(on: &canvas, in: switchLine.dropping(right: isCut ? 7 : 0), model, isCompact: true)
        if isCut { canvas.text("\(canvas.symbols.arrowDown) more", in: switchLine, alignment: .end, role: .muted) }
        if let trouble {
            rows.skip(canvas.paragraph(trouble.words, in: rows.rest.top(most).dropping(left: 2), role: trouble.role))
        }
        items.removeAll { $0 == .slider }
        // On the smallest screens the lines around the one that has the focus.
        let place = items.firstIndex(of: focus) ?? 0
        let first = min(max(0, place - rows.rest.rows / 2), max(0, items.count - rows.rest.rows))
        for item in items.dropFirst(first).prefix(rows.rest.rows) { drawLine(item, on: &canvas, in: rows.next(), model) }
    }

    /// One line that leads on, with what there is to know before one goes there.
    private func drawLine(_ item: Item, on canvas: inout Canvas, in place: Rect, _ model: ConsoleModel) {
        switch item {
        case .slider, .setUp: break
        case .place(.usage): line("30 days", usageWords(model), item, model, on: &canvas, place, titleColumns: 8)
        case .place(.identities): line("Changed ids", identityWords(model), item, model, role: .danger, on: &canvas, place)
        case .place(.failures): line("Failures", failureWords(model), item, model, role: needsYou(model) ? .danger : .muted, on: &canvas, place)
        case .place(.preview):
            let held = model.isRunning ? 0 : model.status?.held.undecided ?? 0
            line(
                "Preview", previewWords(held: held, hasRun: model.status?.lastRun != nil, model), item, model, role: held > 0 ? .warning : .muted,
                on: &canvas, place)
        case .place(.pending): line("Pending", pendingWords(model), item, model, on: &canvas, place)
        case .place(.run): drawRun(on: &canvas, in: place, model)
        case .runNow: line(model.isRunning ? "Stop run" : "Run now", runNowWords(model), item, model, on: &canvas, place)
        case .place(.activity): line("Activity", activityWords(model), item, model, on: &canvas, place)
        case .place(.people): line("People", peopleWords(model), item, model, on: &canvas, place)
        case .place(.authorization): drawAuthorization(on: &canvas, in: place, model)
        case .place(.accounts):
            line(
                "Accounts", accountsWords(model), item, model, role: (model.status?.waitingFindings ?? 0) > 0 ? .warning : .muted, on: &canvas, place)
        case .place(.userAccess): line("User access", [AccessWords.summary(model.configuration.userAccess)], item, model, on: &canvas, place)
        case .place(.settings):
            line("Settings", settingsWords(model), item, model, on: &canvas, place)
        case .place(.connection): line("Connection", connectionWords(model), item, model, on: &canvas, place)
        case .place(.singleSignOn): line("Single sign-on", [singleSignOnWords(model)], item, model, on: &canvas, place)
        case .place(let other): line(other.name, [other.words], item, model, on: &canvas, place)
        }
    }

    /// The lines of a card: in a frame with a title, or bare.
    private func card(_ title: String?, lines: Int, on canvas: inout Canvas, _ rows: inout RowCursor) -> RowCursor {
        guard let title else {
            defer { rows.skip(lines) }
            return RowCursor(rows.rest.top(lines))
        }
        let frame = rows.rest.top(lines + 2)
        rows.skip(lines + 2)
        canvas.box(frame, title: title)
        return RowCursor(frame.inset(columns: 2, rows: 1))
    }

    /// - Parameter role: how things are; where nothing is as it should be, ON is not as it should be either.
    private func drawSlider(on canvas: inout Canvas, _ line: Rect, _ model: ConsoleModel, role: Role) {
        let isFocused = focused(model) == .slider
        if isFocused { canvas.text(String(canvas.symbols.pointer), at: line.origin) }
        let slider = Slider(
            isOn: model.configuration.autoprovisioning.isOn, disabledReason: blockedWords(model) == nil ? nil : "",
            onRole: role == .warning || role == .danger ? role : nil)
        canvas.area(area(of: .slider, model), in: line) { slider.draw(on: &$0, in: line.dropping(left: 2), focused: isFocused) }
    }

    private static func places(of line: Rect) -> [Rect] {
        line.dropping(left: 2).splitColumns(UsageCounter.allCases.map { _ in .flexible(1) }, gap: 1)
    }

    private func drawCounters(on canvas: inout Canvas, _ rows: inout RowCursor, _ model: ConsoleModel) {
        let titles = rows.next()
        let numbers = rows.next().dropping(left: 2)
        let isFocused = focused(model) == .place(.usage)
        canvas.area(area(of: .place(.usage), model), in: titles) { canvas in
            canvas.answerClicks(in: titles, [.enter])
            canvas.text(isFocused ? String(canvas.symbols.pointer) : " ", at: titles.origin)
            for (place, counter) in zip(Self.places(of: titles), UsageCounter.allCases) {
                canvas.text(counter.title, in: place, alignment: .start, role: .muted)
            }
            canvas.reads(as: "Usage", state: usageWords(model).first, in: titles)
        }
        if isFocused { canvas.restyle(titles, role: .selected) }
        guard let usage = model.usage else {
            canvas.text("No numbers until autoprovisioning is first turned on.", at: numbers.origin, role: .muted, width: numbers.columns)
            // The line above says it.
            return canvas.reads(as: "", in: numbers)
        }
        for (place, counter) in zip(Self.places(of: titles), UsageCounter.allCases) {
            let number = Rect(column: place.column, row: numbers.row, columns: place.columns, rows: 1)
            let value = counter.value(usage)
            if counter == .failures { canvas.answerClicks(in: number, [.character("f")]) }
            let shown = canvas.text(
                value.grouped, at: number.origin, role: counter == .failures && value > 0 ? .danger : .heading, width: number.columns)
            let period = number.dropping(left: shown)
            if DisplayWidth.columns(of: Self.periodWords) < period.columns { canvas.text(Self.periodWords, at: period.origin, role: .muted) }
            canvas.reads(as: "\(counter.title): \(value.grouped)", isQuiet: true, in: number)
        }
    }

    /// What the counters count.
    private static let periodWords = " in 30 days"

    /// How each counter went, day by day.
    private func drawSparklines(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        guard model.usage != nil, let days = model.status?.usageDays else { return }
        let places = Self.places(of: rect)
        // All of one width, so that a day stands at the same place in each.
        let columns = min(31, (places.map(\.columns).min() ?? 0) - 2)
        for (place, counter) in zip(places, UsageCounter.allCases) {
            let line = Sparkline(days.map { counter.value($0.usage) })
            // Where there is room, the top of the scale stands above the columns.
            let hasScale = place.rows > 2 && !canvas.symbols.columnPartial.isEmpty
            if hasScale, let top = line.top(columns: columns) {
                let peak = "peak \(top.sum.grouped)"
                let spans = top.values == 1 ? [" a day"] : [" in \(top.values) days", " in \(top.values) d"]
                let words = Self.fitting(spans.map { peak + $0 } + [peak], place.dropping(right: 1), canvas.rewording)
                canvas.text(words, at: place.origin, role: .muted, width: place.columns)
            }
            line.draw(on: &canvas, in: place.dropping(top: hasScale ? 1 : 0).left(columns), role: counter.barRole)
        }
    }

    /// How long the authorization lasts without being used: a line that gets shorter, and the days.
    private func drawAuthorization(on canvas: inout Canvas, in line: Rect, _ model: ConsoleModel) {
        let (words, role, left) = authorizationWords(model)
        self.line("Authorization", .place(.authorization), model, on: &canvas, line) { canvas, place in
            var place = place
            if let left, place.columns >= 50 {
                Gauge(fraction: left, role: role == .muted ? .barFilled : role).draw(on: &canvas, in: place.left(20))
                place = place.dropping(left: 22)
            }
            canvas.text(Self.fitting(words, place, canvas.rewording), at: place.origin, role: role, width: place.columns)
            canvas.reads(as: "", state: words.first, in: place)
        }
    }

    private func drawRun(on canvas: inout Canvas, in line: Rect, _ model: ConsoleModel) {
        guard !line.isEmpty else { return }
        if let run = model.run ?? model.status?.running {
            return self.line("Run", .place(.run), model, on: &canvas, line) { RunWords.draw(run, on: &$0, in: $1) }
        }
        let (words, role) = lastRunWords(model)
        self.line("Run", words, .place(.run), model, role: role, on: &canvas, line)
    }

    /// The longest of these words that is not cut.
    private static func fitting(_ words: [String], _ place: Rect, _ rewording: Rewording) -> String {
        let words = words.map { rewording($0) }
        return words.first { DisplayWidth.columns(of: $0) <= place.columns } ?? words.last ?? ""
    }

    /// A line that leads on, with the longest of these words that is not cut.
    private func line(
        _ title: String, _ details: [String], _ item: Item, _ model: ConsoleModel, role: Role = .muted, on canvas: inout Canvas, _ line: Rect,
        titleColumns: Int = 18
    ) {
        self.line(title, item, model, on: &canvas, line, titleColumns: titleColumns) { canvas, place in
            canvas.text(Self.fitting(details, place, canvas.rewording), at: place.origin, role: role, width: place.columns)
            canvas.reads(as: "", state: details.first, in: place)
        }
    }

    /// A line that leads on, with what `detail` draws behind its title.
    private func line(
        _ title: String, _ item: Item, _ model: ConsoleModel, on canvas: inout Canvas, _ line: Rect, titleColumns: Int = 18,
        detail: (inout Canvas, Rect) -> Void
    ) {
        guard !line.isEmpty else { return }
        let isFocused = focused(model) == item
        canvas.area(area(of: item, model), in: line) { $0.answerClicks(in: line, [.enter]) }
        // A title without anything behind it has the line for itself.
        let columns = max(titleColumns, DisplayWidth.columns(of: title) + 2)
        canvas.text(isFocused ? "\(canvas.symbols.pointer) \(title)" : "  \(title)", at: line.origin, width: columns)
        detail(&canvas, line.dropping(left: min(columns + 1, line.columns)))
        if isFocused { canvas.restyle(line, role: .selected) }
    }
}
