import Directory
import Provisioning
import Terminal
import Wording

/// One condition of the scope: an attribute, how it is compared, and the values, with those that people of the directory have.
struct ConditionPage: PickTaking {
    var crumb: String { index == nil ? "Add a condition" : "Condition" }
    let help = [
        "Choose an attribute with Enter, how it is compared with Left and Right, and type the values, separated by |. Case does not matter.",
        "is: one of the values. is not: none of them; whoever has no value meets it too. begins with: one of the beginnings. matches: a regular expression (RE2) finds something.",
    ]

    private enum Item: Int, CaseIterable {
        case attribute
        case test
        case values
    }

    /// Reads a few people, for the values that there are.
    struct Sample: PageReading {
        static let isReplaced = true
        let attribute: String
        func perform(_ services: ConsoleServices) async throws -> [Person] { try await services.setup.samplePeople([attribute], first: nil) }
    }

    private let index: Int?
    private var attribute: String?
    private var test: RadioGroup
    private var values: TextField
    private var focus = Item.attribute
    private var buttons: FormButtons
    private var problem: String?
    private var seen: [String] = []

    /// - Parameter index: the place of the condition that is changed; `nil` adds one.
    init(_ condition: ScopeCondition?, index: Int?, _ model: ConsoleModel) {
        self.index = index
        attribute = condition?.attribute
        test = RadioGroup(
            ScopeCondition.Test.allCases.map(\.title), selection: condition.flatMap { ScopeCondition.Test.allCases.firstIndex(of: $0.test) } ?? 0,
            direction: .horizontal)
        values = TextField(condition?.valuesText ?? "", placeholder: "Sales|Support")
        buttons = FormButtons(leave: "Cancel", save: index == nil ? "Add" : "Change")
    }

    private var chosenTest: ScopeCondition.Test { ScopeCondition.Test.allCases[test.selection ?? 0] }

    var isTyping: Bool { focus == .values && !buttons.hasFocus }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] {
        (model.attributes.value == nil ? [.task(ListAttributes())] : []) + (attribute.map { [.task(Sample(attribute: $0))] } ?? [])
    }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        if buttons.hasFocus { return buttons.hints(form: "Form") }
        return switch focus {
        case .attribute: [KeyHint("Enter", "Choose"), KeyHint("Tab", "Next")]
        case .test: [KeyHint("Left/Right", "Choose"), KeyHint("Tab", "Next")]
        case .values: [KeyHint("Enter", buttons.saveLabel), KeyHint("Tab", "Next")]
        }
    }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        guard let (asked, answer) = event.ended(Sample.self), asked.attribute == attribute, let people = try? answer.get() else { return [] }
        let counts = people.compactMap { $0.value(of: asked.attribute)?.trimmed }.filter { !$0.isEmpty }.reduce(into: [String: Int]()) {
            $0[$1, default: 0] += 1
        }
        seen = counts.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }.map(\.key)
        return []
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if key == .escape { return [.back] }
        if buttons.hasFocus {
            switch buttons.handle(key) {
            case .nothing: return []
            case .leave: return [.back]
            case .save: return pick(model)
            }
        }
        switch key {
        case .tab, .down: advance()
        case .backTab, .up: focus = Item(rawValue: focus.rawValue - 1) ?? .attribute
        case .enter where focus == .attribute: return [.push(SourcePickerPage(.condition, current: attribute.map { .attribute($0) }, model))]
        case .enter where focus == .test: advance()
        case .enter: return pick(model)
        default:
            problem = nil
            if focus == .test { _ = test.handle(key) } else if focus == .values { _ = values.handle(key) }
        }
        return []
    }

    private mutating func advance() {
        if let next = Item(rawValue: focus.rawValue + 1) { focus = next } else { buttons.hasFocus = true }
    }

    private mutating func pick(_ model: ConsoleModel) -> [PageAction] {
        guard let attribute else {
            (problem, focus, buttons.hasFocus) = ("Choose an attribute first: Enter in the first line.", .attribute, false)
            return []
        }
        let condition = ScopeCondition(attribute, chosenTest, ScopeCondition.values(in: values.text, of: chosenTest))
        if condition.values.isEmpty {
            problem = "Type at least one value."
        } else if chosenTest == .matches, let words = condition.values.lazy.compactMap(model.valueTools.problem(ofPattern:)).first {
            problem = "That is not a regular expression: \(words)."
        } else {
            return [.picked(.condition(condition, index: index))]
        }
        (focus, buttons.hasFocus) = (.values, false)
        return []
    }

    mutating func take(_ pick: Pick, _ model: ConsoleModel) -> [PageAction] {
        guard case .attribute(let id) = pick else { return [] }
        (attribute, seen, focus, problem) = (id, [], .test, nil)
        return [.task(Sample(attribute: id))]
    }

    mutating func focus(area: Int, _ model: ConsoleModel) {
        buttons.focus(area: area)
        if let item = Item(rawValue: area) { focus = item }
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        if isTyping { values.insert(paste: text) }
        return []
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let purpose = "Only people whose attribute is like this are in scope; one of its values is enough."
        let frame = FormFrame(rect, on: canvas, step: nil, purpose: purpose)
        frame.draw(on: &canvas, step: nil, purpose: purpose, model)
        var rows = RowCursor(frame.body)
        func line(_ item: Item, _ title: String, _ canvas: inout Canvas, _ draw: (inout Canvas, Rect, Bool) -> Void) {
            let line = rows.next()
            canvas.text(title, at: line.origin, role: .heading, width: 11)
            canvas.area(item.rawValue, in: line) { draw(&$0, line.dropping(left: 12), !buttons.hasFocus && focus == item) }
        }
        line(.attribute, "Attribute", &canvas) { canvas, place, isFocused in
            let name = attribute.map(model.label(ofAttribute:)) ?? "none chosen"
            canvas.text(
                isFocused ? "\(canvas.symbols.pointer) \(name)" : name, at: place.origin, role: attribute == nil ? .muted : .normal,
                width: place.columns)
            if isFocused { canvas.restyle(place.left(DisplayWidth.columns(of: name) + 2), role: .selected) }
        }
        line(.test, "Compared", &canvas) { canvas, place, isFocused in test.draw(on: &canvas, in: place, focused: isFocused) }
        line(.values, "Values", &canvas) { canvas, place, isFocused in
            values.draw(on: &canvas, in: place.left(min(place.columns, 60)), focused: isFocused)
        }
        rows.skip(1)
        if let problem { rows.skip(canvas.paragraph(problem, in: rows.rest.top(2), role: .danger)) }
        if !seen.isEmpty {
            let words = "Values of some people: \(seen.prefix(12).joined(separator: ", "))\(seen.count > 12 ? ", ..." : "")"
            rows.skip(canvas.paragraph(words, in: rows.rest.top(4), role: .muted))
        }
        buttons.draw(on: &canvas, in: frame.buttons)
    }
}

extension ScopeCondition.Test {
    /// The word on the screen.
    fileprivate var title: String {
        switch self {
        case .is: "is"
        case .isNot: "is not"
        case .startsWith: "begins with"
        case .matches: "matches"
        }
    }
}
