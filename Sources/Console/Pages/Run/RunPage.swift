import Engine
import Provisioning
import Sync
import Terminal
import Wording

extension Place {
    static let run = Place(
        "Run", words: "progress, time left, stop; the last run", keywords: "sync pause undo", below: .app, key: "v", isReachable: Self.hasHistory
    ) { _ in RunPage() }
}

/// The run that is under way, here or in another process; when there is none, how the last one ended.
struct RunPage: Page {
    var crumb: String { Place.run.name }
    let help = [
        "How far the run is: what is done, what failed, what is left, the pace and the time left. Space pauses and resumes it; the period (.) stops it: no further change begins, and the changes in progress are completed. "
            + "The next run continues with what is left.",
        "A run of another process is shown too; turning autoprovisioning off stops it before its next change. When none is under way, the last one is shown: Enter shows "
            + "what it did, u leads to what an undo would take back, r starts another.",
    ]

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.loadStatus] }

    /// The run under way, with the process that does it when it is not this one.
    private func underWay(_ model: ConsoleModel) -> (progress: RunProgress?, holder: String?)? {
        if let run = model.run { return (run, nil) }
        guard let holder = model.status?.runHolder else { return nil }
        return (model.status?.running, holder)
    }

    private func canRun(_ model: ConsoleModel) -> Bool { underWay(model) == nil && model.configuration.autoprovisioning.isOn }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        if model.isRunning { return [KeyHint("Space", model.isRunPaused ? "Resume" : "Pause"), PageKey.stop.hint] + Self.failures }
        guard underWay(model) == nil else { return Self.failures }
        return (model.status?.lastRun == nil ? [] : [KeyHint("Enter", "What it did")]) + (canRun(model) ? [PageKey.run.hint] : [])
            + Self.failures + (model.status?.lastRun == nil ? [] : [PageKey.undo.hint])
    }

    private static let failures = Place.failures.key.map { [KeyHint(String($0), Place.failures.name)] } ?? []

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        switch key {
        case .escape: return [.back]
        case PageKey.stop.key:
            if model.isRunning { return [.effect(.stopRun), .tell("Stopping: changes in progress finish first.", .muted)] }
            return underWay(model) == nil ? [.tell("No run is under way.", .muted)] : [.tell(Self.stopElsewhere, .muted)]
        case .character(" "):
            guard model.isRunning else { return [.tell(underWay(model) == nil ? "No run is under way." : Self.stopElsewhere, .muted)] }
            return [.effect(.pauseRun(!model.isRunPaused))]
        case .character("f"): return [.push(FailuresPage())]
        case PageKey.undo.key:
            guard underWay(model) == nil, let last = model.status?.lastRun else { return [] }
            return [.push(UndoPage(run: last.id))]
        case PageKey.run.key:
            if underWay(model) != nil { return [.tell("A run is under way.", .muted)] }
            return canRun(model) ? [.effect(.run(released: []))] : [.tell("Turn autoprovisioning on first.", .warning)]
        case .enter:
            guard underWay(model) == nil, let last = model.status?.lastRun else { return [] }
            return [.push(ActivityPage(ActivityQuery(run: last.id)))]
        default: return []
        }
    }

    private static let stopElsewhere = "Another process does this run. Turning autoprovisioning off stops it before its next change."

    // MARK: Drawing

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var rows = RowCursor(rect)
        if let (progress, holder) = underWay(model) {
            canvas.text(
                holder.map { "A run is under way: \($0)" } ?? "A run is under way", at: rows.next().origin, role: .heading, width: rect.columns)
            if let progress { drawProgress(progress, on: &canvas, &rows) }
            if rect.rows > 14 { rows.skip(1) }
            let isPaused = holder == nil ? model.isRunPaused : progress?.isPaused ?? false
            if isPaused {
                rows.skip(
                    canvas.paragraph("Paused: no change begins\(holder == nil ? " until Space resumes it" : "").", in: rows.rest, role: .warning))
            }
            canvas.paragraph(
                holder == nil ? "The period (.) stops it; the next run continues with what is left." : Self.stopElsewhere, in: rows.rest, role: .muted
            )
        } else {
            drawLast(on: &canvas, &rows, model)
        }
    }

    private func drawProgress(_ run: RunProgress, on canvas: inout Canvas, _ rows: inout RowCursor) {
        RunWords.drawBar(run, on: &canvas, in: rows.next())
        guard run.phase == .writing || run.phase == .finished else { return }
        if rows.rest.rows > 14 { rows.skip(1) }
        let left = max(0, run.total - run.done - run.failed)
        Self.line("Done", run.done.grouped, on: &canvas, rows.next())
        Self.line("Failed", run.failed.grouped, role: run.failed > 0 ? .danger : .normal, on: &canvas, rows.next())
        Self.line("Left", left.grouped, on: &canvas, rows.next())
        Self.line("Changes", Self.kinds(run.counts), on: &canvas, rows.next())
        Self.line("Pace", Self.pace(run), on: &canvas, rows.next())
        if left > 0 { Self.line("Time left", run.secondsLeft.map(RunWords.timeLeft) ?? "not known yet", on: &canvas, rows.next()) }
        if let current = RunWords.who(run, canvas.symbols) { Self.line("Now", current, on: &canvas, rows.next()) }
        if run.problems > 0 { Self.line("Problems", "\(run.problems.grouped) to fix first", role: .warning, on: &canvas, rows.next()) }
    }

    private func drawLast(on canvas: inout Canvas, _ rows: inout RowCursor, _ model: ConsoleModel) {
        canvas.text("No run is under way", at: rows.next().origin, role: .heading, width: rows.rest.columns)
        if let failure = model.runFailure { rows.skip(canvas.paragraph(failure, in: rows.rest.top(3), role: .danger)) }
        guard let last = model.status?.lastRun else {
            let way =
                model.configuration.autoprovisioning.isOn
                ? "r starts the first one." : "Autoprovisioning is off; the slider on the app's page turns it on."
            return _ = canvas.paragraph("There was no run yet. \(way)", in: rows.rest, role: .muted)
        }
        if rows.rest.rows > 14 { rows.skip(1) }
        let isGood = last.outcome == .done
        Self.line("Last run", "run \(last.id), \(last.outcome?.words ?? "not ended")", role: isGood ? .success : .warning, on: &canvas, rows.next())
        Self.line("Began", last.started.words, on: &canvas, rows.next())
        Self.line("Ended", last.finished?.words ?? "-", on: &canvas, rows.next())
        Self.line("People read", last.peopleRead.grouped, on: &canvas, rows.next())
        Self.line("Changes", Self.kinds(last.counts), on: &canvas, rows.next())
        Self.line(
            "Failed", last.failures.grouped + (last.failures > 0 ? "; f says why" : ""), role: last.failures > 0 ? .danger : .normal, on: &canvas,
            rows.next())
        if last.problems > 0 { Self.line("Problems", "\(last.problems.grouped) to fix first; f says how", role: .danger, on: &canvas, rows.next()) }
        if last.held > 0 { Self.line("Held", "\(last.held.grouped) by a safeguard; Preview releases them", role: .warning, on: &canvas, rows.next()) }
        if last.pending > 0 { Self.line("Pending", last.pending.grouped, on: &canvas, rows.next()) }
        var notes: [(text: String, role: Role)] = last.message.map { [($0, .warning)] } ?? []
        if model.configuration.autoprovisioning.isOn, let status = model.status, status.unattended == .absent {
            notes.append(("Now \(RunWords.noneFollows(status))", .muted))
        }
        for (text, role) in notes {
            if rows.rest.rows > 4 { rows.skip(1) }
            rows.skip(canvas.paragraph(text, in: rows.rest, role: role))
        }
    }

    private static func line(_ title: String, _ text: String, role: Role = .normal, on canvas: inout Canvas, _ line: Rect) {
        guard !line.isEmpty else { return }
        canvas.text(title, at: line.origin, role: .muted, width: min(13, line.columns))
        canvas.text(text, at: line.dropping(left: 14).origin, role: role, width: line.columns - 14)
        canvas.reads(as: "\(title): \(text)", isQuiet: true, in: line)
    }

    /// "52 created, 3 adopted".
    static func kinds(_ counts: [ActionKind: Int]) -> String {
        let parts = ActionKind.allCases.compactMap { kind in (counts[kind] ?? 0) > 0 ? "\((counts[kind] ?? 0).grouped) \(kind.pastTense)" : nil }
        return parts.isEmpty ? "none" : parts.joined(separator: ", ")
    }

    /// "40 writes per minute".
    static func pace(_ run: RunProgress) -> String {
        guard let pace = run.actionsPerMinute, run.done + run.failed > 0 else { return "not known yet" }
        let rounded = pace >= 10 ? Int(pace.rounded()).grouped : "\((pace * 10).rounded() / 10)"
        return "\(rounded) writes per minute"
    }
}
