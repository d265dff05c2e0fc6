import Directory
import Provisioning
import Terminal
import Wording

extension AttributesPage {
    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let purpose = "Choose what fills each attribute of \(model.application). Those with * are mandatory."
        let frame = FormFrame(rect, on: canvas, step: step, purpose: purpose)
        frame.draw(on: &canvas, step: step, purpose: purpose, model)
        var rows = RowCursor(frame.body)
        let mapping = table(model)
        let missing = mapping.unmappedMandatory
        let person = sample.person(model)
        let valueColumn = 3
        let rowTexts = model.targets.map { texts(of: $0, person, mapping, model) }
        let table = Table(
            [
                TableColumn("\(model.application) attribute", minimumWidth: 18), TableColumn("Directory attribute", minimumWidth: 20),
                TableColumn("Category", priority: 3, minimumWidth: 8),
            ] + (person.map { [TableColumn("Value for \($0.fullName)", priority: 4, minimumWidth: 34)] } ?? []),
            width: rect.columns - 4, texts: rowTexts)
        let showsValues = table.places.contains { $0.index == valueColumn }
        table.drawHeader(on: &canvas, in: rows.next().dropping(left: 2))
        let problems = person.map { person in model.targets.filter { mapping.value(of: $0, for: person).isProblem } } ?? []
        let footnoteRows = rect.columns < 66 ? 2 : 1
        let (area, footer) = rows.rest.splitList(
            rows: model.targets.count, below: footnoteRows + (problems.isEmpty ? 0 : 1))
        var list = list
        list.visibleRows = max(1, area.rows)
        list.draw(on: &canvas, in: area, focused: !buttons.hasFocus, area: 0) { index, canvas, line, _ in
            let texts = rowTexts[index]
            let isMapped = sourceWords(model.targets[index], in: mappings, model) != nil
            let isMissing = missing.contains(model.targets[index])
            let isProblem = person.map { mapping.value(of: model.targets[index], for: $0).isProblem } ?? false
            canvas.reads(as: texts[0], state: ([texts[1]] + texts.dropFirst(valueColumn).filter { !$0.isEmpty }).joined(separator: "; "), in: line)
            table.drawRow(
                texts, roles: [.normal, isMapped ? .normal : isMissing ? .danger : .muted, .muted, isProblem ? .danger : .accent], on: &canvas,
                in: line)
        }
        var below = RowCursor(footer)
        let footnote = below.rest.top(footnoteRows)
        below.skip(footnoteRows)
        if !frame.saysPurpose { canvas.text("* mandatory", in: footnote, alignment: .end, role: .muted) }
        drawSample(
            person, mapping, showsValues: showsValues, on: &canvas, in: footnote.dropping(right: frame.saysPurpose ? 0 : 13), model)
        if let person, !problems.isEmpty {
            let labels = problems.map(\.label).joined(separator: ", ")
            canvas.text(
                "\(person.fullName) gets no account because of: \(labels)", at: below.next().origin, role: .danger, width: rect.columns,
                truncation: .middle)
        }
        buttons.draw(on: &canvas, in: frame.buttons)
    }

    /// What stands in a row: the attribute, its source, its category, and the value for the sample person.
    private func texts(of target: TargetAttribute, _ person: Person?, _ mapping: MappingTable, _ model: ConsoleModel) -> [String] {
        let words = sourceWords(target, in: mappings, model)
        let before = sourceWords(target, in: saved, model)
        let change = words == before ? "" : " (changed, was \(before ?? "not mapped"))"
        let source = (words ?? (mapping.unmappedMandatory.contains(target) ? "choose one" : "not mapped")) + change
        let value = person.map { mapping.value(of: target, for: $0) }.map { words == nil && !$0.isProblem ? "" : $0.words }
        return ["\(target.label)\(target.isMandatory ? " *" : "")", source, target.category] + (value.map { [$0] } ?? [])
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
            canvas.paragraph(words, in: line, role: .muted)
            return
        }
        guard let selection = list.selection, selection < model.targets.count, !showsValues else {
            canvas.paragraph("Values for \(person.fullName) <\(person.primaryEmail)>", in: line)
            return
        }
        let value = mapping.value(of: model.targets[selection], for: person)
        canvas.paragraph("Value for \(person.fullName): \(value.words)", in: line, role: value.isProblem ? .danger : .normal)
    }

    private func sourceWords(_ target: TargetAttribute, in mappings: [AttributeMapping], _ model: ConsoleModel) -> String? {
        guard let mapping = mappings.first(where: { $0.target == target.path }), !mapping.sources.isEmpty else { return nil }
        let sources = mapping.sources.map { source in
            let words =
                switch source.origin {
                case .attribute(let id): model.label(ofAttribute: id)
                case .fixed(let text): "\"\(text)\" for everyone"
                }
            return ([words] + source.steps.map(\.name.rawValue)).joined(separator: " › ")
        }.joined(separator: ", else ")
        return switch mapping.drift {
        // What holds for most rows is not said at each of them.
        case .report: sources
        case .restore: "\(sources); by hand: written over"
        case .accept: "\(sources); by hand: stays"
        }
    }
}
