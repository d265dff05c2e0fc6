import Foundation
import Provisioning
import Sync
import Terminal

extension AppPage {
    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        // Frames cost rows: with fewer than all cards need, the lines stand bare.
        let isFramed = rect.rows >= 21
        if rect.rows < 16, model.configuration.autoprovisioning.setupProgress == .finished { return drawCompact(on: &canvas, in: rect, model) }
        var rows = RowCursor(rect)
        let item = focused(model)
        let configuration = model.configuration
        var card = card(isFramed ? "Service" : nil, lines: 2, on: &canvas, &rows)
        line("Connection", connectionWords(model), .connection, model, on: &canvas, card.next())
        let singleSignOn = configuration.singleSignOnAcknowledged ? "set up, or not wanted" : "to be set up first"
        line("Single sign-on", singleSignOn, .singleSignOn, model, on: &canvas, card.next())
        card = self.card(isFramed ? "User access" : nil, lines: 1, on: &canvas, &rows)
        line(isFramed ? "View details" : "User access", AccessWords.summary(configuration.userAccess), .userAccess, model, on: &canvas, card.next())
        card = self.card(isFramed ? "Autoprovisioning" : nil, lines: 12, on: &canvas, &rows)
        if !isFramed { canvas.text("Autoprovisioning", at: card.next().origin, role: .heading, width: rect.columns) }
        guard configuration.autoprovisioning.setupProgress == .finished else {
            return drawSetUp(on: &canvas, &card, item, model)
        }
        drawSlider(on: &canvas, card.next(), item, model)
        let below = card.next()
        if let reason = blockedWords(model) { canvas.text(reason, at: below.dropping(left: 2).origin, role: .muted, width: below.columns - 2) }
        line("Last 30 days", "day by day", .usage, model, on: &canvas, card.next())
        drawCounters(on: &canvas, &card, model)
        drawRun(on: &canvas, in: card.next(), model)
        drawWays(on: &canvas, &card, item, model)
    }

    /// For 60×15: one line for each thing, and what is above gives way to what is below.
    private func drawCompact(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var rows = RowCursor(rect)
        let item = focused(model)
        let configuration = model.configuration
        let above: [(Item, String, String)] = [
            (.connection, "Connection", connectionWords(model)),
            (.singleSignOn, "Single sign-on", configuration.singleSignOnAcknowledged ? "set up, or not wanted" : "to be set up first"),
            (.userAccess, "User access", AccessWords.summary(configuration.userAccess)),
        ]
        for (entry, title, detail) in above where rect.rows >= 11 || entry == item { line(title, detail, entry, model, on: &canvas, rows.next()) }
        let switchLine = rows.next()
        drawSlider(on: &canvas, switchLine, item, model)
        canvas.text("Autoprovisioning", in: switchLine, alignment: .end, role: .heading)
        let counters = model.usage.map { "\($0.created) created, \($0.suspended) suspended, \($0.deleted) deleted, \($0.failures) failed" }
        if rect.rows >= 10 || item == .usage {
            line("Last 30 days", counters ?? "no numbers before it is first turned on", .usage, model, on: &canvas, rows.next())
        }
        if let reason = blockedWords(model) {
            let status = rows.next().dropping(left: 2)
            canvas.text(reason, at: status.origin, role: .muted, width: status.columns)
        } else {
            drawRun(on: &canvas, in: rows.next(), model)
        }
        drawWays(on: &canvas, &rows, item, model)
    }

    /// The ways on from here.
    private func drawWays(on canvas: inout Canvas, _ rows: inout RowCursor, _ item: Item, _ model: ConsoleModel) {
        line("Preview", "what the next run will do, and why", .preview, model, on: &canvas, rows.next())
        if model.configuration.autoprovisioning.isOn { line("Run now", runNowWords(model), .runNow, model, on: &canvas, rows.next()) }
        line("Pending", pendingWords(model), .pending, model, on: &canvas, rows.next())
        line("Activity", "what was done, and why", .activity, model, on: &canvas, rows.next())
        line("People", "find one, and why there is an account or none", .people, model, on: &canvas, rows.next())
        line("Settings", "authorization, mapping, scope, deprovisioning", .settings, model, on: &canvas, rows.next())
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

    private func drawSlider(on canvas: inout Canvas, _ line: Rect, _ item: Item, _ model: ConsoleModel) {
        if item == .slider { canvas.text(String(canvas.symbols.pointer), at: line.origin) }
        let slider = Slider(isOn: model.configuration.autoprovisioning.isOn, disabledReason: blockedWords(model) == nil ? nil : "")
        canvas.area(area(of: .slider, model), in: line) { slider.draw(on: &$0, in: line.dropping(left: 2), focused: item == .slider) }
    }

    /// Why the switch cannot be turned on, with the way on.
    private func blockedWords(_ model: ConsoleModel) -> String? {
        guard !model.configuration.autoprovisioning.isOn, let blocked = model.status?.turnOnBlocked else { return nil }
        return blocked.place == .userAccess ? "The app is off for everyone. Press Enter to go to User access." : blocked.description
    }

    private func connectionWords(_ model: ConsoleModel) -> String {
        let configuration = model.configuration
        let directory: String =
            switch configuration.directory {
            case nil: "no directory"
            case .google(_, let administrator, _, _): "Google as \(administrator)"
            case .files(let folder): "files in \(folder)"
            }
        // A profile that takes a bearer token needs no app registration.
        guard configuration.application.clientID != nil || configuration.application.profile != nil else {
            return "\(directory); no app registration"
        }
        let server = configuration.application.profile == nil ? configuration.application.baseURL : model.status?.application.server ?? ""
        return "\(directory); \(model.application) at \(URL(string: server)?.host() ?? server)"
    }

    private func pendingWords(_ model: ConsoleModel) -> String {
        guard let count = model.status?.pending, count != PendingCount() else { return "suspensions and deletions to come, with cancel" }
        let parts = [(count.toCome, "to come"), (count.due, "due"), (count.cancelled, "cancelled")].filter { $0.0 > 0 }
        return parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ") + (count.toCome > 0 ? "; cancel or postpone" : "")
    }

    private func runNowWords(_ model: ConsoleModel) -> String {
        // Somebody who turned it on may think that it goes on by itself.
        model.status?.unattended == .absent ? "none comes by itself; 'autoprovision run' does" : "does not wait for the next one"
    }

    private func drawSetUp(on canvas: inout Canvas, _ rows: inout RowCursor, _ item: Item, _ model: ConsoleModel) {
        let progress = model.configuration.autoprovisioning.setupProgress
        let text =
            progress == .notStarted
            ? "Create, update and deprovision accounts in \(model.application) automatically, from your directory."
            : "The set-up was left half-way. It goes on where you left it."
        let used = canvas.paragraph(text, in: rows.rest)
        rows.skip(used)
        line(
            progress == .notStarted ? "Set up" : "Continue", "authorize, map attributes, choose scope and deprovisioning", .setUp, model,
            on: &canvas, rows.next())
        if model.status?.lastRun != nil { line("Activity", "what was done, and why", .activity, model, on: &canvas, rows.next()) }
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
        self.line("Run", .run, model, on: &canvas, line) { canvas, place in
            if let run = model.run ?? model.status?.running {
                RunWords.draw(run, on: &canvas, in: place)
            } else if let holder = model.status?.runHolder {
                canvas.text("under way: \(holder)", at: place.origin, width: place.columns)
                canvas.reads(as: "", state: "under way: \(holder)", in: place)
            } else if let last = model.status?.lastRun {
                let isTold = model.runFailure == nil && model.revocation == nil
                let message = isTold ? last.message : nil
                let words = message ?? "the last one, \(last.started.words): \(last.words)"
                canvas.text(words, at: place.origin, role: message == nil ? .muted : .warning, width: place.columns)
                canvas.reads(as: "", state: words, in: place)
            } else {
                canvas.text("none yet", at: place.origin, role: .muted, width: place.columns)
            }
        }
    }

    private func line(_ title: String, _ detail: String, _ item: Item, _ model: ConsoleModel, on canvas: inout Canvas, _ line: Rect) {
        self.line(title, item, model, on: &canvas, line) {
            $0.text(detail, at: $1.origin, role: .muted, width: $1.columns)
            $0.reads(as: "", state: detail, in: $1)
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
