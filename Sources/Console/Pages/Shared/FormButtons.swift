import Terminal

/// The two buttons below a form: the one that leaves it and the one that saves it.
struct FormButtons: Sendable {
    /// What a key meant.
    enum Answer: Sendable {
        case nothing
        case leave
        case save
    }

    private var row: ButtonRow
    /// Whether the buttons have the focus, not the form above. Whoever comes to them comes to the one that saves.
    var hasFocus = false {
        didSet { if !hasFocus { row.focus = 1 } }
    }

    init(leave: String, save: String) {
        row = ButtonRow([Button(leave), Button(save, isPrimary: true)], focus: 1)
    }

    /// `Back` and `Continue` (or `last`) in the setup, `Cancel` and `Update` afterwards, as Google has it where it edits what is set up.
    init(mode: PageMode, last: String = "Continue") {
        self = mode == .setup ? FormButtons(leave: "Back", save: last) : FormButtons(leave: "Cancel", save: "Update")
    }

    /// The word on the button that saves.
    var saveLabel: String { row.buttons[1].label }

    /// Why the form cannot be saved now; `nil` when it can.
    var saveBlocked: String? {
        get { row.buttons[1].disabledReason }
        set { row.buttons[1].disabledReason = newValue }
    }

    /// The keys that work while the buttons have the focus; Tab leads to `form`. A button that cannot be pressed offers none.
    func hints(form: String) -> [KeyHint] {
        let enter = row.focused.flatMap { $0.isEnabled ? KeyHint("Enter", $0.label) : nil }
        return [enter, KeyHint("Left/Right", "Other button"), KeyHint("Tab", form)].compactMap(\.self)
    }

    /// The key that leads from a form to its buttons: it names the one that saves, where that can be pressed.
    var hint: KeyHint { KeyHint("Tab", saveBlocked == nil ? saveLabel : "Buttons") }

    /// Applies a key while the buttons have the focus; Up and Tab give it back to the form.
    ///
    /// Only Enter presses a button: Space ticks boxes, and somebody who runs down past the last one must not save by it.
    mutating func handle(_ key: Key) -> Answer {
        guard key != .character(" ") else { return .nothing }
        switch row.handle(key) {
        case .activated:
            guard row.focus == 1 else {
                // Somebody who comes back finds the button that saves.
                row.focus = 1
                return .leave
            }
            return .save
        case .ignored where [.up, .tab, .backTab, .character("k")].contains(key): hasFocus = false
        default: break
        }
        return .nothing
    }

    /// What a key leads to while the buttons have the focus; `nil` when the form is to be saved now.
    /// - Parameter isChanged: whether there is anything to save.
    mutating func answer(to key: Key, _ model: ConsoleModel, isChanged: Bool) -> [PageAction]? {
        switch handle(key) {
        case .nothing: []
        case .leave: [.back]
        case .save: model.isBusy ? [] : isChanged ? nil : PageAction.nothingChanged
        }
    }

    /// The number of the part of a page that the buttons are, for ``Page/focus(area:_:)``.
    static let area = 100

    /// Takes the focus when the part of the page with this number is theirs, and gives it to the form otherwise.
    mutating func focus(area: Int) { hasFocus = area == Self.area }

    /// The rows that the buttons take below a form: one more for the reason why it cannot be saved.
    var rows: Int { saveBlocked == nil ? 1 : 2 }

    /// Draws the buttons, and in a second row, if there is one, why the form cannot be saved.
    func draw(on canvas: inout Canvas, in rect: Rect) {
        canvas.area(Self.area, in: rect) { row.draw(on: &$0, in: rect, focused: hasFocus) }
        guard !hasFocus, let saveBlocked, rect.rows > 1 else { return }
        canvas.paragraph(saveBlocked, in: rect.dropping(top: 1), role: .muted)
        // The button says it already.
        canvas.reads(as: "", in: rect.dropping(top: 1))
    }
}

extension PageAction {
    /// What saving a form does in which nothing was changed.
    static var nothingChanged: [PageAction] { [.back, .tell("Nothing was changed.", .muted)] }
}
