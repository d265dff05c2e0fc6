import Provisioning
import Sync
import Terminal
import Wording

extension Place {
    static let accounts = Place(
        "Accounts", words: "who has one; adopt, link, suspend",
        keywords: "reconciliation drift compare adopt link orphan unlinked okta entra by hand", below: .app, key: "o"
    ) { _ in AccountsPage() }
}

/// Who has an account in the app, by which rule, and what somebody did there by hand; each can be decided about.
struct AccountsPage: PickTaking {
    var crumb: String { Place.accounts.name }
    let help = [
        "Every account that is known: whose it is, by which rule, since when, and what was found about it. Ctrl-R compares the app's accounts with what this program knows now; a run does "
            + "so once a day. Left and Right show all, those with a finding, or those that wait for you; / finds a name, an address or an account.",
        "Each decision is asked about first, and the next run carries it out. V adopts the account for the person whose ID or user name it has, L links it to a person that you "
            + "choose, I ignores for good what was found, z suspends the account, b puts back what was changed by hand, u takes a decision back. Space marks, and what is "
            + "marked is decided about at once.",
    ]

    /// What the list shows.
    enum Filter: String, CaseIterable {
        case all = "All"
        case found = "With a finding"
        case waiting = "Waiting for you"

        func shows(_ account: ListedAccount) -> Bool {
            switch self {
            case .all: true
            case .found: account.findings.contains { $0.state != .ignored }
            case .waiting: account.isWaiting
            }
        }
    }

    var overview: AccountsOverview?
    /// How many accounts each filter shows: counted once, not for every key.
    private var counts: [Filter: Int] = [:]
    private var accounts: [ListedAccount] = []
    private var problem: String?
    private var filter = Filter.all
    private var order = ListOrder(columns: 5)
    private var marks = RowMarks()
    private var list = FilteredList(emptyMessage: "No account is known yet. Ctrl-R compares with the app.")
    /// The account that is selected: the order of the list may change with a comparison.
    private var chosen: String?

    /// Whose account is selected as soon as it is there, by directory id.
    private var wanted: String?

    /// - Parameter person: whose account is selected, by directory id.
    init(person: String? = nil) { wanted = person }

    var isTyping: Bool { list.isTyping }
    let helpHints = [
        PageKey.putBack.hint, PageKey.undo.hint, PageKey.why.hint, KeyHint("Left/Right", "Which accounts"), PageKey.sort.hint,
    ]

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.task(List())] }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        if isTyping { return ListFilter.typingHints }
        let compare = PageKey.readAgain.hint
        guard let selected else { return [compare] + list.filter.clearHint }
        let decide =
            selected.isLinked
            ? [PageKey.putBack, .ignore, .suspend].hints : [PageKey.adopt, .link, .ignore, .suspend].hints
        let takeBack = selected.decision == nil ? [] : [PageKey.undo.hint]
        return takeBack + (selected.findings.isEmpty ? [] : decide) + [KeyHint("Enter", "Details"), compare, PageKey.filter.hint]
            + marks.hints + list.filter.clearHint
    }

    private var selected: ListedAccount? { list.selection.flatMap { accounts.indices.contains($0) ? accounts[$0] : nil } }

    private func texts() -> [String] { accounts.map { "\($0.userName) \($0.name) \($0.email) \($0.id)" } }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        switch event.answer(of: List.self) ?? event.answer(of: Compare.self) {
        case .success(let overview):
            (self.overview, problem) = (overview, nil)
            counts = Dictionary(uniqueKeysWithValues: Filter.allCases.map { ($0, overview.accounts.count(where: $0.shows)) })
            show()
        case .failure(let failure): problem = failure.text
        case nil: break
        }
        return []
    }

    private mutating func show() {
        accounts = overview?.accounts.filter(filter.shows) ?? []
        list.replace(count: accounts.count, texts: texts)
        sort()
        if let wanted, let row = accounts.firstIndex(where: { $0.personID == wanted }) {
            list.select(row)
            self.wanted = nil
        } else if let chosen, let row = accounts.firstIndex(where: { $0.id == chosen }) {
            list.select(row)
        }
        chosen = selected?.id
    }

    private mutating func sort() {
        let accounts = accounts
        list.sort(
            order.rows(accounts.count) { row, column in
                let account = accounts[row]
                switch column {
                case 0: return account.userName
                case 1: return account.name
                case 2: return AccountWords.finding(account)
                case 3: return AccountWords.since(account)
                default: return account.ruleWords
                }
            }, texts: texts)
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        list.insert(paste: text, texts: texts)
        return []
    }

    mutating func take(_ pick: Pick, _ model: ConsoleModel) -> [PageAction] {
        guard case .person(let id) = pick, let chosen else { return [] }
        return [.task(Propose(verdict: .link, account: chosen, person: id))]
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        let handling = list.handle(key, visibleRows: model.listRows, texts: texts)
        chosen = selected?.id
        guard handling == .ignored || handling == .activated else { return [] }
        switch key {
        case .escape where !marks.isEmpty:
            marks.clear()
            return []
        case .escape: return [.back]
        case .character(" "):
            if let selected { marks.toggle(selected.id) }
            _ = list.handle(.down, visibleRows: model.listRows, texts: texts)
            chosen = selected?.id
            return []
        case PageKey.readAgain.key: return [.task(Compare())]
        case PageKey.sort.key:
            order.advance()
            sort()
        case .left, .character("h"): step(-1)
        case .right, .character("l"), .tab: step(1)
        default: break
        }
        if !marks.isEmpty, let verdict = Self.verdict(key) { return proposeMarked(verdict) }
        guard let selected else { return [] }
        switch key {
        case PageKey.adopt.key: return propose(.adopt, selected)
        case PageKey.link.key:
            guard !selected.isLinked else { return [.tell("The account belongs to \(selected.name) already.", .muted)] }
            return [.push(PeoplePage(.pick))]
        case PageKey.ignore.key: return propose(.ignore, selected)
        case PageKey.suspend.key: return propose(.suspend, selected)
        case PageKey.putBack.key: return propose(.restore, selected)
        case PageKey.undo.key:
            guard selected.decision != nil else { return [.tell("Nothing was decided about it.", .muted)] }
            return [.task(TakeBack(account: selected.id))]
        case PageKey.why.key:
            guard let person = selected.personID else { return [.tell("The account belongs to nobody in the directory.", .muted)] }
            return [.push(ExplainPage(personID: person))]
        default: return handling == .activated ? [.push(EntryPage(selected.userName, Detail(selected, model)))] : []
        }
    }

    /// The decision that a key asks for about all that is marked; `nil` for keys that are about one.
    private static func verdict(_ key: Key) -> AccountDecision.Verdict? {
        switch key {
        case PageKey.adopt.key: .adopt
        case PageKey.ignore.key: .ignore
        case PageKey.suspend.key: .suspend
        case PageKey.putBack.key: .restore
        default: nil
        }
    }

    private mutating func proposeMarked(_ verdict: AccountDecision.Verdict) -> [PageAction] {
        let marked = (overview?.accounts ?? []).map(\.id).filter(marks.contains)
        marks.clear()
        return marked.isEmpty ? [.tell("What was marked is no longer there.", .muted)] : [.task(ProposeEach(verdict: verdict, accounts: marked))]
    }

    private func propose(_ verdict: AccountDecision.Verdict, _ account: ListedAccount) -> [PageAction] {
        [.task(Propose(verdict: verdict, account: account.id))]
    }

    private mutating func step(_ step: Int) {
        let filters = Filter.allCases
        filter = filters[((filters.firstIndex(of: filter) ?? 0) + step + filters.count) % filters.count]
        chosen = nil
        show()
        list.selectFirst()
        chosen = selected?.id
    }

    // MARK: Drawing

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        guard let overview else {
            if let problem { return _ = canvas.paragraph(problem, in: rect.dropping(top: 1), role: .danger) }
            return _ = canvas.text("Reading who has an account...", at: rect.line(1).origin, role: .muted, width: rect.columns)
        }
        var rows = RowCursor(rect)
        if let trouble = problem ?? overview.directoryTrouble.map({ "The directory could not be asked, so no rule is named: \($0)" }) {
            rows.skip(canvas.paragraph(trouble, in: rows.rest.top(rect.rows > 14 ? 3 : 2), role: .warning))
        }
        list.drawFilter(
            title: overview.compared.map { "Compared with \(model.application) on \($0.words)" } ?? "Never compared with \(model.application) yet",
            on: &canvas, in: rows.next())
        TabRow(
            Filter.allCases.map { filter in
                let count = counts[filter] ?? 0
                return .init(filter.rawValue, count: count, isUrgent: filter == .waiting && count > 0)
            }, chosen: Filter.allCases.firstIndex(of: filter) ?? 0
        ).draw(on: &canvas, in: rows.next())
        var shown = list
        shown.emptyMessage =
            filter == .all ? "No account is known yet. Ctrl-R compares with the app." : "No account is like that. Left and Right show the others."
        let split = ListWithDetail(rows.rest, model)
        drawList(shown, on: &canvas, in: split.list, model, isBeside: split.detail != nil)
        split.draw(selected.map { Detail($0, model) }, on: &canvas)
    }

    /// From here on there is room for an address, a name and a finding.
    private static let leastColumnsForNames = 66

    /// - Parameter isBeside: whether the detail of the selected account stands beside the list.
    private func drawList(_ list: FilteredList, on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel, isBeside: Bool) {
        var rows = RowCursor(rect)
        let symbols = canvas.symbols
        func texts(_ account: ListedAccount) -> [String] {
            [
                account.userName, account.personID == nil ? "nobody" : symbols.who(account.name, account.email), AccountWords.finding(account),
                AccountWords.since(account), account.ruleWords,
            ]
        }
        let shown = list.measuredRows(visible: rows.rest.rows).filter(accounts.indices.contains).map { accounts[$0] }
        // Where nothing was found, the names need the room.
        let findingColumns = shown.contains { !AccountWords.finding($0).isEmpty } ? 16 : 9
        let columns = [
            TableColumn(order.title("Account", 0, symbols), minimumWidth: 16, idealWidth: 30, isStretching: true, truncation: .middle),
            TableColumn(order.title("Who", 1, symbols), priority: 2, minimumWidth: 12, idealWidth: 20),
            TableColumn(order.title("Finding", 2, symbols), minimumWidth: findingColumns, idealWidth: 22),
            TableColumn(order.title("Since", 3, symbols), priority: 4, minimumWidth: 10, idealWidth: 10),
            TableColumn(order.title("Rule", 4, symbols), priority: 3, minimumWidth: 14, idealWidth: 20),
        ]
        // What stands beside a narrow list needs no columns in it.
        let isNarrow = rect.columns < 90
        // On the smallest screens an address is worth more than half of it and half a name; whose it is stands below.
        let kept =
            rect.columns < Self.leastColumnsForNames
            ? [0, 2] : isBeside && isNarrow ? [0, 1, 2] : columns.indices.filter { $0 != 3 || !isNarrow }
        let table = Table(
            kept.map { columns[$0] }, width: rect.columns - 4, texts: shown.map { account in kept.map { texts(account)[$0] } }, isTight: true)
        if selected != nil { table.drawHeader(on: &canvas, in: rows.next().dropping(left: 2)) }
        let places = rows.rest.splitList(rows: list.count, below: selected == nil || isBeside || rows.rest.rows < 5 ? 0 : 2)
        list.draw(
            on: &canvas, in: selected == nil ? rows.rest : places.list,
            isMarked: { !marks.isEmpty && accounts.indices.contains($0) && marks.contains(accounts[$0].id) }
        ) { index, canvas, line in
            guard accounts.indices.contains(index) else { return }
            let account = accounts[index]
            let finding: Role = account.isWaiting ? .warning : .muted
            let roles: [Role] = [account.isActive == false ? .muted : .normal, .normal, finding, .muted, .muted]
            table.drawRow(kept.map { texts(account)[$0] }, roles: kept.map { roles[$0] }, on: &canvas, in: line)
            canvas.reads(
                as: "\(account.userName); \(account.personID == nil ? "belongs to nobody" : account.name)",
                state: "\(AccountWords.finding(account)); \(account.ruleWords)",
                in: line)
        }
        guard let selected, !isBeside else { return }
        canvas.paragraph(AccountWords.sentence(selected), in: places.below, role: .accent)
    }
}
