import Provisioning
import Sync
import Terminal

/// One entry of the plan or of the log in full: who, what, why, before and after.
struct EntryPage: Page {
    let crumb: String
    let help = ["Everything that is known about this entry. Up and Down scroll."]

    private enum Line {
        case heading(String)
        case fact(String, String, Role)
        case change(String, before: String?, after: String?)
    }

    private let lines: [Line]
    private var list: ListView

    /// An action that a run would carry out.
    init(_ entry: PlanEntry, standing: Plan.Standing?, hold: SafeguardHold?, targets: [TargetAttribute]) {
        var lines: [Line] = [
            .heading("\(entry.name) <\(entry.email)>"), .fact("What", "to \(entry.kind.verb)", .normal), .fact("Why", entry.reason.words, .normal),
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
            .heading("\(entry.name) <\(entry.email)>"), .fact("What", entry.what, entry.state == .failed ? .danger : .normal),
            .fact("When", "\(entry.time.words), \(entry.runWords)", .normal), .fact("Why", entry.reason, .normal),
        ]
        if let message = entry.message { lines.append(.fact("Message", message, .danger)) }
        lines += Self.identity(personID: entry.personID, accountID: entry.accountID)
        if let hash = entry.hash { lines.append(.fact("Hash", "\(hash), entry \(entry.id) of the log", .muted)) }
        lines += Self.changes(before: entry.before, after: entry.after, targets: targets)
        self.init(crumb: entry.name, lines: lines)
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
            lines: [.heading("\(name) <\(email)>"), .fact("Why", reason, .warning), .fact("Directory", personID, .muted)])
    }

    private init(crumb: String, lines: [Line]) {
        self.crumb = crumb
        self.lines = lines
        list = ListView(count: lines.count)
    }

    private static func identity(personID: String, accountID: String?) -> [Line] {
        [.fact("Directory", personID, .muted), .fact("Account", accountID ?? "none yet", .muted)]
    }

    private static func changes(before: [String: String], after: [String: String], targets: [TargetAttribute]) -> [Line] {
        let paths = targets.map(\.path).filter { before[$0] != nil || after[$0] != nil }
        guard !paths.isEmpty else { return [] }
        let labels = Dictionary(uniqueKeysWithValues: targets.map { ($0.path, $0.label) })
        return [.heading("Attributes")] + paths.map { .change(labels[$0] ?? $0, before: before[$0], after: after[$0]) }
    }

    func hints(_ model: ConsoleModel) -> [KeyHint] { [KeyHint("Up/Down", "Scroll")] }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if key == .escape || key == .enter { return [.back] }
        _ = list.handle(key, visibleRows: model.listRows)
        return []
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var rows = RowCursor(rect.dropping(top: 1))
        let skipped = max(0, min(list.selection ?? 0, lines.count - rows.rest.rows))
        for line in lines.dropFirst(skipped) where !rows.rest.isEmpty {
            switch line {
            case .heading(let text): canvas.text(text, at: rows.next().origin, role: .heading, width: rect.columns)
            case .fact(let name, let text, let role):
                canvas.text(name, at: rows.rest.origin, role: .muted, width: 12)
                rows.skip(max(1, canvas.paragraph(text, in: rows.rest.dropping(left: 13), role: role)))
            case .change(let name, let before, let after):
                let place = rows.next()
                canvas.text(name, at: place.origin, role: .muted, width: 22)
                let words: String =
                    before == after || before == nil
                    ? after ?? "" : after == nil ? before ?? "" : "\(before ?? "") \(canvas.symbols.arrow) \(after ?? "")"
                let isChange = before != after && before != nil && after != nil
                canvas.text(
                    words, at: Point(column: place.column + 23, row: place.row), role: isChange ? .accent : .normal, width: place.columns - 23)
            }
        }
    }
}
