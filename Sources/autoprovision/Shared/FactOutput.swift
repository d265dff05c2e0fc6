import Terminal

/// Names, each with what is to say of it. In a terminal the text is wrapped beside its name; elsewhere each text is one whole line, so that it can be searched.
struct FactOutput {
    private struct Fact {
        let mark: String
        let name: String
        let texts: [String]
    }

    /// The longest name that a column is made for; an app may have a longer one.
    private static let mostNameColumns = 40
    /// With less room than this beside the names, texts begin below them.
    private static let leastTextColumns = 30
    private static let indentation = 4

    /// Columns of the terminal; `nil` where the output goes elsewhere.
    private let width: Int?
    private var facts: [Fact] = []

    init(width: Int? = Output.terminalColumns) { self.width = width }

    /// Adds a name with its texts; those after the first begin on lines of their own.
    ///
    /// - Parameter mark: what stands before the name, as wide as all other marks.
    mutating func append(_ name: String, _ texts: [String], mark: String = "") {
        facts.append(Fact(mark: mark, name: DisplayText.truncated(name, columns: Self.mostNameColumns), texts: texts))
    }

    /// What is printed.
    var lines: [String] {
        let nameColumns = (facts.map { DisplayWidth.columns(of: $0.name) }.max() ?? 0) + 2
        return facts.flatMap { fact -> [String] in
            let head = fact.mark + DisplayText.padded(fact.name, columns: nameColumns)
            let margin = DisplayWidth.columns(of: head)
            guard let width else { return Self.hanging(fact.texts, head, margin) }
            guard width - margin >= Self.leastTextColumns else {
                let texts = fact.texts.flatMap { DisplayText.wrapped($0, columns: max(1, width - Self.indentation)) }
                return [fact.mark + fact.name] + texts.map { String(repeating: " ", count: Self.indentation) + $0 }
            }
            return Self.hanging(fact.texts.flatMap { DisplayText.wrapped($0, columns: width - margin) }, head, margin)
        }
    }

    private static func hanging(_ texts: [String], _ head: String, _ margin: Int) -> [String] {
        texts.enumerated().map { ($0 == 0 ? head : String(repeating: " ", count: margin)) + $1 }
    }

    func print() { for line in lines { Output.line(line) } }
}
