/// A row of a canvas as a line of running text, with what can be done on it.
package struct PlainLine: Sendable, Hashable {
    /// A piece of the line. One with a place can be chosen.
    package struct Part: Sendable, Hashable {
        /// What it is; the same thing has the same text, however it stands.
        package var text: String
        /// How it stands now.
        package var state: String?
        /// Where a click chooses it; nil when it is only text.
        package var place: Point?
        /// Whether it has the focus.
        package var isFocused = false
        /// What it is.
        package var kind = Reading.Kind.text

        /// Text and state as they are read.
        package var words: String {
            guard let state else { return text }
            if text.isEmpty { return state }
            return kind == .text ? "\(text) (\(state))" : "\(text): \(state)"
        }
    }

    /// From left to right.
    package var parts: [Part]
    /// Whether the line changes all by itself, so that a change is not worth a word.
    package var isQuiet = false

    /// The whole line without numbers.
    package var words: String { PlainLine.joined(parts.map(\.words)) }

    /// Pieces as one text: what ends in a colon belongs to what follows.
    package static func joined(_ pieces: [String]) -> String {
        pieces.filter { !$0.isEmpty }.reduce(into: "") { line, piece in
            if !line.isEmpty { line += line.hasSuffix(":") ? " " : "; " }
            line += piece
        }
    }
}

extension Canvas {
    /// The rows as lines of text; rows without text are left out.
    package func plainLines(in rows: Range<Int>) -> [PlainLine] {
        var numbered: Set<Int> = []
        return rows.flatMap { row -> [PlainLine] in
            let tokens = tokens(in: row)
            var lines: [PlainLine] = []
            var parts: [PlainLine.Part] = []
            var isQuiet = false
            var last: Int?
            for token in tokens {
                isQuiet = isQuiet || token.isQuiet
                if let last, last == token.target, let place = parts.indices.last, token.kind == .text, parts[place].kind == .text,
                    parts[place].state == nil
                {
                    // The cells of one row of a list are one thing.
                    parts[place].text = PlainLine.joined([parts[place].text, token.text])
                    parts[place].state = token.state
                    parts[place].isFocused = parts[place].isFocused || token.isFocused
                    continue
                }
                last = token.target
                var part = PlainLine.Part(text: token.text, state: token.state, isFocused: token.isFocused, kind: token.kind)
                if let target = token.target, numbered.insert(target).inserted { part.place = token.place }
                if token.kind != .text {
                    part.place = clickTarget(at: token.place) == nil ? nil : token.place
                    // What stands before a field is its name.
                    if let label = parts.last, label.place == nil, label.kind == .text {
                        parts.removeLast()
                        part.text = label.text.hasSuffix(":") ? String(label.text.dropLast()) : label.text
                    } else {
                        part.text = "Text"
                    }
                }
                parts.append(part)
            }
            // A text with line breaks is several lines.
            if parts.count == 1, let only = parts.first, only.place == nil, only.text.contains("\n") {
                lines = only.text.split(separator: "\n").map { PlainLine(parts: [PlainLine.Part(text: String($0))], isQuiet: isQuiet) }
            } else if !parts.isEmpty {
                lines = [PlainLine(parts: parts, isQuiet: isQuiet)]
            }
            return lines
        }
    }

    private struct Token {
        var text: String
        var state: String?
        var kind = Reading.Kind.text
        var isFocused = false
        var isQuiet = false
        var place: Point
        /// The click target that it belongs to.
        var target: Int?
    }

    /// The texts of a row: what two blanks, another click target or a reading part from each other.
    private func tokens(in row: Int) -> [Token] {
        var tokens: [Token] = []
        var current: Token?
        var blanks = 0
        func end() {
            if let token = current { tokens.append(token) }
            (current, blanks) = (nil, 0)
        }
        // Only what reaches into this row is looked at for each of its cells.
        let readings = readings.filter { $0.rect.row <= row && row < $0.rect.endRow }
        let targets = clickTargets.indices.filter { clickTargets[$0].rect.row <= row && row < clickTargets[$0].rect.endRow }
        func reading(at column: Int) -> Reading? { readings.last { $0.rect.column <= column && column < $0.rect.endColumn } }
        func pressTarget(at column: Int) -> Int? {
            let top = targets.last { clickTargets[$0].rect.column <= column && column < clickTargets[$0].rect.endColumn }
            return top.flatMap { clickTargets[$0].keys.isEmpty ? nil : $0 }
        }
        var column = 0
        while column < size.columns {
            let point = Point(column: column, row: row)
            if let found = reading(at: column) {
                end()
                let width = (column..<size.columns).prefix { reading(at: $0) == found }.count
                if row == found.rect.row, let token = token(found, at: point, target: pressTarget(at: column)) { tokens.append(token) }
                column += width
                continue
            }
            let cell = self[column, row]
            column += 1
            guard !cell.isContinuation else { continue }
            guard cell.character != " " else {
                blanks += 1
                continue
            }
            let target = pressTarget(at: column - 1)
            if current == nil || blanks > 1 || current?.target != target { end() }
            var token = current ?? Token(text: "", place: point, target: target)
            token.text += String(repeating: " ", count: token.text.isEmpty ? 0 : blanks) + String(cell.character)
            token.isFocused = token.isFocused || PlainLine.focusRoles.contains(cell.role)
            (current, blanks) = (token, 0)
        }
        end()
        return tokens
    }

    private func token(_ reading: Reading, at point: Point, target: Int?) -> Token? {
        let text = reading.text.split(separator: "\n").map { DisplayText.read(String($0)) }.joined(separator: "\n")
        guard !text.isEmpty || reading.state != nil else { return nil }
        let isFocused = (reading.rect.column..<reading.rect.endColumn).contains { PlainLine.focusRoles.contains(self[$0, reading.rect.row].role) }
        return Token(
            text: symbols.transliterated(text), state: reading.state.map { symbols.transliterated(DisplayText.read($0)) }, kind: reading.kind,
            isFocused: isFocused, isQuiet: reading.isQuiet, place: point, target: target)
    }
}

extension PlainLine {
    /// What has the focus looks like this.
    fileprivate static let focusRoles: Set<Role> = [.selected, .selectedUnfocused, .buttonFocused, .fieldFocused]
}

extension DisplayText {
    /// Nobody listens to more of one text.
    private static let longestRead = 2_000

    /// Foreign text as it is read: sanitised, and not without end.
    fileprivate static func read(_ text: String) -> String {
        let clean = sanitized(text).trimmed
        return clean.count <= longestRead ? clean : "\(clean.prefix(longestRead))..."
    }
}

extension String {
    /// Without blanks at both ends.
    fileprivate var trimmed: String {
        guard let first = firstIndex(where: { $0 != " " }), let last = lastIndex(where: { $0 != " " }) else { return "" }
        return String(self[first...last])
    }
}
