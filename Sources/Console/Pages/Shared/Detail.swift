import Terminal

/// What there is to know about one thing, line by line: Enter opens it as a page, and on a wide screen it stands beside the list (``ListWithDetail``).
struct Detail: Sendable {
    enum Line: Sendable {
        case heading(String)
        case text(String, Role)
        /// What is called so, and what it is.
        case fact(String, String, Role)
        /// A value before and after an action.
        case change(String, before: String?, after: String?)
    }

    let lines: [Line]

    init(_ lines: [Line]) { self.lines = lines }

    /// One row of the screen.
    struct Row {
        fileprivate var label = ""
        fileprivate var text: String
        fileprivate var role = Role.normal
        fileprivate var isWide = false
        /// Whether the text is what comes after the change.
        fileprivate var isAfter = false
    }

    /// Columns of the names at the left, in a width. A name that is longer than a third of a narrow one stands on a row of its own, so that what it names is not
    /// broken into pieces.
    private func labelColumns(in columns: Int) -> Int {
        let most = min(20, max(12, columns * 3 / 10))
        return lines.reduce(0) { longest, line in
            switch line {
            case .heading, .text: return longest
            case .fact(let name, _, _), .change(let name, _, _):
                let width = DisplayWidth.columns(of: name)
                return width > most ? longest : max(longest, width)
            }
        }
    }

    /// The rows in a width; prose is never wider than is good to read.
    /// - Parameters:
    ///   - hasAir: whether an empty row stands before each heading but the first.
    ///   - rewording: how sentences are changed first; values stay as they are.
    func rows(columns: Int, hasAir: Bool, _ rewording: Rewording) -> [Row] {
        let labelColumns = labelColumns(in: columns)
        let room = max(1, columns - labelColumns - 1)
        func wrapped(_ label: String, _ text: String, _ role: Role, isAfter: Bool = false) -> [Row] {
            let isLong = DisplayWidth.columns(of: label) > labelColumns
            let rows = DisplayText.prose(text, columns: room).enumerated().map {
                Row(label: $0 == 0 && !isLong ? label : "", text: $1, role: role, isAfter: isAfter && $0 == 0)
            }
            return isLong ? DisplayText.wrapped(label, columns: columns).map { Row(text: $0, role: .muted, isWide: true) } + rows : rows
        }
        return lines.enumerated().flatMap { index, line -> [Row] in
            switch line {
            case .heading(let text):
                let rows = DisplayText.wrapped(text, columns: columns).map { Row(text: $0, role: .heading, isWide: true) }
                return index > 0 && hasAir ? [Row(text: "")] + rows : rows
            case .text(let text, let role):
                return DisplayText.prose(rewording(text), columns: columns).map { Row(text: $0, role: role, isWide: true) }
            case .fact(let name, let text, let role): return wrapped(name, rewording(text), role)
            case .change(let name, let before?, let after?) where before != after:
                let words = "\(before) → \(after)"
                if DisplayWidth.columns(of: words) < room { return wrapped(name, words, .accent) }
                return wrapped(name, before, .normal) + wrapped("", after, .accent, isAfter: true)
            case .change(let name, let before, let after): return wrapped(name, after ?? before ?? "", .normal)
            }
        }
    }

    /// Draws rows that ``rows(columns:hasAir:_:)`` made for the width of the rectangle.
    func draw(_ rows: some Collection<Row>, on canvas: inout Canvas, in rect: Rect) {
        let arrow = canvas.symbols.isASCIIOnly ? "->" : "→"
        let labelColumns = labelColumns(in: rect.columns)
        for (line, row) in rows.prefix(rect.rows).enumerated() {
            let place = rect.line(line)
            let value = row.isWide ? place : place.dropping(left: labelColumns + 1)
            canvas.text(row.label, at: place.origin, role: .muted, width: labelColumns)
            canvas.text(row.text.replacing("→", with: arrow), at: value.origin, role: row.role, width: value.columns)
            if row.isAfter { canvas.text(arrow, in: place.left(labelColumns), alignment: .end, role: .accent) }
        }
    }
}
