import Provisioning
import Sync
import Terminal
import Wording

extension Place {
    static let settings = Place("Settings", words: "edit or delete the configuration", below: .app, key: "s") { _ in SettingsPage() }
}

/// The settings of a finished setup, each with the way to change it.
struct SettingsPage: Page {
    var crumb: String { Place.settings.name }
    let help = [
        "Everything that the setup asked for can be changed here. Changes to scope and deprovisioning count from the next run on.",
        "Delete configuration deletes the setup only: nobody is deprovisioned.",
    ]

    private enum Item: Equatable {
        /// Leads to the page where it is changed or read.
        case place(Place)
        case status
        case delete

        static let all: [Item] = [
            .place(.authorization), .place(.mapping), .place(.scope), .place(.deprovisioning), .place(.safeguards), .place(.exclusions), .status,
            .place(.history),
            .delete,
        ]
    }

    private var list = ListView(count: Item.all.count)

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.loadStatus, .task(ListAttributes())] }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        let action =
            switch Item.all[list.selection ?? 0] {
            case .place(.authorization), .place(.history): "Open"
            case .place: "Edit"
            case .status: model.configuration.autoprovisioning.isOn ? "Turn off" : "Turn on"
            case .delete: "Delete configuration"
            }
        return [KeyHint("Enter", action), KeyHint("Up/Down", "Move")]
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if key == .escape { return [.back] }
        guard list.handle(key, visibleRows: model.listRows) == .activated else { return [] }
        switch Item.all[list.selection ?? 0] {
        case .place(let place): return [.push(place.page(model))]
        case .status:
            return model.configuration.autoprovisioning.isOn ? [.ask(.turnOff(model))] : [.turnOn]
        case .delete: return [.ask(.deleteConfiguration(model))]
        }
    }

    mutating func focus(area: Int, _ model: ConsoleModel) { list.selection = area }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let titles = Item.all.map { DisplayWidth.columns(of: title($0)) }.max() ?? 0
        let isNarrow = rect.columns - titles < 54
        var details = rect.dropping(left: titles + 4)
        var heights = self.heights(columns: details.columns, rows: rect.rows, model, isNarrow: isNarrow)
        let scrolls = heights.reduce(0, +) > rect.rows
        if scrolls {
            details = details.dropping(right: 2)
            heights = self.heights(columns: details.columns, rows: rect.rows, model, isNarrow: isNarrow)
        }
        let isAiry = heights.reduce(0, +) + heights.count <= rect.rows
        let first = firstShown(heights, rows: rect.rows)
        var rows = RowCursor(rect.dropping(top: isAiry ? 1 : 0))
        for (index, item) in Item.all.enumerated().dropFirst(first) {
            let place = rows.rest.top(heights[index])
            guard !place.isEmpty else { break }
            let isSelected = index == list.selection
            canvas.area(index, in: place) { $0.answerClicks(in: place, [.enter], scrolls: true) }
            let line = place.line(0)
            canvas.text(isSelected ? String(canvas.symbols.pointer) : " ", at: line.origin)
            canvas.text(title(item), at: Point(column: line.column + 2, row: line.row), role: .heading, width: titles)
            let (words, role) = detail(item, model, isNarrow: isNarrow)
            canvas.paragraph(words, in: Rect(column: details.column, row: place.row, columns: details.columns, rows: place.rows), role: role)
            if isSelected { canvas.restyle(line.left(titles + 3), role: .selected) }
            rows.skip(place.rows + (isAiry ? 1 : 0))
        }
        if scrolls {
            canvas.scrollBar(in: rect.right(1), first: heights.prefix(first).reduce(0, +), count: heights.reduce(0, +))
        }
    }

    /// The rows of each item. What is long gives way to what stands below, but never the rules that take accounts away: they must be read.
    private func heights(columns: Int, rows: Int, _ model: ConsoleModel, isNarrow: Bool) -> [Int] {
        var heights = Item.all.map {
            max(1, DisplayText.prose(model.completing(detail($0, model, isNarrow: isNarrow).words), columns: columns).count)
        }
        for item in [Item.place(.scope), .place(.authorization), .delete] {
            let excess = heights.reduce(0, +) - rows
            if excess > 0, let index = Item.all.firstIndex(of: item) { heights[index] = max(1, heights[index] - excess) }
        }
        return heights
    }

    /// The first item that is shown: the selected one is whole.
    private func firstShown(_ heights: [Int], rows: Int) -> Int {
        let selected = list.selection ?? 0
        return (0...selected).first { heights[$0...selected].reduce(0, +) <= rows } ?? selected
    }

    private func title(_ item: Item) -> String {
        switch item {
        case .place(let place): place.name
        case .status: "Status"
        case .delete: "Delete configuration"
        }
    }

    private func detail(_ item: Item, _ model: ConsoleModel, isNarrow: Bool) -> (words: String, role: Role) {
        let settings = model.configuration.autoprovisioning
        switch item {
        case .place(.authorization):
            switch model.status?.authorization {
            case .authorized(_, let since, let deadline):
                return ("Since \(since.words)" + (deadline.map { "; ends \($0.dayWords) if unused" } ?? ""), .normal)
            case .revoked(let reason, _): return ("Reauthorize: \(reason)", .danger)
            case .notAuthorized, nil: return ("Not authorized", .warning)
            }
        case .place(.mapping):
            let mapped = settings.mapping.count { !$0.sources.isEmpty }
            return ("\(mapped) of \(model.targets.count) attributes mapped", .normal)
        case .place(.scope):
            let groups = settings.scope.groups
            let who = groups.isEmpty ? "Everyone the app is on for" : "Members of " + groups.map(\.name).joined(separator: ", ")
            return (([who] + settings.scope.conditions.map(\.words)).joined(separator: "; "), .normal)
        case .place(.exclusions):
            let exclusions = model.configuration.exclusions
            let parts = [(exclusions.people.count, "people", "person"), (exclusions.accounts.count, "accounts", "account")].compactMap {
                count, many, one in
                count == 0 ? nil : "\(count) \(count == 1 ? one : many)"
            }
            return (parts.isEmpty ? "Nobody is left alone by name" : "\(parts.joined(separator: " and ")) left alone", .normal)
        case .place(.deprovisioning): return (deprovisioningWords(settings.deprovisioning, isNarrow: isNarrow), .normal)
        case .place(.safeguards): return (safeguardWords(model), .normal)
        case .status:
            guard settings.isOn else { return ("OFF", .normal) }
            // A slider that is on, and nothing that runs, is not as it should be.
            return model.status?.unattended == .absent ? ("ON, but nothing runs by itself", .warning) : ("ON", .success)
        case .place(.history): return ("Revision \(model.configuration.revision): who changed what, and when", .muted)
        case .delete: return ("Accounts stay as they are", .muted)
        case .place(let other): return (other.words, .muted)
        }
    }

    /// What is let through of the two kinds that take accounts away.
    private func safeguardWords(_ model: ConsoleModel) -> String {
        let parts = [ActionKind.suspend, .delete].map { kind in
            guard let limit = model.configuration.safeguards.limits[kind] else { return "any number of \(kind.noun)s" }
            let count = limit.allowance(linkedAccounts: model.status?.linkedAccounts ?? 0)
            return "\(count.grouped) \(kind.noun)\(count == 1 ? "" : "s")"
        }
        return "At most \(parts.joined(separator: " and ")) in 21 days"
    }

    /// A line for each cause that has a rule.
    private func deprovisioningWords(_ policy: DeprovisioningPolicy, isNarrow: Bool) -> String {
        DeprovisioningCause.allCases.compactMap { cause in
            let rule = policy[cause]
            let parts = [("suspend", rule.suspend), ("hard delete", rule.hardDelete)].compactMap { action, delay in
                delay.map { "\(action) \($0.title.prefix(1).lowercased())\($0.title.dropFirst())" }
            }
            return parts.isEmpty ? nil : "\(name(cause, isNarrow: isNarrow)): \(parts.joined(separator: ", "))"
        }.joined(separator: "\n")
    }

    private func name(_ cause: DeprovisioningCause, isNarrow: Bool) -> String {
        switch cause {
        case .appTurnedOff: isNarrow ? "App off" : "App turned off"
        case .suspended: isNarrow ? "Suspended" : "Suspended in Google"
        case .deleted: isNarrow ? "Deleted" : "Deleted from Google"
        }
    }
}
