import Provisioning
import Terminal
import Wording

extension Place {
    static let deprovisioning = Place(
        "Deprovisioning", words: "delays of suspend and hard delete", below: .settings
    ) { model in DeprovisioningPage(mode: .edit, model) }
}

/// What happens to accounts when the app is turned off, or the person is suspended or deleted, and after what delay.
struct DeprovisioningPage: Page {
    let mode: PageMode
    var crumb: String { mode == .setup ? "Set up" : Place.deprovisioning.name }
    var step: SetupStep? { mode == .setup ? .deprovisioning : nil }
    let help = [
        "For each cause an account can be suspended, deleted for good, or suspended first and deleted later. The delay runs from the first run that saw the cause; when the "
            + "cause goes away before, nothing happens.",
        "The app counts as turned off for everybody who is active and no longer let in: off at the unit, out of the access groups, or out of the scope's groups.",
        Self.tip,
        "\"Within 24 hours\" is due at the next run. Archived people are left alone. u puts back what is saved.",
    ]

    /// As Google's page says it.
    static let tip =
        "Tip: Set the hard delete later than the suspension. A suspended account is temporarily unavailable until it's restored; a deleted one is lost."

    /// One line of the form.
    struct Line: Equatable {
        let cause: DeprovisioningCause
        let action: DeprovisioningAction
    }

    static let lines = DeprovisioningCause.allCases.flatMap { cause in DeprovisioningAction.allCases.map { Line(cause: cause, action: $0) } }

    private(set) var policy: DeprovisioningPolicy
    /// The delay that an unticked line will have when it is ticked.
    private(set) var idleDelays: [DeprovisioningDelay]
    private(set) var saved: DeprovisioningPolicy
    private(set) var focus = 0
    private(set) var buttons: FormButtons

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
        if event.saved?.autoprovisioning.deprovisioning == policy { saved = policy }
        return []
    }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        if buttons.hasFocus { return buttons.hints(form: "Form") }
        return [
            KeyHint("Space", "Tick"), KeyHint("Left/Right", "Delay"), buttons.hint, PageKey.undo.hint,
            KeyHint("Up/Down", "Move"),
        ]
    }

    func delay(_ line: Line) -> DeprovisioningDelay? {
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
        case PageKey.undo.key:
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
        if let actions = buttons.answer(to: key, model, isChanged: mode == .setup || policy != saved) { return actions }
        var edited = model.configuration
        edited.autoprovisioning.deprovisioning = policy
        edited.autoprovisioning.setupProgress = .finished
        let followUp: SaveFollowUp = mode == .setup ? .finishSetup : .back
        guard policy.causesToConfirm.isEmpty else { return [.ask(.hardDelete(policy, saving: edited, then: followUp))] }
        return [.task(Save.change(edited, followUp))]
    }

    mutating func focus(area: Int, _ model: ConsoleModel) {
        buttons.focus(area: area)
        if Self.lines.indices.contains(area) { focus = area }
    }
}
