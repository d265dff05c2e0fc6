import Provisioning
import Sync
import Terminal
import Wording

/// Somebody else saved while something was edited here: what they changed, what was changed here, and whose value each setting gets.
struct OvertakenPage: Page {
    let crumb = "Changed meanwhile"
    let help = [
        "Somebody else saved the configuration after you opened it, so yours was not saved on top. Each setting that either of you changed is listed, with their value and yours.",
        "Left takes theirs, Right takes yours. What only one of you changed is chosen already; what both changed differently waits for you. Save saves what is chosen; Esc leads "
            + "back to what you entered, which is kept.",
    ]

    /// The save that was overtaken.
    private let save: Save
    private let overtaking: Overtaking
    private var choices: [ConfigurationOverlap.Choice?]
    private var list: ListView
    private var buttons = FormButtons(leave: "Back", save: "Save")

    init(_ overtaking: Overtaking, _ save: Save) {
        (self.overtaking, self.save) = (overtaking, save)
        choices = overtaking.overlap.settings.map(\.proposal)
        list = ListView(
            count: choices.count, selection: choices.firstIndex(of: nil) ?? 0,
            emptyMessage: "Both of you have the same settings: there is nothing to choose.")
        lockButtons()
    }

    private var settings: [ConfigurationOverlap.Setting] { overtaking.overlap.settings }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        if buttons.hasFocus { return buttons.hints(form: "Settings") }
        return [KeyHint("Left", "Take theirs"), KeyHint("Right", "Take yours"), KeyHint("Up/Down", "Setting"), KeyHint("Tab", "Save")]
    }

    private mutating func lockButtons() {
        let open = choices.count { $0 == nil }
        buttons.saveBlocked =
            open == 0
            ? nil
            : open == 1
                ? "Choose a value for the setting that both of you changed." : "Choose values for \(open) settings that both of you changed."
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if key == .escape { return [.back] }
        guard !buttons.hasFocus else { return handleButtons(key, model) }
        switch key {
        case .left, .character("h"): choose(.theirs)
        case .right, .character("l"): choose(.mine)
        case .character(" "): choose(list.selection.flatMap { choices[$0] } == .theirs ? .mine : .theirs)
        case .tab, .enter: buttons.hasFocus = true
        case .down where list.selection == choices.count - 1: buttons.hasFocus = true
        default: _ = list.handle(key, visibleRows: model.listRows)
        }
        return []
    }

    private mutating func choose(_ choice: ConfigurationOverlap.Choice) {
        guard let selection = list.selection, choices.indices.contains(selection) else { return }
        choices[selection] = choice
        lockButtons()
    }

    private mutating func handleButtons(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        switch buttons.handle(key) {
        case .nothing: return []
        case .leave: return [.back]
        case .save:
            let chosen = choices.compactMap(\.self)
            guard !model.isBusy, chosen.count == choices.count else { return [] }
            guard let merged = try? overtaking.overlap.merged(chosen) else {
                return [.tell("These settings do not fit together. Take theirs for those that belong together.", .warning)]
            }
            if merged.changes(to: overtaking.overlap.theirs).isEmpty {
                return [.task(KeepTheirs(configuration: overtaking.overlap.theirs, followUp: save.followUp))]
            }
            return [.task(save.again(with: merged))]
        }
    }

    mutating func focus(area: Int, _ model: ConsoleModel) { buttons.focus(area: area) }

    // MARK: Drawing

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let purpose =
            "The configuration was changed by \(overtaking.who), since you opened it. Nothing of yours is saved yet. Choose a value for each setting."
        let frame = FormFrame(rect, on: canvas, step: nil, purpose: purpose)
        frame.draw(on: &canvas, step: nil, purpose: purpose, role: .warning, model)
        var lines = RowCursor(frame.body)
        // Whose changes these are is worth two rows, however few there are.
        if !frame.saysPurpose { lines.skip(canvas.paragraph(purpose, in: lines.rest.top(2), role: .warning)) }
        let isASCII = canvas.symbols.isASCIIOnly
        func value(_ text: String?, _ setting: ConfigurationOverlap.Setting, isTaken: Bool) -> String {
            "\(isTaken ? (isASCII ? "*" : "●") : " ") \(SettingChange.value(text, of: setting.name))"
        }
        func texts(_ index: Int) -> [String] {
            let setting = settings[index]
            return [
                SettingChange.title(of: setting.name, label: setting.label), SettingChange.value(setting.base, of: setting.name),
                value(setting.theirs, setting, isTaken: choices[index] == .theirs), value(setting.mine, setting, isTaken: choices[index] == .mine),
            ]
        }
        let table = Table(
            [
                TableColumn("Setting", minimumWidth: 18, idealWidth: 32, isStretching: true),
                TableColumn("Before", priority: 3, minimumWidth: 9, idealWidth: 16), TableColumn("  Theirs", minimumWidth: 11, idealWidth: 18),
                TableColumn("  Yours", minimumWidth: 11, idealWidth: 18),
            ], width: rect.columns - 4, texts: settings.indices.map(texts))
        table.drawHeader(on: &canvas, in: lines.next().dropping(left: 2))
        let places = lines.rest.splitList(rows: settings.count, below: lines.rest.rows < 5 ? 1 : 2)
        list.draw(on: &canvas, in: places.list, focused: !buttons.hasFocus) { index, canvas, line, _ in
            guard settings.indices.contains(index) else { return }
            let choice = choices[index]
            table.drawRow(
                texts(index),
                roles: [choice == nil ? .warning : .normal, .muted, choice == .theirs ? .accent : .muted, choice == .mine ? .accent : .muted],
                on: &canvas, in: line)
        }
        if let selection = list.selection, settings.indices.contains(selection) {
            canvas.paragraph(words(selection), in: places.below, role: choices[selection] == nil ? .warning : .accent)
        }
        buttons.draw(on: &canvas, in: frame.buttons)
    }

    /// The selected setting in full.
    private func words(_ index: Int) -> String {
        let setting = settings[index]
        let taken =
            switch choices[index] {
            case .theirs: "Theirs is taken."
            case .mine: "Yours is taken."
            case nil: "Both of you changed it: choose with Left or Right."
            }
        func value(_ text: String?) -> String { SettingChange.value(text, of: setting.name) }
        let title = SettingChange.title(of: setting.name, label: setting.label)
        return "\(title.prefix(1).uppercased() + title.dropFirst()): theirs \(value(setting.theirs)), yours \(value(setting.mine)). \(taken)"
    }
}

extension OvertakenPage {
    /// Ends a save of which nothing is kept.
    struct KeepTheirs: ConsoleTask {
        let configuration: Configuration
        let followUp: SaveFollowUp

        func perform(_ services: ConsoleServices) async throws {}

        func done(_ success: Void, _ console: inout ConsoleState) -> [ConsoleEffect] {
            console.model.status = console.model.status?.with(configuration)
            let effects = console.follow(followUp)
            console.say("The configuration stays as it was saved; nothing of yours was kept.", .success)
            return effects
        }
    }
}
