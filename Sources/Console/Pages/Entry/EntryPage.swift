import Provisioning
import Sync
import Terminal
import Wording

/// One entry of the plan or of the log in full: who, what, why, before and after.
struct EntryPage: Page {
    let crumb: String
    let help = ["Everything that is known about this entry. Up and Down scroll where it is longer than the screen."]

    private enum Line {
        case heading(String)
        case fact(String, String, Role)
        case change(String, before: String?, after: String?)
    }

    private let lines: [Line]
    /// The first row that is shown.
    private var offset = 0

    /// An action that a run would carry out.
    init(_ entry: PlanEntry, standing: Plan.Standing?, hold: SafeguardHold?, targets: [TargetAttribute]) {
        var lines: [Line] = [
            .heading("\(entry.name) <\(entry.email)>"), .fact("What", "to be \(entry.kind.pastTense)", .normal),
            .fact("Why", entry.reason.words, .normal),
        ]
        if case .deprovisioning(let action, _) = entry.reason {
            lines.append(.fact("Since", "\(action.firstSeen.words), due \(action.due.words)", .normal))
        }
        switch standing {
        case .held?: if let hold { lines.append(.fact("Held", hold.sentence, .warning)) }
        case .released?: lines.append(.fact("Released", "by an administrator: the next run does it.", .normal))
        case .rejected?: lines.append(.fact("Rejected", "by an administrator: not done as long as the same is wanted.", .warning))
        case nil: break
        }
        lines += Self.identity(personID: entry.personID, accountID: entry.accountID)
        lines += Self.changes(before: entry.before, after: entry.after, targets: targets)
        self.init(crumb: entry.name, lines: lines)
    }

    /// An entry of the log.
    init(_ entry: ActivityEntry, targets: [TargetAttribute]) {
        var lines: [Line] = [
            .heading(entry.subject), .fact("What", entry.what, entry.state == .failed ? .danger : .normal),
            .fact("When", "\(entry.time.words), \(entry.runWords)", .normal),
        ]
        if let actor = entry.actor { lines.append(.fact("Who", actor.words, .normal)) }
        // Where nothing could be done there was no action with a reason, and no account was named: the message is the reason.
        let isProblem = entry.kind == nil && entry.state == .failed
        if !isProblem { lines.append(.fact("Why", entry.reason, .normal)) }
        if let message = entry.message(on: .console) {
            lines.append(.fact(isProblem ? "Why" : "Message", message, entry.state == .failed ? .danger : .warning))
        }
        if !entry.isAboutConfiguration {
            lines += isProblem ? [.fact("Directory id", entry.personID, .muted)] : Self.identity(personID: entry.personID, accountID: entry.accountID)
        }
        if let hash = entry.hash { lines.append(.fact("Log entry", "\(entry.id), hash \(hash)", .muted)) }
        lines += entry.isAboutConfiguration ? Self.settings(entry) : Self.changes(before: entry.before, after: entry.after, targets: targets)
        self.init(crumb: entry.name, lines: lines)
    }

    /// The settings that a save changed.
    private static func settings(_ entry: ActivityEntry) -> [Line] {
        let names = Set(entry.before.keys).union(entry.after.keys).sorted()
        guard !names.isEmpty else { return [] }
        return [.heading("Settings")]
            + names.map { name in
                .change(
                    SettingChange.title(of: name), before: SettingChange.value(entry.before[name], of: name),
                    after: SettingChange.value(entry.after[name], of: name))
            }
    }

    /// An action that is to come.
    init(_ entry: PendingEntry) {
        self.init(
            crumb: entry.name,
            lines: [
                .heading("\(entry.name) <\(entry.email)>"), .fact("What", entry.words, entry.scheduled.action == .hardDelete ? .danger : .normal),
                .fact("Why", "\(entry.scheduled.cause.words), since \(entry.scheduled.firstSeen.words)", .normal),
            ] + Self.identity(personID: entry.personID, accountID: entry.accountID))
    }

    /// A person for whom nothing can be done, or who is left out.
    init(name: String, email: String, personID: String, reason: String) {
        self.init(
            crumb: name,
            lines: [.heading(email.isEmpty ? name : "\(name) <\(email)>"), .fact("Why", reason, .warning), .fact("Directory id", personID, .muted)])
    }

    private init(crumb: String, lines: [Line]) {
        self.crumb = crumb
        self.lines = lines
    }

    private static func identity(personID: String, accountID: String?) -> [Line] {
        [.fact("Directory id", personID, .muted), .fact("Account id", accountID ?? "none yet", .muted)]
    }

    private static func changes(before: [String: String], after: [String: String], targets: [TargetAttribute]) -> [Line] {
        let paths = targets.map(\.path).filter { before[$0] != nil || after[$0] != nil }
        guard !paths.isEmpty else { return [] }
        let labels = targets.labelsByPath
        return [.heading("Attributes")] + paths.map { .change(labels[$0] ?? $0, before: before[$0], after: after[$0]) }
    }

    // MARK: Scrolling

    func hints(_ model: ConsoleModel) -> [KeyHint] { last(model) > 0 ? [KeyHint("Up/Down", "Scroll")] : [] }

    /// The last row that can be the first one shown.
    private func last(_ model: ConsoleModel) -> Int {
        let area = Self.area(Rect(model.pageSize))
        return max(0, rows(columns: area.columns).count - area.rows)
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        let last = last(model)
        let page = max(1, Self.area(Rect(model.pageSize)).rows)
        func move(by rows: Int) { offset = min(max(0, min(offset, last) + rows), last) }
        switch key {
        case .escape, .enter: return [.back]
        case .up, .character("k"): move(by: -1)
        case .down, .character("j"): move(by: 1)
        case .pageUp: move(by: -page)
        case .pageDown: move(by: page)
        case .home, .character("g"): offset = 0
        case .end, .character("G"): offset = last
        default: break
        }
        return []
    }

    // MARK: Drawing

    /// One row of the screen.
    private struct Row {
        var label = ""
        var text: String
        var role = Role.normal
        var isHeading = false
        /// Whether the text is what comes after the change.
        var isAfter = false
    }

    /// Where the entry stands: below an empty row, and left of a scroll bar.
    private static func area(_ rect: Rect) -> Rect { rect.dropping(top: rect.rows < 16 ? 0 : 1).dropping(right: 2) }

    /// Columns of the names at the left.
    private var labelColumns: Int {
        let longest = lines.reduce(12) { if case .change(let name, _, _) = $1 { max($0, DisplayWidth.columns(of: name)) } else { $0 } }
        return min(longest, 20)
    }

    private func rows(columns: Int) -> [Row] {
        let room = max(1, columns - labelColumns - 1)
        func wrapped(_ label: String, _ text: String, _ role: Role, isAfter: Bool = false) -> [Row] {
            DisplayText.wrapped(text, columns: room).enumerated().map {
                Row(label: $0 == 0 ? label : "", text: $1, role: role, isAfter: isAfter && $0 == 0)
            }
        }
        return lines.flatMap { line -> [Row] in
            switch line {
            case .heading(let text): return DisplayText.wrapped(text, columns: columns).map { Row(text: $0, role: .heading, isHeading: true) }
            case .fact(let name, let text, let role): return wrapped(name, text, role)
            case .change(let name, let before?, let after?) where before != after:
                let words = "\(before) → \(after)"
                if DisplayWidth.columns(of: words) < room { return [Row(label: name, text: words, role: .accent)] }
                return wrapped(name, before, .normal) + wrapped("", after, .accent, isAfter: true)
            case .change(let name, let before, let after): return wrapped(name, after ?? before ?? "", .normal)
            }
        }
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let area = Self.area(rect)
        let rows = rows(columns: area.columns)
        let first = min(offset, max(0, rows.count - area.rows))
        let arrow = canvas.symbols.isASCIIOnly ? "->" : "→"
        for (line, row) in rows.dropFirst(first).prefix(area.rows).enumerated() {
            let place = area.line(line)
            let value = row.isHeading ? place : place.dropping(left: labelColumns + 1)
            canvas.text(row.label, at: place.origin, role: .muted, width: labelColumns)
            canvas.text(row.text.replacing("→", with: arrow), at: value.origin, role: row.role, width: value.columns)
            if row.isAfter {
                canvas.text(arrow, in: place.left(labelColumns), alignment: .end, role: .accent)
            }
        }
        if rows.count > area.rows { canvas.scrollBar(in: rect.right(1), first: first, count: rows.count) }
    }
}
