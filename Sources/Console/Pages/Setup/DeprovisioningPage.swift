import Provisioning
import Terminal

/// What happens to accounts when the app is turned off, or the person is suspended or deleted, and after what delay.
struct DeprovisioningPage: Page {
    let mode: PageMode
    var crumb: String { mode == .setup ? "Set up" : "Deprovisioning" }
    var step: SetupStep? { mode == .setup ? .deprovisioning : nil }
    let help = [
        "Per cause an account can be suspended, deleted for good, or first the one and later the other. The delay runs from the first run that saw the cause; when the "
            + "cause goes away before, nothing happens.",
        "The app counts as turned off for everybody who is not let in any more while active: off at the unit, out of the access groups, or out of the scope's groups.",
        "\"Within 24 hours\" is due at the next run. Archived people are left alone. u puts back what is saved.",
    ]

    /// One line of the form.
    private struct Line: Equatable {
        let cause: DeprovisioningCause
        let action: DeprovisioningAction
    }

    private static let lines = DeprovisioningCause.allCases.flatMap { cause in DeprovisioningAction.allCases.map { Line(cause: cause, action: $0) } }

    private var policy: DeprovisioningPolicy
    /// The delay that an unticked line will have when it is ticked.
    private var idleDelays: [DeprovisioningDelay]
    private var saved: DeprovisioningPolicy
    private var focus = 0
    private var buttons: FormButtons

    init(mode: PageMode, _ model: ConsoleModel) {
        self.mode = mode
        policy = model.configuration.autoprovisioning.deprovisioning
        saved = policy
        idleDelays = Self.lines.map { $0.action == .suspend ? .within24Hours : .after21Days }
        buttons = FormButtons(mode: mode, last: "Finish")
        lock()
    }

    mutating func refresh(_ model: ConsoleModel) -> Bool {
        guard policy == saved else { return false }
        saved = model.configuration.autoprovisioning.deprovisioning
        policy = saved
        lock()
        return true
    }

    func hasUnsavedChanges(_ model: ConsoleModel) -> Bool { policy != saved }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        if case .saved(let configuration, _) = event, configuration.autoprovisioning.deprovisioning == policy { saved = policy }
        return []
    }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        if buttons.hasFocus { return buttons.hints(form: "Form") }
        return [
            KeyHint("Space", "Tick"), KeyHint("Left/Right", "Delay"), KeyHint("Tab", buttons.saveLabel), KeyHint("u", "Undo all"),
            KeyHint("Up/Down", "Move"),
        ]
    }

    private func delay(_ line: Line) -> DeprovisioningDelay? {
        line.action == .suspend ? policy[line.cause].suspend : policy[line.cause].hardDelete
    }

    private mutating func setDelay(_ delay: DeprovisioningDelay?, _ line: Line) {
        switch line.action {
        case .suspend: policy[line.cause].suspend = delay
        case .hardDelete: policy[line.cause].hardDelete = delay
        }
        lock()
    }

    private mutating func lock() { buttons.saveBlocked = SetupGate.deprovisioning(policy)?.description }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if key == .escape { return [.back] }
        guard !buttons.hasFocus else { return handleButtons(key, model) }
        let line = Self.lines[focus]
        switch key {
        case .tab, .enter: buttons.hasFocus = true
        case .up, .character("k"), .backTab: focus = max(0, focus - 1)
        case .down, .character("j"):
            if focus == Self.lines.count - 1 { buttons.hasFocus = true } else { focus += 1 }
        case .character(" "):
            if let delay = delay(line) {
                idleDelays[focus] = delay
                setDelay(nil, line)
            } else {
                setDelay(idleDelays[focus], line)
            }
        case .left, .character("h"): move(by: -1, line)
        case .right, .character("l"): move(by: 1, line)
        case .character("u"):
            policy = saved
            lock()
        default: break
        }
        return []
    }

    private mutating func move(by step: Int, _ line: Line) {
        let all = DeprovisioningDelay.allCases
        let current = delay(line) ?? idleDelays[focus]
        guard let index = all.firstIndex(of: current), all.indices.contains(index + step) else { return }
        // Choosing a delay for an unticked line means that it is wanted.
        setDelay(all[index + step], line)
    }

    private mutating func handleButtons(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        switch buttons.handle(key) {
        case .nothing: return []
        case .leave: return [.back]
        case .save:
            guard !model.isBusy else { return [] }
            guard mode == .setup || policy != saved else { return PageAction.nothingChanged }
            var edited = model.configuration
            edited.autoprovisioning.deprovisioning = policy
            edited.autoprovisioning.setupProgress = .finished
            let followUp: SaveFollowUp = mode == .setup ? .finishSetup : .back
            guard policy.causesToConfirm.isEmpty else { return [.ask(.hardDelete(policy.causesToConfirm, saving: edited, then: followUp))] }
            return [.effect(ConsoleState.saving(edited, followUp))]
        }
    }

    mutating func focus(area: Int, _ model: ConsoleModel) {
        buttons.focus(area: area)
        if Self.lines.indices.contains(area) { focus = area }
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var rows = RowCursor(rect)
        if let step { step.drawProgress(on: &canvas, in: rows.next(), model) }
        let isTall = rect.rows >= 16
        if isTall { rows.skip(1) }
        for (index, line) in Self.lines.enumerated() {
            if line.action == .suspend {
                canvas.text(heading(line.cause, columns: rect.columns), at: rows.next().origin, role: .heading, width: rect.columns)
            }
            let place = rows.next()
            canvas.area(index, in: place) {
                draw(line, delay: delay(line), idle: idleDelays[index], isFocused: !buttons.hasFocus && index == focus, on: &$0, in: place)
            }
            if line.action == .hardDelete, isTall {
                drawTimeline(line.cause, on: &canvas, in: rows.next().dropping(left: 2))
            }
        }
        if let cause = policy.causesToConfirm.first, rows.rest.rows > 2 {
            let words = "\(canvas.symbols.warning) \(cause.title): the hard delete is not later than the suspension."
            rows.skip(canvas.paragraph(words, in: rows.rest.dropping(bottom: 2), role: .warning))
        }
        // Without room below each cause, the line in time of the one with the focus stands above the buttons, or where their reason would when there is no room.
        var bottom = rows.rest
        if !isTall, bottom.rows > 1 {
            let hasLine = !buttons.hasFocus
            if hasLine { drawTimeline(Self.lines[focus].cause, isNamed: true, on: &canvas, in: bottom.line(bottom.rows > 2 ? 0 : 1)) }
            bottom = bottom.rows > 2 ? bottom.dropping(top: 1) : hasLine ? bottom.top(1) : bottom
        } else if bottom.rows > 2 {
            bottom = bottom.dropping(top: 1)
        }
        buttons.draw(on: &canvas, in: bottom.top(2))
    }

    private func heading(_ cause: DeprovisioningCause, columns: Int) -> String {
        let mark = policy[cause] == saved[cause] ? "" : " (changed)"
        guard cause == .appTurnedOff else { return cause.title + mark }
        let titles = [
            "\(cause.title) or the user leaves the scope", "When the app is off for the user, or out of scope",
            "App off for the user, or out of scope",
        ].map { $0 + mark }
        return titles.first { DisplayWidth.columns(of: $0) <= columns } ?? titles[titles.count - 1]
    }

    private func drawTimeline(_ cause: DeprovisioningCause, isNamed: Bool = false, on canvas: inout Canvas, in line: Rect) {
        let rule = policy[cause]
        canvas.text(
            DeprovisioningTimeline.words(rule, of: isNamed ? cause : nil, line: canvas.symbols.lines.horizontal), at: line.origin,
            role: rule.deletesNoLaterThanItSuspends ? .warning : .muted, width: line.columns)
    }

    private func draw(
        _ line: Line, delay: DeprovisioningDelay?, idle: DeprovisioningDelay, isFocused: Bool, on canvas: inout Canvas, in rect: Rect
    ) {
        let mark = delay == nil ? " " : canvas.symbols.isASCIIOnly ? "x" : String(canvas.symbols.check)
        let name = line.action == .suspend ? "Suspend" : "Hard delete"
        if isFocused { canvas.text(String(canvas.symbols.pointer), at: rect.origin) }
        canvas.text("[\(mark)] \(name)", at: Point(column: rect.column + 2, row: rect.row), role: isFocused ? .selected : .normal, width: 17)
        canvas.answerClicks(in: rect.left(19), [.character(" ")])
        canvas.reads(as: name, state: delay == nil ? "not ticked" : "ticked", in: rect.left(19))
        let options = DeprovisioningDelay.allCases
        let current = options.firstIndex(of: delay ?? idle) ?? 0
        let titles = options.map { $0 == .within24Hours ? $0.title : String($0.title.dropFirst("After ".count)) }
        var place = Point(column: rect.column + 19, row: rect.row)
        let needed = titles.reduce(0) { $0 + $1.count + 6 }
        guard rect.columns - 19 >= needed else {
            let symbols = canvas.symbols
            // A delay that would only begin to count when it is ticked is shown to who is about to tick it, not as if it held.
            let text = delay == nil && !isFocused ? "-" : "\(symbols.moreLeft) \((delay ?? idle).title) \(symbols.moreRight)"
            canvas.text(text, at: place, role: delay == nil ? .disabled : isFocused ? .selected : .normal, width: rect.endColumn - place.column)
            return
        }
        for (index, (option, title)) in zip(options, titles).enumerated() {
            let isChosen = option == delay
            let radio = isChosen ? canvas.symbols.radioOn : canvas.symbols.isASCIIOnly ? " " : canvas.symbols.radioOff
            let role: Role = delay == nil ? .disabled : isChosen && isFocused ? .selected : .normal
            let columns = canvas.text("(\(radio)) \(title)", at: place, role: role, width: rect.endColumn - place.column)
            let way = Array(repeating: index > current ? Key.right : .left, count: abs(index - current))
            let cells = Rect(column: place.column, row: place.row, columns: columns, rows: 1)
            canvas.answerClicks(in: cells, way)
            canvas.reads(as: option.title, state: isChosen ? "chosen" : nil, in: cells)
            place.column += columns + 2
        }
    }
}
