import Directory
import Provisioning
import Terminal

extension AttributesPage {
    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        var rows = RowCursor(rect)
        if let step { step.drawProgress(on: &canvas, in: rows.next(), model) }
        let mapping = table(model)
        let missing = mapping.unmappedMandatory
        let person = sample.person(model)
        let valueColumn = 3
        let table = Table(
            [
                TableColumn("\(model.application) attribute", minimumWidth: 18, idealWidth: 24),
                TableColumn("Directory attribute", minimumWidth: 20, idealWidth: 40, isStretching: true),
                TableColumn("Category", priority: 3, minimumWidth: 8, idealWidth: 9),
            ] + (person.map { [TableColumn("Value for \($0.fullName)", priority: 4, minimumWidth: 34, idealWidth: 40)] } ?? []),
            width: rect.columns - 4)
        let showsValues = table.places.contains { $0.index == valueColumn }
        table.drawHeader(on: &canvas, in: rows.next().dropping(left: 2))
        let problems = person.map { person in model.targets.filter { mapping.value(of: $0, for: person).isProblem } } ?? []
        let area = rows.rest.dropping(bottom: (missing.isEmpty || !buttons.hasFocus ? 2 : 3) + (problems.isEmpty ? 0 : 1))
        var list = list
        list.visibleRows = max(1, area.rows)
        list.draw(on: &canvas, in: area, focused: !buttons.hasFocus, area: 0) { index, canvas, line, _ in
            let target = model.targets[index]
            let words = sourceWords(target, in: mappings, model)
            let before = sourceWords(target, in: saved, model)
            let change = words == before ? "" : " (changed, was \(before ?? "not mapped"))"
            let isMissing = missing.contains(target)
            let value = person.map { mapping.value(of: target, for: $0) }
            table.drawRow(
                [
                    "\(target.label)\(target.isMandatory ? " *" : "")", (words ?? (isMissing ? "choose one" : "not mapped")) + change,
                    target.category,
                ] + (value.map { [words == nil && !$0.isProblem ? "" : $0.words] } ?? []),
                roles: [
                    .normal, words != nil ? .normal : isMissing ? .danger : .muted, .muted, value?.isProblem == true ? .danger : .accent,
                ], on: &canvas, in: line)
        }
        var below = RowCursor(Rect(column: rect.column, row: area.endRow, columns: rect.columns, rows: rect.endRow - area.endRow))
        let footnote = below.next()
        canvas.text("* mandatory", in: footnote, alignment: .end, role: .muted)
        drawSample(person, mapping, showsValues: showsValues, on: &canvas, in: footnote.dropping(right: 13), model)
        if let person, !problems.isEmpty {
            let labels = problems.map(\.label).joined(separator: ", ")
            canvas.text(
                "\(person.fullName) gets no account because of: \(labels)", at: below.next().origin, role: .danger, width: rect.columns,
                truncation: .middle)
        }
        buttons.draw(on: &canvas, in: below.rest)
    }

    /// What the selected attribute gets for the sample person; with the values beside the list, who that is.
    private func drawSample(
        _ person: Person?, _ mapping: MappingTable, showsValues: Bool, on canvas: inout Canvas, in line: Rect, _ model: ConsoleModel
    ) {
        guard let person else {
            let words =
                switch model.sample {
                case .loading: "Reading a few people to show values..."
                case .loaded: "The directory lists nobody to show values for."
                case .failed(let message): "No values can be shown: \(message)"
                }
            canvas.text(words, at: line.origin, role: .muted, width: line.columns)
            return
        }
        guard let selection = list.selection, selection < model.targets.count, !showsValues else {
            canvas.text("Values for \(person.fullName) <\(person.primaryEmail)>", at: line.origin, width: line.columns)
            return
        }
        let value = mapping.value(of: model.targets[selection], for: person)
        canvas.text(
            "Value for \(person.fullName): \(value.words)", at: line.origin, role: value.isProblem ? .danger : .normal, width: line.columns)
    }

    private func sourceWords(_ target: TargetAttribute, in mappings: [AttributeMapping], _ model: ConsoleModel) -> String? {
        guard let mapping = mappings.first(where: { $0.target == target.path }), !mapping.sources.isEmpty else { return nil }
        return mapping.sources.map { source in
            switch source {
            case .attribute(let id): model.label(ofAttribute: id)
            case .fixed(let text): "\"\(text)\" for everyone"
            }
        }.joined(separator: ", else ")
    }
}
