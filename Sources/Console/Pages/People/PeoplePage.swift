import Directory
import Provisioning
import Sync
import Terminal
import Wording

extension Place {
    static let people = Place("People", words: "find a person: why, status, account", below: .app, key: "w") { _ in PeoplePage(.why) }
}

/// Everybody whom the directory or the ledger knows: finds one person by any part of a name or address.
struct PeoplePage: Page {
    /// What choosing somebody does.
    enum Purpose: Sendable {
        /// Says why the person is or is not provisioned.
        case why
        /// Hands the person to the page below.
        case pick
    }

    let purpose: Purpose
    var crumb: String { purpose == .why ? Place.people.name : "Choose a person" }
    let help = [
        "Everybody in the directory, and everybody who still has an account. Type any part of a name or address; Enter takes the one that is selected, Down leads into the list.",
        "Directory is what Google says of the person, Account what was last known of the account.",
    ]

    private var people: [ListedPerson] = []
    private var list = FilteredList(emptyMessage: "The directory lists nobody.")
    private var order = ListOrder(columns: 4)
    private var isLoaded = false
    private var problem: String?
    /// What decides about everybody, for what stands beside the list: read once, and only where there is room for it.
    private var explainer: Loadable<PersonExplainer>?
    /// Why it is so with the selected person.
    private var explanation: Explanation?

    init(_ purpose: Purpose) {
        self.purpose = purpose
        list.openFilter()
    }

    var isTyping: Bool { list.isTyping }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { isLoaded && problem == nil ? [] : [.task(List())] }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        let isSearched = !list.filter.text.isEmpty
        let choose = list.selection == nil ? [] : [KeyHint("Enter", purpose == .why ? "Why" : "Choose")]
        let way = isTyping ? (list.selection == nil ? [] : [KeyHint("Down", "To the list")]) : [PageKey.filter.hint, PageKey.sort.hint]
        return choose + way + (isSearched ? [KeyHint("Esc", "Clear")] : [])
    }

    private func texts() -> [String] { people.map(Self.text) }
    static func text(_ person: ListedPerson) -> String { "\(person.name) \(person.email)" }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        switch event.answer(of: List.self) {
        case .success(let listed):
            (people, isLoaded, problem) = (listed.people, true, listed.trouble)
            list.replace(count: people.count, folded: listed.names, texts: texts)
            return listed.trouble == nil ? explainSelected(model) : []
        case .failure(let failure): problem = failure.text
        case nil: break
        }
        if let answer = event.answer(of: Understand.self) {
            explainer = Loadable(answer)
            return explainSelected(model)
        }
        if let (asked, answer) = event.ended(Explain.self), asked.personID == selected?.id { explanation = (try? answer.get()) ?? nil }
        return []
    }

    private var selected: ListedPerson? { list.selection.flatMap { people.indices.contains($0) ? people[$0] : nil } }

    /// Finds out why it is so with the selected person, where there is room to say it.
    private mutating func explainSelected(_ model: ConsoleModel) -> [ConsoleEffect] {
        guard isLoaded, problem == nil, ListWithDetail.isWide(columns: model.pageSize.columns, model), let selected else { return [] }
        guard explanation?.personID != selected.id else { return [] }
        explanation = nil
        guard let explainer else {
            explainer = .loading
            return [.task(Understand())]
        }
        return explainer.value.map { [.task(Explain(personID: selected.id, explainer: $0))] } ?? []
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if key == .enter, let selection = list.selection { return choose(people[selection]) }
        // Nothing stands in the field: there is nothing to clear first.
        if key == .escape, list.filter.text.isEmpty { return [.back] }
        if key == PageKey.sort.key, !isTyping {
            order.advance()
            sort()
            return explainSelected(model).map { .effect($0) }
        }
        let handling = list.handle(key, visibleRows: model.listRows, texts: texts)
        return handling == .ignored && key == .escape ? [.back] : explainSelected(model).map { .effect($0) }
    }

    private mutating func sort() {
        let people = people
        list.sort(
            order.rows(people.count) { row, column in
                let person = people[row]
                switch column {
                case 0: return person.name
                case 1: return person.email
                case 2: return person.statusWords
                default: return person.accountWords
                }
            }, texts: texts)
    }

    private func choose(_ person: ListedPerson) -> [PageAction] {
        switch purpose {
        case .why: [.push(ExplainPage(personID: person.id))]
        case .pick: [.picked(.person(id: person.id))]
        }
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        list.insert(paste: text, texts: texts)
        return explainSelected(model).map { .effect($0) }
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        if let problem, !isLoaded { return _ = canvas.paragraph(problem, in: rect.dropping(top: 1), role: .danger) }
        guard isLoaded else { return _ = canvas.text("Reading the directory...", at: rect.line(1).origin, role: .muted, width: rect.columns) }
        var rows = RowCursor(rect)
        if let problem { rows.skip(canvas.paragraph(problem, in: rows.rest.top(rect.rows > 14 ? 3 : 2), role: .warning)) }
        list.drawFilter(title: "Everybody", on: &canvas, in: rows.next())
        let split = ListWithDetail(rows.rest, model)
        drawList(on: &canvas, in: split.list, isBeside: split.detail != nil)
        split.draw(selected.map(detail), on: &canvas)
    }

    /// All that is known of a person by now.
    private func detail(_ person: ListedPerson) -> Detail {
        if let explanation, explanation.personID == person.id { return Detail(explanation) }
        var lines: [Detail.Line] = [
            .heading("\(person.name) <\(person.email)>"), .fact("Directory", person.statusWords, .normal),
            .fact("Account", person.accountWords, .normal),
        ]
        if let failure = explainer?.failure {
            lines.append(.text(failure, .warning))
        } else if problem == nil {
            lines.append(.text("Finding out why...", .muted))
        }
        return Detail(lines)
    }

    /// - Parameter isBeside: whether the detail of the selected person stands beside the list.
    private func drawList(on canvas: inout Canvas, in rect: Rect, isBeside: Bool) {
        var rows = RowCursor(rect)
        let symbols = canvas.symbols
        func texts(_ person: ListedPerson) -> [String] {
            [symbols.who(person.name, person.email), symbols.address(person.name, person.email), person.statusWords, person.accountWords]
        }
        let measured = list.measuredRows(visible: rows.rest.rows).filter(people.indices.contains).map { texts(people[$0]) }
        let table = Table(
            [
                TableColumn(order.title("Name", 0, symbols), minimumWidth: 14, idealWidth: 26, isStretching: true),
                TableColumn(order.title("Address", 1, symbols), priority: 2, minimumWidth: 20, idealWidth: 34),
                TableColumn(order.title("Directory", 2, symbols), minimumWidth: 11, idealWidth: 11),
                TableColumn(order.title("Account", 3, symbols), minimumWidth: 9, idealWidth: 9),
            ], width: rect.columns - 4, texts: measured)
        if selected != nil { table.drawHeader(on: &canvas, in: rows.next().dropping(left: 2)) }
        // Without the column of addresses, two people of the same name are told apart below.
        let showsAddress = isBeside || table.places.contains { $0.index == 1 }
        let places = rows.rest.splitList(rows: list.count, below: showsAddress || selected == nil ? 0 : 1)
        list.draw(on: &canvas, in: showsAddress || selected == nil ? rows.rest : places.list) { row, canvas, line in
            guard people.indices.contains(row) else { return }
            let person = people[row]
            table.drawRow(
                texts(person),
                roles: [
                    .normal, .muted, person.status == .active ? .normal : .warning,
                    person.accountIsActive == nil ? .muted : person.accountIsActive == true ? .normal : .warning,
                ], on: &canvas, in: line)
        }
        if !showsAddress, let selected {
            canvas.text("\(selected.name) <\(selected.email)>", at: places.below.origin, role: .accent, width: places.below.columns)
        }
    }
}
