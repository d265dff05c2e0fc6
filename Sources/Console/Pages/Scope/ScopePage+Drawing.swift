import Directory
import Provisioning
import Terminal
import Wording

extension ScopePage {
    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let purpose = "Everyone the app is on for, or only the members of the groups chosen here who meet the conditions."
        let frame = FormFrame(rect, on: canvas, step: step, purpose: purpose)
        frame.draw(on: &canvas, step: step, purpose: purpose, model)
        var rows = RowCursor(frame.body)
        ScopeCount.draw(on: &canvas, in: rows.next(), model)
        if let words = model.scopeSummary.value?.exclusionWords {
            let isByGroups = model.scopeSummary.value?.excluded[.secondaryDomain] ?? 0 > 0 && scope.secondaryDomains == .excludedWithGroups
            let because = isByGroups ? " (groups leave it out)" : ""
            rows.skip(canvas.paragraph("Left out: \(words)\(because).", in: rows.rest.top(2), role: .muted))
        }
        rows.skip(canvas.paragraph(restWords(model), in: rows.rest.top(2), role: .muted))
        let split = ListWithDetail(rows.rest, model)
        drawLists(on: &canvas, in: split.list, model)
        split.draw(pointed(model).map { detail($0, model) }, on: &canvas)
        buttons.draw(on: &canvas, in: frame.buttons)
    }

    /// What else decides who is in scope, each with the key that leads to it.
    private func restWords(_ model: ConsoleModel) -> String {
        let conditions = model.configuration.autoprovisioning.scope.conditions
        let exclusions = model.configuration.exclusions
        let excluded = exclusions.people.count + exclusions.accounts.count
        let conditionWords = conditions.isEmpty ? "none" : conditions.map(\.words).joined(separator: "; ")
        return
            "Conditions (O): \(conditionWords). Exclusions (E): \(excluded == 0 ? "none" : "\(excluded)"). "
            + "Secondary domains (W): \(scope.secondaryDomains.words)."
    }

    /// The group that the keys are about: of the search, or of those that were chosen.
    private func pointed(_ model: ConsoleModel) -> Group? {
        let groups = model.groups.value ?? []
        switch area {
        case .search: return search.pointed(in: groups)
        case .chosen, .buttons:
            guard let reference = chosen.selection.flatMap({ scope.groups.indices.contains($0) ? scope.groups[$0] : nil }) else { return nil }
            return groups.first { $0.id == reference.id } ?? Group(id: reference.id, email: reference.email, name: reference.name)
        }
    }

    /// All that there is to know about a group.
    private func detail(_ group: Group, _ model: ConsoleModel) -> Detail {
        var lines: [Detail.Line] = [.heading(group.name), .fact("Address", group.email, .normal)]
        if !group.aliases.isEmpty { lines.append(.fact("Also", group.aliases.joined(separator: ", "), .normal)) }
        if model.groups.value?.contains(where: { $0.id == group.id }) == true {
            lines.append(.fact("Members", "\(group.directMemberCount.grouped) directly, people and groups", .normal))
        }
        guard added.contains(group.id) else {
            return Detail(
                lines + [
                    .fact("Scope", "not chosen", .normal), .text("Enter adds it: then only members of the chosen groups are provisioned.", .muted),
                ])
        }
        let share = model.scopeSummary.value?.groups.first { $0.groupID == group.id }
        lines.append(.fact("Scope", "chosen", .success))
        if let share { lines.append(.fact("People", Self.words(share), share.exists ? .normal : .warning)) }
        return Detail(lines)
    }

    private func drawLists(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let rows = RowCursor(rect)
        let chosenRows = min(scope.groups.count, max(2, rect.rows / 4))
        // As high as all groups need, not those that match: what stands below keeps its place while somebody types.
        let (searchArea, below) = rows.rest.splitList(rows: max(3, (model.groups.value?.count ?? 0) + 1), below: chosenRows + 1)
        canvas.area(Area.search.rawValue, in: searchArea) {
            search.draw(on: &$0, in: searchArea, all: model.groups, added: added, focused: area == .search)
        }
        let nested = scope.includesNestedMembers ? "members of nested groups count" : "members of nested groups do not count"
        canvas.text(
            scope.groups.isEmpty ? "Groups of the scope: none, so everyone the app is on for" : "Groups of the scope (\(nested))", at: below.origin,
            role: .heading, width: below.columns)
        drawChosen(on: &canvas, in: below.dropping(top: 1).top(chosenRows), model)
    }

    private func drawChosen(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        guard !scope.groups.isEmpty else { return }
        var list = chosen
        list.count = scope.groups.count
        list.visibleRows = max(1, rect.rows)
        let symbols = canvas.symbols
        let texts = scope.groups.map { group in
            [
                symbols.who(group.name, group.email), symbols.address(group.name, group.email),
                model.scopeSummary.value?.groups.first { $0.groupID == group.id }.map(Self.words) ?? "",
            ]
        }
        let share = TableColumn("People", minimumWidth: texts.map { DisplayWidth.columns(of: $0[2]) }.max() ?? 0)
        let table = GroupSearch.table(width: rect.columns - 4, last: share, texts: texts)
        list.draw(on: &canvas, in: rect, focused: area == .chosen, area: Area.chosen.rawValue) { index, canvas, line, _ in
            let share = model.scopeSummary.value?.groups.first { $0.groupID == scope.groups[index].id }
            table.drawRow(texts[index], roles: [.normal, .muted, share?.exists == false ? .warning : .normal], on: &canvas, in: line)
        }
    }

    /// What a group of the scope does: "12 people, 3 in no other group".
    private static func words(_ share: ScopeSummary.GroupShare) -> String {
        guard share.exists else { return "gone from the directory" }
        let people = "\(share.people.grouped) \(share.people == 1 ? "person" : "people")"
        guard share.people > 0 else { return "nobody in scope" }
        return share.onlyHere == 0 ? "\(people), all in other groups too" : "\(people), \(share.onlyHere.grouped) in no other group"
    }
}
