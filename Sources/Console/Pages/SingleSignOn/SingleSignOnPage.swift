import Provisioning
import Terminal
import Wording

extension Place {
    static let singleSignOn = Place(
        "Single sign-on", words: "what to set up first", below: .app, isReachable: { _ in true }
    ) { model in SingleSignOnPage(mode: .edit, model) }
}

/// Google's first prerequisite: single sign-on to the app.
struct SingleSignOnPage: Page {
    var crumb: String { Place.singleSignOn.name }
    let help = [
        "Autoprovisioning makes accounts; single sign-on lets people into them. Set it up in the Google Admin console (Apps > Web and mobile apps > the app > SAML) "
            + "and in the app's own administration before people get accounts."
    ]
    let mode: PageMode
    private var box: CheckBox
    private var saved: Bool
    private var buttons: FormButtons

    init(mode: PageMode, _ model: ConsoleModel) {
        self.mode = mode
        saved = model.configuration.singleSignOnAcknowledged
        box = CheckBox("Single sign-on is set up, or not wanted", isOn: saved)
        buttons = FormButtons(mode: mode)
        lock()
    }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        buttons.hasFocus
            ? buttons.hints(form: "Box") : [KeyHint("Space", "Tick"), buttons.hint]
    }

    func hasUnsavedChanges(_ model: ConsoleModel) -> Bool { box.isOn != saved }

    mutating func refresh(_ model: ConsoleModel) -> Bool {
        guard box.isOn == saved else { return false }
        saved = model.configuration.singleSignOnAcknowledged
        box.isOn = saved
        lock()
        return true
    }

    private mutating func lock() {
        guard mode == .setup else { return }
        buttons.saveBlocked = box.isOn ? nil : "Tick the box first."
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if key == .escape { return [.back] }
        guard buttons.hasFocus else {
            switch box.handle(key) {
            case .changed: lock()
            case .activated: buttons.hasFocus = true
            case .ignored where [.tab, .down, .character("j")].contains(key): buttons.hasFocus = true
            default: break
            }
            return []
        }
        switch buttons.handle(key) {
        case .nothing: return []
        case .leave: return [.back]
        case .save:
            guard !model.isBusy else { return [] }
            guard mode == .setup || box.isOn != saved else { return PageAction.nothingChanged }
            var edited = model.configuration
            edited.singleSignOnAcknowledged = box.isOn
            return [.task(Save(edited, mode == .setup ? .nextStep(.authorize) : .back))]
        }
    }

    mutating func focus(area: Int, _ model: ConsoleModel) { buttons.focus(area: area) }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let purpose =
            "Before you set up autoprovisioning, set up single sign-on for \(model.applicationTitle): accounts without it cannot be opened with a Google password."
        let frame = FormFrame(rect, on: canvas, step: nil, purpose: purpose)
        frame.draw(on: &canvas, step: nil, purpose: purpose, model)
        let place =
            model.configuration.application.profile == nil
            ? "RingCentral: Admin Portal > More > Security and Compliance > Single Sign-on" : "\(model.application): its own page for single sign-on"
        let text = [
            frame.saysPurpose ? nil : purpose,
            "Google: Apps > Web and mobile apps > \(model.applicationTitle) > SAML settings\n\(place)",
            "This program cannot see whether it is set up, so it asks.",
        ].compactMap(\.self).joined(separator: frame.saysPurpose ? "\n\n" : "\n")
        var rows = RowCursor(frame.body)
        rows.skip(canvas.paragraph(text, in: rows.rest.dropping(bottom: 1)) + (frame.saysPurpose ? 1 : 0))
        let line = rows.next()
        if !buttons.hasFocus { canvas.text(String(canvas.symbols.pointer), at: line.origin) }
        canvas.area(0, in: line) { box.draw(on: &$0, in: line.dropping(left: 2), focused: !buttons.hasFocus) }
        buttons.draw(on: &canvas, in: frame.buttons)
    }
}
