import Directory
import Provisioning
import Terminal
import Wording

extension UserAccessPage {
    /// For whom the app is on, or would be: nothing that is not saved is told as if it were so.
    private var heading: String {
        let off = tree.rows.count { access.setting(at: $0.unit.path).setting == .off }
        let exceptions = access.organizationalUnits.count { $0.path != "/" && $0.access == .off }
        let all =
            access.ownSetting(at: "/") == .on && exceptions > 0 && off > exceptions
            ? " (\(off) with the units below \(exceptions == 1 ? "it" : "them"))" : ""
        return "\(access == saved ? "The app is" : "Not saved yet: the app will be") \(AccessWords.summary(access))\(all)."
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let frame = FormFrame(rect, on: canvas, step: nil, purpose: heading)
        frame.draw(on: &canvas, step: nil, purpose: heading, role: .heading, model)
        var head = RowCursor(frame.body)
        if !frame.saysPurpose { canvas.text(heading, at: head.next().origin, role: .heading, width: rect.columns) }
        if let failure = model.units.failure { head.skip(canvas.paragraph(failure, in: head.rest.top(2), role: .danger)) }
        let split = ListWithDetail(head.rest, model)
        drawList(on: &canvas, in: split.list, isTall: frame.saysPurpose, isBeside: split.detail != nil, model)
        split.draw(detail(rows[min(list.selection ?? 0, rows.count - 1)], model), on: &canvas)
        buttons.draw(on: &canvas, in: frame.buttons)
    }

    /// - Parameter isBeside: whether the detail of the selected row stands beside the list.
    private func drawList(on canvas: inout Canvas, in rect: Rect, isTall: Bool, isBeside: Bool, _ model: ConsoleModel) {
        var head = RowCursor(rect)
        let rows = rows
        var list = list
        list.count = rows.count
        let symbols = canvas.symbols
        let isNarrow = rect.columns < 100
        let hasCounts = rect.columns >= 60 && followers != nil
        let counts = ["People", "On for"].map { TableColumn($0, priority: 4, minimumWidth: 6, idealWidth: 6, alignment: .end) }
        let table = Table(
            [TableColumn("Unit or group", minimumWidth: 16, idealWidth: 16), TableColumn("App", minimumWidth: 3, idealWidth: 3)]
                + (hasCounts ? counts : []) + [TableColumn("Because", priority: 2, minimumWidth: 10, truncation: .middle)], width: rect.columns - 4,
            texts: list.measuredRows(visible: rect.rows).map { texts(of: rows[$0], isNarrow: isNarrow, symbols).columns(hasCounts: hasCounts) })
        if isTall { table.drawHeader(on: &canvas, in: head.next().dropping(left: 2)) }
        let (area, footer) = head.rest.splitList(rows: rows.count, below: isBeside ? 0 : 1)
        list.visibleRows = max(1, area.rows)
        list.draw(on: &canvas, in: area, focused: !buttons.hasFocus, area: 0) { index, canvas, line, _ in
            if case .addGroup = rows[index] {
                return _ = canvas.text("+ Add an access group", at: line.origin, role: .accent, width: line.columns)
            }
            let text = texts(of: rows[index], isNarrow: isNarrow, symbols)
            table.drawRow(
                text.columns(hasCounts: hasCounts), roles: [.normal, text.app == "ON" ? .success : .muted, .muted, .muted, .muted], on: &canvas,
                in: line)
            guard case .unit(let row) = rows[index] else { return }
            let state = [text.app, text.because, followers == nil ? "" : peopleWords(row)].filter { !$0.isEmpty }.joined(separator: "; ")
            canvas.reads(as: row.unit.path == "/" ? text.name : row.unit.path, state: state, in: line)
        }
        guard !isBeside else { return }
        let selected = rows[min(list.selection ?? 0, rows.count - 1)]
        canvas.text(words(selected, model), at: footer.origin, role: .muted, width: footer.columns)
    }

    /// All that there is to know about a row.
    private func detail(_ row: Row, _ model: ConsoleModel) -> Detail {
        switch row {
        case .addGroup: return Detail([.heading("Add an access group"), .text(words(row, model), .normal)])
        case .group(let group):
            let listed = model.groups.value?.first { $0.id == group.id }
            return Detail(
                [.heading("Group \(group.name)"), .fact("Address", group.email, .normal), .fact("App", "ON for its members", .success)]
                    + (listed.map { [.fact("Members", "\($0.directMemberCount.grouped) directly", .normal)] } ?? [])
                    + [.text(words(.addGroup, model), .muted)])
        case .unit(let row):
            let (setting, origin) = access.setting(at: row.unit.path)
            let path = row.unit.path
            let below = tree.rows.count { $0.unit.path != path && $0.unit.path.hasPrefix(path == "/" ? "/" : path + "/") }
            var lines: [Detail.Line] = [
                .heading(path == "/" ? "Everyone (/)" : path), .fact("App", setting == .on ? "ON" : "OFF", setting == .on ? .success : .normal),
                .fact("Because", origin == path ? "set here" : origin.map { "inherited from \($0)" } ?? "not set anywhere", .normal),
            ]
            let before = saved.setting(at: path)
            if (setting, origin) != before {
                lines.append(.fact("Saved", before.setting == .on ? "ON until you save" : "OFF until you save", .warning))
            }
            lines.append(.fact("People", followers == nil ? words(.unit(row), model) : peopleWords(row), .normal))
            if below > 0 { lines.append(.fact("Units below", below.grouped, .normal)) }
            if gone.contains(path) { lines.append(.text(words(.unit(row), model), .warning)) }
            return Detail(lines)
        }
    }

    /// What stands in a row.
    private struct RowTexts {
        var name = ""
        var app = ""
        var people = ""
        var onFor = ""
        var because = ""

        func columns(hasCounts: Bool) -> [String] { hasCounts ? [name, app, people, onFor, because] : [name, app, because] }
    }

    private func texts(of row: Row, isNarrow: Bool, _ symbols: SymbolSet) -> RowTexts {
        switch row {
        case .addGroup: return RowTexts()
        case .group(let group):
            let mark = saved.groups.contains { $0.id == group.id } ? "" : " (added)"
            return RowTexts(name: "Group \(symbols.who(group.name, group.email))", app: "ON", because: group.email + mark)
        case .unit(let row):
            let (setting, origin) = access.setting(at: row.unit.path)
            let because = origin == row.unit.path ? "set here" : origin.map { isNarrow ? "from \($0)" : "inherited from \($0)" } ?? "not set anywhere"
            let count = count(row.unit.path)
            if gone.contains(row.unit.path) {
                return RowTexts(
                    name: row.lines(symbols) + row.unit.name, app: access.ownSetting(at: row.unit.path) == .on ? "ON" : "OFF",
                    because: hasIDs ? "no longer in the directory" : "not in the directory")
            }
            return RowTexts(
                name: row.lines(symbols) + (row.unit.path == "/" ? "Everyone (/)" : row.unit.name), app: setting == .on ? "ON" : "OFF",
                people: count.people.grouped, onFor: count.appIsOn(at: setting).grouped,
                because: because + ((setting, origin) == saved.setting(at: row.unit.path) ? "" : " (changed)"))
        }
    }

    private func count(_ path: String) -> UnitHeadcount { followers?[path] ?? UnitHeadcount() }

    /// What is to say of the selected row beside what stands in it.
    private func words(_ row: Row, _ model: ConsoleModel) -> String {
        switch row {
        case .addGroup: return "Members of an access group have the app whatever their unit says."
        case .group(let group): return "\(group.name) <\(group.email)>"
        case .unit(let row) where gone.contains(row.unit.path):
            return hasIDs
                ? "The directory no longer has \(row.unit.path), and no run does anything until i removes it here."
                : "The directory has nobody in \(row.unit.path) now; i removes what is set at it."
        case .unit(let row):
            guard followers == nil else { return "\(row.unit.path == "/" ? "Everyone" : row.unit.name): \(peopleWords(row))" }
            return model.scopeSummary.failure.map { "People are not counted: \($0)" } ?? "Counting people..."
        }
    }

    /// How many follow a unit, and for how many of them the app is on.
    private func peopleWords(_ row: UnitTree.Row) -> String {
        let setting = access.setting(at: row.unit.path).setting
        let count = count(row.unit.path)
        guard count.people > 0 else { return "nobody follows it" }
        let follow = count.people == 1 ? "1 person follows it" : "\(count.people.grouped) people follow it"
        switch count.appIsOn(at: setting) {
        case count.people: return "\(follow); on for \(count.people == 1 ? "that one" : "all")\(setting == .on ? "" : ", by group")"
        case 0: return "\(follow); off for \(count.people == 1 ? "that one" : "all")"
        case let isOn: return "\(follow); on for \(isOn.grouped), by group"
        }
    }
}
