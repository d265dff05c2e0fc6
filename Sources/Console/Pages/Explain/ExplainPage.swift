import Engine
import Provisioning
import Sync
import Terminal
import Wording

/// Why one person is or is not provisioned, as the way that leads to an account, with the history.
struct ExplainPage: Page {
    let crumb = "Why"
    let help = [
        "The answer, and below it the person's way to an account, step by step: whether each one leads on (yes), ends the way (no), waits for something, or is not asked. "
            + "The step that decides says so.",
        "Up and Down choose a step, which is then said in full above; Enter opens it where it is decided, such as the line in Pending, which can be canceled there. Below the way is what was done for the person, newest first. Enter shows an entry of it in full.",
        "$ takes this person now, alone: it reads the person and the groups that decide, and writes what is due within seconds, with all safeguards. A run that is under way takes the person next.",
    ]
    /// Why one person is or is not provisioned, and what was done before.
    struct Explained: Sendable, Equatable {
        let explanation: Explanation
        let history: [ActivityEntry]
    }

    /// Finds out why.
    struct Explain: PageReading {
        /// By directory id.
        let personID: String

        func perform(_ services: ConsoleServices) async throws -> Explained {
            let (explained, history) = try await services.runs.explain(personID)
            guard let explanation = Explanation(explained) else {
                throw OperationError.invalidInput("Neither the directory nor the ledger knows this person now.")
            }
            return Explained(explanation: explanation, history: history)
        }
    }

    /// Takes the person now, alone.
    struct SyncNow: ConsoleTask {
        static let isWaitedFor = true
        let personID: String

        func perform(_ services: ConsoleServices) async throws -> RunRecord { try await services.runs.sync(person: personID) {} }

        func done(_ run: RunRecord, _ console: inout ConsoleState) -> [ConsoleEffect] {
            let words = "Run \(run.id): \(run.words)." + (run.message.map { " \($0)" } ?? "")
            console.say(words, run.outcome == .done ? .success : .warning)
            return [.loadStatus, .task(Explain(personID: personID))]
        }
    }

    private let personID: String
    private var explained: Loadable<Explained> = .loading
    private var list = ListView(count: 0)

    init(personID: String) { self.personID = personID }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.task(Explain(personID: personID))] }

    func homeChanged(_ model: ConsoleModel) -> [ConsoleEffect] { model.isRunning ? [] : appeared(model) }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        guard let explained = explained.value else { return [] }
        let now = model.configuration.autoprovisioning.isOn ? [PageKey.runForPerson.hint] : []
        if entry(explained, model) != nil { return [KeyHint("Enter", "Details")] + now + [KeyHint("Up/Down", "Step")] }
        let way = step(explained).flatMap(Self.place).map { $0 == .app ? [] : [KeyHint("Enter", "To \($0.name)")] } ?? []
        return way + now + [KeyHint("Up/Down", "Step")]
    }

    /// A heading parts the history from the steps, and an empty row where there is room for air.
    private static func rowsBetween(_ model: ConsoleModel) -> Int { model.pageSize.rows > 14 ? 2 : 1 }

    /// The steps, what parts them from the history, and that or a word that there is none.
    private static func rowCount(_ explained: Explained, _ model: ConsoleModel) -> Int {
        explained.explanation.lines.count + rowsBetween(model) + max(1, explained.history.count)
    }

    /// The entry of the history that is selected.
    private func entry(_ explained: Explained, _ model: ConsoleModel) -> ActivityEntry? {
        guard let selection = list.selection else { return nil }
        let index = selection - explained.explanation.lines.count - Self.rowsBetween(model)
        return explained.history.indices.contains(index) ? explained.history[index] : nil
    }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        guard let answer = event.answer(to: Explain(personID: personID)) else { return [] }
        explained = Loadable(answer)
        guard let explained = explained.value else { return [] }
        let isFirst = list.count == 0
        list.count = Self.rowCount(explained, model)
        if isFirst { list.selection = explained.explanation.decidingLine ?? 0 }
        return []
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if key == .escape { return [.back] }
        if key == PageKey.runForPerson.key {
            guard model.configuration.autoprovisioning.isOn else { return [.tell("Autoprovisioning is off, so nothing is written.", .muted)] }
            return [.task(SyncNow(personID: personID))]
        }
        guard let explained = explained.value else { return [] }
        list.count = Self.rowCount(explained, model)
        let handling = list.handle(key, visibleRows: model.listRows)
        // What parts the two is no row to rest on.
        let steps = explained.explanation.lines.count
        let history = steps + Self.rowsBetween(model)
        if handling == .changed, let selection = list.selection, (steps..<history).contains(selection) {
            let isUpwards = key == .up || key == .character("k") || key == .pageUp
            list.selection = isUpwards ? steps - 1 : history
        }
        guard handling == .activated else { return [] }
        if let entry = entry(explained, model) { return [.push(EntryPage(entry.name, Detail(entry, targets: model.targets)))] }
        return step(explained).map { open($0, explained.explanation, model) } ?? []
    }

    /// The step that is selected.
    private func step(_ explained: Explained) -> Explanation.Line? {
        list.selection.flatMap { explained.explanation.lines.indices.contains($0) ? explained.explanation.lines[$0] : nil }
    }

    /// Where a step is decided; `nil` where that is not in this program.
    private static func place(_ step: Explanation.Line) -> Place? {
        switch step.topic {
        case .pending, .timer: .pending
        case .userAccess: .userAccess
        case .scope: .scope
        case .mapping: .mapping
        case .account, .applicationForm: .accounts
        case .problem, .failure: .failures
        case .safeguard, .unitMoved, .rejected, .due: .preview
        case .autoprovisioning: .app
        case .googleAccount, nil: nil
        }
    }

    /// Opens where a step is decided, at the line of the person.
    private func open(_ step: Explanation.Line, _ explanation: Explanation, _ model: ConsoleModel) -> [PageAction] {
        guard let place = Self.place(step) else { return [.tell("This is decided in Google's Admin console.", .muted)] }
        return switch place {
        case .pending: [.push(PendingPage(model, person: personID))]
        case .userAccess: [.push(UserAccessPage(model, unit: explanation.unit))]
        case .accounts: [.push(AccountsPage(person: personID))]
        case .failures: [.push(FailuresPage(person: personID))]
        case .preview: [.push(PreviewPage(model, person: personID))]
        case .app: [.tell("The slider on the app's page turns it on.", .muted)]
        default: [.push(place.page(model))]
        }
    }

    // MARK: Drawing

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        switch explained {
        case .loading: canvas.text("Looking...", at: rect.line(1).origin, role: .muted)
        case .failed(let message): canvas.paragraph(message, in: rect.dropping(top: 1), role: .danger)
        case .loaded(let explained): draw(explained, on: &canvas, in: rect, model)
        }
    }

    private func draw(_ explained: Explained, on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let explanation = explained.explanation
        var rows = RowCursor(rect)
        MemoryNotice.draw(explanation.memory, model, on: &canvas, &rows)
        canvas.text("\(explanation.name) <\(explanation.email)>", at: rows.next().origin, role: .heading, width: rect.columns)
        rows.skip(canvas.paragraph(explanation.answer, in: rows.rest.top(2), role: .accent))
        if let words = words(explained, model) { rows.skip(canvas.paragraph(words, in: rows.rest.top(rect.rows > 14 ? 3 : 2))) }
        if rect.rows > 14 { rows.skip(1) }
        var list = list
        list.count = Self.rowCount(explained, model)
        list.visibleRows = max(1, rows.rest.rows)
        list.draw(on: &canvas, in: rows.rest, focused: true) { row, canvas, line, _ in
            let steps = explanation.lines.count
            let history = steps + Self.rowsBetween(model)
            switch row {
            case ..<steps: drawStep(row, explanation, on: &canvas, in: line)
            case ..<(history - 1): break
            case history - 1: canvas.text("History", at: line.origin, role: .heading, width: line.columns)
            default:
                guard explained.history.indices.contains(row - history) else {
                    return _ = canvas.text("Nothing was done for this person yet.", at: line.origin, role: .muted, width: line.columns)
                }
                let entry = explained.history[row - history]
                canvas.text(
                    "\(entry.time.words)  \(entry.what)  \(entry.message(on: .console) ?? entry.reason)", at: line.origin, width: line.columns)
            }
        }
    }

    /// What is selected, in full.
    private func words(_ explained: Explained, _ model: ConsoleModel) -> String? {
        let explanation = explained.explanation
        guard let selection = list.selection, selection != explanation.decidingLine else { return explanation.decision }
        if explanation.lines.indices.contains(selection) { return "\(explanation.lines[selection].title): \(explanation.lines[selection].text)" }
        return entry(explained, model).map { entry in
            "\(entry.time.words): \(entry.what)" + (entry.message(on: .console).map { ". \($0)" } ?? ", \(entry.reason)")
        } ?? explanation.decision
    }

    /// `├ ✓ yes   Scope   a member of the group Sales`.
    private func drawStep(_ index: Int, _ explanation: Explanation, on canvas: inout Canvas, in line: Rect) {
        let step = explanation.lines[index]
        let decides = index == explanation.decidingLine
        let lines = canvas.symbols.lines
        let joint =
            explanation.lines.count == 1
            ? " "
            : canvas.symbols.isASCIIOnly
                ? lines.vertical : index == 0 ? lines.topLeft : index == explanation.lines.count - 1 ? lines.bottomLeft : lines.teeLeft
        canvas.text(String(joint), at: line.origin, role: .border, width: line.columns)
        let titles = explanation.lines.map { DisplayWidth.columns(of: $0.title) }.max() ?? 0
        let sign = Self.sign(step.mark, canvas.symbols)
        let role: Role = decides ? .warning : Self.role(step.mark)
        canvas.text(sign, in: line.dropping(left: 2), alignment: .start, role: role)
        let places = line.dropping(left: sign.isEmpty ? 2 : 4).splitColumns([.fixed(11), .fixed(titles), .flexible(1)], gap: 2)
        guard places.count == 3 else { return }
        canvas.text(step.mark.word + (decides ? ", decides" : ""), in: places[0], alignment: .start, role: role)
        canvas.text(step.title, in: places[1], alignment: .start, role: decides ? .heading : .normal)
        canvas.text(step.text, in: places[2], alignment: .start, role: decides ? .heading : .muted)
    }

    /// The step's mark as a sign; none in ASCII, where a cross could also be yes. The word stands beside it in any case.
    private static func sign(_ mark: Explanation.Mark, _ symbols: SymbolSet) -> String {
        guard !symbols.isASCIIOnly else { return "" }
        return switch mark {
        case .yes: String(symbols.check)
        case .no: String(symbols.cross)
        case .waits: symbols.ellipsis
        case .notAsked: "-"
        }
    }

    private static func role(_ mark: Explanation.Mark) -> Role {
        switch mark {
        case .yes: .success
        case .no: .danger
        case .waits: .accent
        case .notAsked: .muted
        }
    }
}
