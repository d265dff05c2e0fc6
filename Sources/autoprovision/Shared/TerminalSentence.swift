import Terminal

/// Lines of text as a terminal of some width shows them.
enum TerminalSentence {
    /// Not broken at, and shown as a space.
    private static let joint = "\u{A0}"
    /// What stands before a text is no wider than this.
    private static let mostHeadColumns = 24
    /// With less room than this beside its head, a text goes on at the margin.
    private static let leastTextColumns = 30

    /// One line of text, in lines that are broken between words alone. A command stands on one line where it fits, so that it can be copied; what is longer than
    /// a line is left to the terminal, which copies it whole. What goes on does so below where it began: after the spaces in front, or after a name in a column.
    ///
    /// - Parameter columns: the terminal's width; `nil` where the text goes elsewhere, and stays one line.
    static func lines(_ text: String, columns: Int?) -> [String] {
        let line = DisplayText.sanitized(text)
        guard let columns, DisplayWidth.columns(of: line) > columns else { return [line] }
        return wrapped(line, columns: columns)
    }

    private static func wrapped(_ line: String, columns: Int) -> [String] {
        var head = String((line.prefixMatch(of: margin) ?? line.prefixMatch(of: name))?.output ?? "")
        if DisplayWidth.columns(of: head) > min(mostHeadColumns, columns - leastTextColumns) { head = "" }
        let margin = DisplayWidth.columns(of: head)
        let room = columns - margin
        let text = String(line.dropFirst(head.count)).replacing(command) { match in
            DisplayWidth.columns(of: String(match.output)) <= room ? match.output.replacing(" ", with: joint) : match.output
        }
        return DisplayText.wrapped(text, columns: room, breakingWords: false).enumerated().map { index, text in
            (index == 0 ? head : String(repeating: " ", count: margin)) + text.replacing(joint, with: " ")
        }
    }

    private static var margin: Regex<Substring> { /\s+/ }
    /// `Authorization    `, with at least two spaces.
    private static var name: Regex<Substring> { /\S+(?: \S+)*?\s{2,}/ }
    /// A command of this program with its options and what they are given, up to the end of its sentence.
    private static var command: Regex<Substring> { /(?:sudo (?:-u \S+ )?)?\bautoprovision [a-z][\w-]*(?: --[\w-]+(?: [^\s-]\S*)?)*\S*/ }
}
