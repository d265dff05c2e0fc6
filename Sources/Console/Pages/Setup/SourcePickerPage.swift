import Directory
import Provisioning
import Terminal
import Wording

/// The pick list of directory attributes by category, with a search field; for the mapping, what is typed can also be used as a text for everyone.
struct SourcePickerPage: Page {
    /// What the attribute is picked for.
    enum Purpose: Sendable {
        /// A source of an attribute of the app.
        case source(TargetAttribute, isFallback: Bool)
        /// A condition of the scope.
        case condition
    }

    let purpose: Purpose
    var crumb: String {
        switch purpose {
        case .source(let target, _): target.label
        case .condition: "Attribute"
        }
    }
    var help: [String] {
        [
            "Type any part of an attribute's name to search."
                + (takesTexts ? " The last row uses what you typed as a text that is the same for everyone." : "")
        ]
    }

    /// Whether a text for everyone can stand in place of an attribute.
    private var takesTexts: Bool {
        switch purpose {
        case .source(let target, _): !target.isUnique
        case .condition: false
        }
    }

    private var field: TextField
    private var list = ListView(count: 0)

    /// - Parameter current: where the attribute comes from now, which is selected.
    init(_ purpose: Purpose, current: MappingSource.Origin?, _ model: ConsoleModel) {
        self.purpose = purpose
        field = TextField(placeholder: "Search")
        if takesTexts { field.placeholder = "Search, or type a text for everyone" }
        list.count = rows(model).count
        if case .attribute(let id)? = current, let index = attributes(model).firstIndex(where: { $0.id == id }) { list.selection = index }
    }

    private enum Row {
        case attribute(DirectoryAttribute)
        case fixed(String)
    }

    private func attributes(_ model: ConsoleModel) -> [DirectoryAttribute] {
        let all = model.attributes.value ?? DirectoryAttribute.standard
        return SearchRanking(all.map { "\($0.label) \($0.category.title)" }).matches(field.text).filter { $0.grade < .scattered }.map {
            all[$0.index]
        }
    }

    private func rows(_ model: ConsoleModel) -> [Row] {
        attributes(model).map(Row.attribute) + (field.text.trimmed.isEmpty || !takesTexts ? [] : [.fixed(field.text.trimmed)])
    }

    var isTyping: Bool { true }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        let isFallback = if case .source(_, true) = purpose { true } else { false }
        return [KeyHint("Enter", isFallback ? "Add as fallback" : "Use"), KeyHint("Up/Down", "Move")]
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        list.count = rows(model).count
        switch key {
        case .escape: return [.back]
        case .enter:
            let rows = rows(model)
            guard let selection = list.selection, selection < rows.count else { return [] }
            return [.picked(pick(rows[selection]))]
        case .up, .down, .pageUp, .pageDown: _ = list.handle(key, visibleRows: model.listRows)
        default:
            if field.handle(key) == .changed {
                list.count = rows(model).count
                list.selection = 0
            }
        }
        return []
    }

    private func pick(_ row: Row) -> Pick {
        switch (row, purpose) {
        case (.attribute(let attribute), .source(let target, let isFallback)):
            .source(attribute.id, fixed: false, fallback: isFallback, target: target.path)
        case (.fixed(let text), .source(let target, let isFallback)): .source(text, fixed: true, fallback: isFallback, target: target.path)
        case (.attribute(let attribute), .condition): .attribute(id: attribute.id)
        case (.fixed(let text), .condition): .attribute(id: text)
        }
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        field.insert(paste: text)
        list.count = rows(model).count
        list.selection = 0
        return []
    }

    private var heading: String {
        switch purpose {
        case .source(let target, _): "Source for \(target.label)\(target.isMandatory ? " *" : "")"
        case .condition: "Attribute that the condition is about"
        }
    }

    private var emptyMessage: String {
        switch purpose {
        case .source(let target, _):
            "No attribute has such a name. A text cannot stand here: the \(target.label.lowercased()) differs from person to person."
        case .condition: "No attribute has such a name."
        }
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let rows = rows(model)
        canvas.text(heading, at: rect.line(0).origin, role: .heading, width: rect.columns)
        field.draw(on: &canvas, in: rect.line(1), focused: true)
        if let failure = model.attributes.failure { canvas.paragraph(failure, in: rect.dropping(top: 2).top(2), role: .danger) }
        let below = rect.dropping(top: model.attributes.failure == nil ? (rect.rows > 14 ? 3 : 2) : 4)
        let area = below.dropping(top: 1)
        var list = list
        list.count = rows.count
        list.visibleRows = max(1, area.rows)
        list.emptyMessage = emptyMessage
        let table = Table(
            [
                TableColumn("Attribute", minimumWidth: 24), TableColumn("Category", priority: 2, minimumWidth: 19),
                TableColumn("Field", priority: 3, minimumWidth: 20, truncation: .middle),
            ], width: area.columns - 4,
            // Of all attributes, so that columns stay where they are while somebody types.
            texts: (model.attributes.value ?? DirectoryAttribute.standard).map { [$0.label, $0.category.title, $0.id] })
        if !rows.isEmpty { table.drawHeader(on: &canvas, in: below.line(0).dropping(left: 2)) }
        list.draw(on: &canvas, in: area, focused: true) { index, canvas, line, _ in
            switch rows[index] {
            case .attribute(let attribute):
                table.drawRow([attribute.label, attribute.category.title, attribute.id], roles: [.normal, .muted, .muted], on: &canvas, in: line)
            case .fixed(let text):
                canvas.text("Use \"\(text)\" for everyone", at: line.origin, role: .accent, width: line.columns)
            }
        }
    }
}
