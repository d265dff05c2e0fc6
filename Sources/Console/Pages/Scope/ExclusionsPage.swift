import Directory
import Provisioning
import Terminal
import Wording

extension Place {
    static let exclusions = Place(
        "Exclusions", words: "people and accounts that are left alone", keywords: "exclude exception protect never touch ignore", below: .settings
    ) { model in ExclusionsPage(model) }
}

/// People and accounts that are left alone, whatever the directory says.
struct ExclusionsPage: PickTaking {
    var crumb: String { Place.exclusions.name }
    let help = [
        "For an excluded person nothing is created, changed or taken away, whatever the directory says about them: they are treated like archived people. Delays that run are held until "
            + "the exclusion ends. A person is known by the directory id, so that a rename changes nothing.",
        "Where neither the directory nor an account has such a person now, the list says so: remove the exclusion, or correct it.",
        "An excluded account of the app is never adopted, changed, suspended or deleted, and nothing is reported about it. It is named by its user name or its id.",
    ]

    private(set) var exclusions: Exclusions
    private var saved: Exclusions
    private var list: ListView
    private var buttons = FormButtons(mode: .edit)

    init(_ model: ConsoleModel) {
        exclusions = model.configuration.exclusions
        saved = exclusions
        list = ListView(
            count: exclusions.people.count + exclusions.accounts.count,
            emptyMessage: "Nobody is excluded. A excludes a person, B an account of the app.")
    }

    private enum Row {
        case person(Int)
        case account(Int)
    }

    private var rows: [Row] { exclusions.people.indices.map(Row.person) + exclusions.accounts.indices.map(Row.account) }

    func hasUnsavedChanges(_ model: ConsoleModel) -> Bool { exclusions != saved }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] {
        // Nothing is asked of the directory without people.
        if exclusions.people.isEmpty { return [] }
        var edited = model.configuration
        edited.exclusions = exclusions
        return [.task(CountScope(configuration: edited.withAccess, request: model.scopeRequest))]
    }

    mutating func refresh(_ model: ConsoleModel) -> Bool {
        guard exclusions == saved else { return false }
        saved = model.configuration.exclusions
        exclusions = saved
        list.count = rows.count
        return true
    }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        if buttons.hasFocus { return buttons.hints(form: "List") }
        return [PageKey.add, .addAccount].hints + (rows.isEmpty ? [] : [PageKey.remove.hint])
            + [buttons.hint, PageKey.undo.hint]
    }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        if event.saved?.exclusions == exclusions { saved = exclusions }
        return []
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if key == .escape { return [.back] }
        let rows = rows
        list.count = rows.count
        guard !buttons.hasFocus else {
            if let actions = buttons.answer(to: key, model, isChanged: exclusions != saved) { return actions }
            var edited = model.configuration
            edited.exclusions = exclusions
            return [.task(Save.change(edited, .back))]
        }
        switch key {
        case .tab: buttons.hasFocus = true
        case .down where rows.isEmpty || list.selection == rows.count - 1: buttons.hasFocus = true
        case PageKey.add.key: return [.push(PeoplePage(.pick))]
        case PageKey.addAccount.key: return [.push(AccountNamePage())]
        case PageKey.remove.key, .backspace:
            guard let selection = list.selection, rows.indices.contains(selection) else { return [] }
            switch rows[selection] {
            case .person(let index): exclusions.people.remove(at: index)
            case .account(let index): exclusions.accounts.remove(at: index)
            }
            list.count = rows.count - 1
        case PageKey.undo.key:
            exclusions = saved
            list.count = self.rows.count
        default: _ = list.handle(key, visibleRows: model.listRows)
        }
        return []
    }

    mutating func take(_ pick: Pick, _ model: ConsoleModel) -> [PageAction] {
        switch pick {
        case .person(let id):
            let email = model.everybody?.people.first { $0.id == id }?.email ?? id
            guard !exclusions.people.contains(where: { $0.id == id }) else { return [.tell("\(email) is excluded already.", .muted)] }
            exclusions.people.append(ExcludedPerson(id: id, email: email))
            list.count = rows.count
            list.selection = exclusions.people.count - 1
        case .account(let name):
            guard !exclusions.accounts.contains(where: { $0.caseFolded == name.caseFolded }) else {
                return [.tell("\(name) is excluded already.", .muted)]
            }
            exclusions.accounts.append(name)
            list.count = rows.count
            list.selection = rows.count - 1
        default: break
        }
        return []
    }

    mutating func focus(area: Int, _ model: ConsoleModel) { buttons.focus(area: area) }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let purpose = "These people and accounts are left alone, whatever the directory says."
        let frame = FormFrame(rect, on: canvas, step: nil, purpose: purpose)
        frame.draw(on: &canvas, step: nil, purpose: purpose, model)
        let rows = rows
        let unknown = model.scopeSummary.value?.unknownExclusions ?? []
        let texts = rows.map { row in
            switch row {
            case .person(let index):
                let person = exclusions.people[index]
                return [person.email, unknown.contains(person) ? "Person, not known" : "Person", person.isByAddress ? "" : person.id]
            case .account(let index): return [exclusions.accounts[index], "Account of the app", ""]
            }
        }
        let area = frame.body
        let table = Table(
            [
                TableColumn("Name", minimumWidth: 24, isStretching: true), TableColumn("What", minimumWidth: 18),
                TableColumn("Directory id", priority: 3, minimumWidth: 12, idealWidth: 24),
            ], width: area.columns - 4, texts: texts)
        if !rows.isEmpty { table.drawHeader(on: &canvas, in: area.line(0).dropping(left: 2)) }
        let places = area.dropping(top: rows.isEmpty ? 0 : 1)
        var list = list
        list.count = rows.count
        list.visibleRows = max(1, places.rows)
        list.draw(on: &canvas, in: places, focused: !buttons.hasFocus) { index, canvas, line, _ in
            canvas.reads(as: texts[index][0], state: texts[index][1], in: line)
            table.drawRow(texts[index], roles: [.normal, .muted, .muted], on: &canvas, in: line)
        }
        buttons.draw(on: &canvas, in: frame.buttons)
    }
}
