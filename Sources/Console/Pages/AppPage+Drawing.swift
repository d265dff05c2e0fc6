import Foundation
import Provisioning
import Sync
import Terminal

extension AppPage {
    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        guard model.configuration.autoprovisioning.setupProgress == .finished else { return drawBeforeSetUp(on: &canvas, in: rect, model) }
        // Frames cost rows: with fewer than all cards need, the lines stand bare, and with still fewer each thing gets one line.
        if rect.rows < 17 { return drawCompact(on: &canvas, in: rect, model) }
        let isFramed = rect.rows >= 21
        var rows = RowCursor(rect)
        drawCards(isFramed, on: &canvas, &rows, model)
        let isOn = model.configuration.autoprovisioning.isOn
        let reason = blockedWords(model)
        var card = card(
            isFramed ? "Autoprovisioning" : nil,
            lines: isFramed ? 12 + (isOn || reason != nil ? 1 : 0) : 14, on: &canvas, &rows)
        if !isFramed { canvas.text("Autoprovisioning", at: card.next().origin, role: .heading, width: rect.columns) }
        drawSlider(on: &canvas, card.next(), model)
        if let reason { canvas.text(reason, at: card.rest.dropping(left: 2).origin, role: .muted, width: card.next().columns - 2) }
        line("Usage", ["the last 30 days, day by day"], .usage, model, on: &canvas, card.next())
        drawCounters(on: &canvas, &card, model)
        drawRun(on: &canvas, in: card.next(), model)
        drawWays(on: &canvas, &card, model)
        drawMessage(on: &canvas, in: rows.rest.dropping(top: 1).inset(columns: 2, rows: 0), model)
    }

    /// What there is to know about the last run; smaller screens leave that to the run's page.
    private func drawMessage(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        guard let last = model.status?.lastRun, let message = last.message, !model.isRunning, model.runFailure == nil, model.revocation == nil else {
            return
        }
        let isInLine = last.outcome?.isComplete == false && DisplayWidth.columns(of: message) < rect.columns - 40
        if !isInLine { canvas.paragraph("Last run: \(message)", in: rect, role: .muted) }
    }

    /// What there is to do first.
    private func drawBeforeSetUp(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let isFramed = rect.rows >= 21
        var rows = RowCursor(rect)
        drawCards(isFramed, on: &canvas, &rows, model)
        let text =
            model.configuration.autoprovisioning.setupProgress == .notStarted
            ? "Create, update and deprovision accounts in \(model.application) automatically, from your directory."
            : "The set-up was left half-way. It goes on where you left it."
        let isTouched = model.status?.lastRun != nil
        let textRows = DisplayText.wrapped(text, columns: rect.columns - (isFramed ? 4 : 0)).count
        var card = card(isFramed ? "Autoprovisioning" : nil, lines: textRows + (isFramed ? 1 : 2) + (isTouched ? 1 : 0), on: &canvas, &rows)
        if !isFramed { canvas.text("Autoprovisioning", at: card.next().origin, role: .heading, width: rect.columns) }
        card.skip(canvas.paragraph(text, in: card.rest))
        line(
            model.configuration.autoprovisioning.setupProgress == .notStarted ? "Set up" : "Continue",
            ["authorize, attributes, scope, deprovisioning", "authorize, map, scope, deprovisioning"], .setUp, model, on: &canvas, card.next())
        if isTouched { line("Activity", ["what was done, and why"], .activity, model, on: &canvas, card.next()) }
    }

    /// What the service is, and for whom it is on.
    private func drawCards(_ isFramed: Bool, on canvas: inout Canvas, _ rows: inout RowCursor, _ model: ConsoleModel) {
        // On a usual screen the page is full: what is confirmed once and for all gives way.
        let hasSignOn = !isFramed || rows.rest.rows > 21 || !model.configuration.singleSignOnAcknowledged || focused(model) == .singleSignOn
        var card = card(isFramed ? "Service" : nil, lines: hasSignOn ? 2 : 1, on: &canvas, &rows)
        line("Connection", connectionWords(model), .connection, model, on: &canvas, card.next())
        if hasSignOn { line("Single sign-on", [singleSignOnWords(model)], .singleSignOn, model, on: &canvas, card.next()) }
        card = self.card(isFramed ? "User access" : nil, lines: 1, on: &canvas, &rows)
        line(
            isFramed ? "View details" : "User access", [AccessWords.summary(model.configuration.userAccess)], .userAccess, model, on: &canvas,
            card.next())
    }

    /// For 60×15: one line for each thing. Where rows are missing, what is least wanted once it is set up gives way, unless it has the focus.
    private func drawCompact(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var rows = RowCursor(rect)
        let item = focused(model)
        let reason = blockedWords(model).map { DisplayText.wrapped($0, columns: rect.columns - 2).count } ?? 0
        var items = Self.items(model)
        for least in [Item.singleSignOn, .connection, .usage, .userAccess, .run, .accounts] where items.count + reason > rect.rows && least != item {
            items.removeAll { $0 == least }
        }
        let isCut = items.count < Self.items(model).count
        if items.contains(.connection) { line("Connection", connectionWords(model), .connection, model, on: &canvas, rows.next()) }
        if items.contains(.singleSignOn) {
            line("Single sign-on", [singleSignOnWords(model)], .singleSignOn, model, on: &canvas, rows.next())
        }
        if items.contains(.userAccess) {
            line("User access", [AccessWords.summary(model.configuration.userAccess)], .userAccess, model, on: &canvas, rows.next())
        }
        let switchLine = rows.next()
        canvas.text("  Autoprovisioning", at: switchLine.origin, role: .heading, width: 18)
        drawSlider(on: &canvas, switchLine, model, at: 19)
        if isCut { canvas.text("\(canvas.symbols.arrowUp) more", in: switchLine, alignment: .end, role: .muted) }
        if let reason = blockedWords(model) { rows.skip(canvas.paragraph(reason, in: rows.rest.dropping(left: 2), role: .muted)) }
        if items.contains(.usage) { line("Usage, 30 days", usageWords(model), .usage, model, on: &canvas, rows.next()) }
        if items.contains(.run) { drawRun(on: &canvas, in: rows.next(), model) }
        drawWays(on: &canvas, &rows, model, hasAccounts: items.contains(.accounts))
    }

    /// The ways on from here.
    private func drawWays(on canvas: inout Canvas, _ rows: inout RowCursor, _ model: ConsoleModel, hasAccounts: Bool = true) {
        if model.status?.identityChange != nil {
            line("Changed ids", identityWords(model), .identities, model, role: .danger, on: &canvas, rows.next())
        }
        line("Failures", failureWords(model), .failures, model, role: needsYou(model) ? .danger : .muted, on: &canvas, rows.next())
        let held = model.isRunning ? 0 : model.status?.heldCount ?? 0
        if model.status?.identityChange == nil {
            line("Preview", previewWords(held: held), .preview, model, role: held > 0 ? .warning : .muted, on: &canvas, rows.next())
        }
        if model.configuration.autoprovisioning.isOn {
            line(model.isRunning ? "Stop run" : "Run now", runNowWords(model), .runNow, model, on: &canvas, rows.next())
        }
        line("Pending", pendingWords(model), .pending, model, on: &canvas, rows.next())
        line("Activity", ["what was done, and why"], .activity, model, on: &canvas, rows.next())
        line(
            "People", ["find one, and why there is an account or none", "find one: why an account, or why none"], .people, model, on: &canvas,
            rows.next())
        if hasAccounts {
            line(
                "Accounts", accountsWords(model), .accounts, model, role: (model.status?.waitingFindings ?? 0) > 0 ? .warning : .muted, on: &canvas,
                rows.next())
        }
        line(
            "Settings", ["authorization, mapping, scope, deprovisioning", "mapping, scope, delays, authorization"], .settings, model, on: &canvas,
            rows.next())
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

    private func drawSlider(on canvas: inout Canvas, _ line: Rect, _ model: ConsoleModel, at column: Int = 2) {
        let isFocused = focused(model) == .slider
        if isFocused { canvas.text(String(canvas.symbols.pointer), at: line.origin) }
        let slider = Slider(isOn: model.configuration.autoprovisioning.isOn, disabledReason: blockedWords(model) == nil ? nil : "")
        canvas.area(area(of: .slider, model), in: line) { slider.draw(on: &$0, in: line.dropping(left: column), focused: isFocused) }
    }

    private func drawCounters(on canvas: inout Canvas, _ rows: inout RowCursor, _ model: ConsoleModel) {
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
            if counter.0 == "Failures" { canvas.answerClicks(in: number, [.character("f")]) }
            canvas.text("\(value)", in: number, alignment: .start, role: counter.0 == "Failures" && value > 0 ? .danger : .heading)
            canvas.reads(
                as: "\(counter.0): \(value)", isQuiet: true, in: Rect(column: place.column, row: place.row, columns: place.columns, rows: 2))
        }
        if model.usage == nil {
            canvas.text("No numbers until autoprovisioning is first turned on.", at: numbers.origin, role: .muted, width: numbers.columns)
        }
    }

    private func drawRun(on canvas: inout Canvas, in line: Rect, _ model: ConsoleModel) {
        guard !line.isEmpty else { return }
        if let run = model.run ?? model.status?.running {
            return self.line("Run", .run, model, on: &canvas, line) { RunWords.draw(run, on: &$0, in: $1) }
        }
        let (words, role) = lastRunWords(model)
        self.line("Run", words, .run, model, role: role, on: &canvas, line)
    }

    /// A line that leads on, with the longest of these words that is not cut.
    private func line(
        _ title: String, _ details: [String], _ item: Item, _ model: ConsoleModel, role: Role = .muted, on canvas: inout Canvas, _ line: Rect
    ) {
        self.line(title, item, model, on: &canvas, line) { canvas, place in
            let detail = details.first { DisplayWidth.columns(of: $0) <= place.columns } ?? details.last ?? ""
            canvas.text(detail, at: place.origin, role: role, width: place.columns)
            canvas.reads(as: "", state: details.first, in: place)
        }
    }

    /// A line that leads on, with what `detail` draws behind its title.
    private func line(
        _ title: String, _ item: Item, _ model: ConsoleModel, on canvas: inout Canvas, _ line: Rect, detail: (inout Canvas, Rect) -> Void
    ) {
        guard !line.isEmpty else { return }
        let isFocused = focused(model) == item
        canvas.area(area(of: item, model), in: line) { $0.answerClicks(in: line, [.enter]) }
        canvas.text(isFocused ? "\(canvas.symbols.pointer) \(title)" : "  \(title)", at: line.origin, width: 18)
        detail(&canvas, line.dropping(left: min(19, line.columns)))
        if isFocused { canvas.restyle(line, role: .selected) }
    }
}
