import Directory
import Provisioning
import Terminal
import Wording

extension Place {
    static let mapping = Place(
        "Attribute mapping", words: "which attribute the app gets from which", below: .settings
    ) { model in AttributesPage(mode: .edit, model) }
}

/// Which directory attribute fills which attribute of the app.
struct AttributesPage: PickTaking {
    let mode: PageMode
    var crumb: String { mode == .setup ? "Set up" : Place.mapping.name }
    var step: SetupStep? { mode == .setup ? .attributes : nil }
    let help = [
        "The app's attributes stand on the left; those with * are mandatory. Choose a directory attribute for each, or a text that is the same for everyone.",
        "With F an attribute gets a fallback: the first source that has a value for a person is taken. u puts a row back as it was, D takes the source that is proposed "
            + "for the app.",
        "With | you say what is made of the value on its way: phone numbers in international form, a state by its code, a text that is cut, and more. The values of a person "
            + "are shown after each step. Q compares the values of everybody in scope with what the app accepts.",
        "With H you choose what happens when somebody changes the attribute by hand in the app: it is reported (and waits for you under Accounts), it is overwritten by the next "
            + "run, or it stays until the directory's value changes.",
        "The values are those that the app would get for one person of the directory with what is chosen here; > takes the next person, N one that you look for.",
    ]

    private(set) var mappings: [AttributeMapping]
    private(set) var saved: [AttributeMapping]
    private(set) var list: ListView
    private(set) var buttons: FormButtons
    private(set) var sample = SamplePerson()

    init(mode: PageMode, _ model: ConsoleModel) {
        self.mode = mode
        saved = Self.opened(mode, model)
        mappings = saved
        list = ListView(count: model.targets.count)
        buttons = FormButtons(mode: mode)
        lock(model)
    }

    /// The rows that the page opens with: in the setup the proposed ones.
    private static func opened(_ mode: PageMode, _ model: ConsoleModel) -> [AttributeMapping] {
        let configured = model.configuration.autoprovisioning.mapping
        return mode == .setup && configured.isEmpty ? MappingTable.defaults(for: model.targets) : configured
    }

    mutating func refresh(_ model: ConsoleModel) -> Bool {
        guard !hasUnsavedChanges(model) else { return false }
        saved = Self.opened(mode, model)
        mappings = saved
        lock(model)
        return true
    }

    func hasUnsavedChanges(_ model: ConsoleModel) -> Bool { ordered(mappings, model) != ordered(saved, model) }

    func firstStep(_ model: ConsoleModel) -> String? { "The proposal suits most companies; Tab leads to Continue." }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] {
        guard let attributes = model.attributes.value else { return [.task(ListAttributes())] }
        return [sample.loading(attributes, mappings)]
    }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        if let attributes = event.success(of: ListAttributes.self) { return [sample.loading(attributes, mappings)] }
        if event.saved?.autoprovisioning.mapping == ordered(mappings, model) {
            mappings = ordered(mappings, model)
            saved = mappings
        }
        return []
    }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        if buttons.hasFocus { return buttons.hints(form: "List") }
        return [
            KeyHint("Enter", "Source"), PageKey.fallback.hint, PageKey.remove.hint, buttons.hint, PageKey.steps.hint,
        ] + (mode == .edit ? [PageKey.quality.hint] : []) + [PageKey.byHand, .undo, .nextPerson, .findPerson, .proposed].hints
    }

    func table(_ model: ConsoleModel) -> MappingTable {
        var settings = model.configuration.autoprovisioning
        settings.mapping = mappings
        return MappingTable(targets: model.targets, settings: settings, tools: model.valueTools)
    }

    private mutating func lock(_ model: ConsoleModel) {
        buttons.saveBlocked = SetupGate.attributes(table(model))?.description
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if key == .escape { return [.back] }
        guard !buttons.hasFocus else { return handleButtons(key, model) }
        let target = model.targets[list.selection ?? 0]
        switch key {
        case .tab: buttons.hasFocus = true
        case .down where list.selection == model.targets.count - 1: buttons.hasFocus = true
        case .enter, .character(" "):
            let current = mappings.first { $0.target == target.path }?.sources.first
            return [.push(SourcePickerPage(.source(target, isFallback: false), current: current?.origin, model))]
        case PageKey.fallback.key:
            let sources = mappings.first { $0.target == target.path }?.sources ?? []
            if case .fixed? = sources.last?.origin {
                return [.tell("A text for everyone is never missing: a fallback after it would never be used.", .muted)]
            }
            let hasSource = !sources.isEmpty
            return [.push(SourcePickerPage(.source(target, isFallback: hasSource), current: sources.last?.origin, model))]
        case PageKey.steps.key:
            guard let mapping = mappings.first(where: { $0.target == target.path }), !mapping.sources.isEmpty else {
                return [.tell("\(target.label) has no source yet: choose one first, with Enter.", .muted)]
            }
            return [.push(StepsPage(target: target, sources: mapping.sources, person: sample.person(model)))]
        case PageKey.quality.key:
            guard mode == .edit else { return [.tell("The values of everybody can be checked once the setup is finished.", .muted)] }
            guard !hasUnsavedChanges(model) else { return [.tell("Save the mapping first: what is saved is checked.", .muted)] }
            return [.push(QualityPage())]
        case PageKey.nextPerson.key: sample.takeNext()
        case PageKey.findPerson.key: return [.push(PeoplePage(.pick))]
        case PageKey.remove.key, .backspace:
            mappings.removeAll { $0.target == target.path }
            lock(model)
        case PageKey.proposed.key:
            let drift = drift(of: target.path)
            mappings.removeAll { $0.target == target.path }
            if let source = target.proposedSource {
                mappings.append(AttributeMapping(target: target.path, sources: [source], drift: drift))
            }
            lock(model)
        case PageKey.byHand.key: return [changeDrift(of: target, model)]
        case PageKey.undo.key:
            mappings.removeAll { $0.target == target.path }
            if let before = saved.first(where: { $0.target == target.path }) { mappings.append(before) }
            mappings = ordered(mappings, model)
            lock(model)
        default: _ = list.handle(key, visibleRows: model.listRows)
        }
        return []
    }

    /// What happens to a change by hand: as the row says, or as it said before it was cleared.
    private func drift(of target: String) -> DriftPolicy {
        (mappings.first { $0.target == target } ?? saved.first { $0.target == target })?.drift ?? .report
    }

    /// Takes the next of the things that can happen when somebody changes the attribute by hand in the app, and says it.
    private mutating func changeDrift(of target: TargetAttribute, _ model: ConsoleModel) -> PageAction {
        guard let index = mappings.firstIndex(where: { $0.target == target.path }) else {
            return .tell("\(target.label) is not mapped, so nobody looks at what is changed by hand.", .muted)
        }
        let policies = DriftPolicy.allCases
        let place = policies.firstIndex(of: mappings[index].drift) ?? 0
        mappings[index].drift = policies[(place + 1) % policies.count]
        return .tell("\(target.label) in \(model.application): \(mappings[index].drift.words).", .normal)
    }

    mutating func focus(area: Int, _ model: ConsoleModel) { buttons.focus(area: area) }

    private mutating func handleButtons(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if let actions = buttons.answer(to: key, model, isChanged: mode == .setup || hasUnsavedChanges(model)) { return actions }
        var edited = model.configuration
        edited.autoprovisioning.mapping = ordered(mappings, model)
        edited.autoprovisioning.setupProgress = max(edited.autoprovisioning.setupProgress, .attributesMapped)
        return [.task(Save.change(edited, mode == .setup ? .nextStep(.scope) : .back))]
    }

    /// The rows in the order of the screen, so that the file reads like it.
    private func ordered(_ mappings: [AttributeMapping], _ model: ConsoleModel) -> [AttributeMapping] {
        model.targets.compactMap { target in mappings.first { $0.target == target.path } }
    }

    mutating func take(_ pick: Pick, _ model: ConsoleModel) -> [PageAction] {
        if case .person(let id) = pick {
            sample.take(personID: id)
            return [.effect(sample.loading(model.attributes.value ?? DirectoryAttribute.standard, mappings))]
        }
        if case .sources(let sources, let target) = pick, let index = mappings.firstIndex(where: { $0.target == target }) {
            mappings[index].sources = sources
            lock(model)
            return []
        }
        guard case .source(let text, let isFixed, let isFallback, let target) = pick else { return [] }
        let source: MappingSource = isFixed ? .fixed(text) : .attribute(text)
        if let index = mappings.firstIndex(where: { $0.target == target }) {
            if isFallback {
                if !mappings[index].sources.contains(source) { mappings[index].sources.append(source) }
            } else {
                mappings[index].sources = [source]
            }
        } else {
            mappings.append(AttributeMapping(target: target, sources: [source], drift: drift(of: target)))
        }
        lock(model)
        return []
    }
}
