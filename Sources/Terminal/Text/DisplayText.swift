/// Which part of a text gives way when it does not fit.
package enum Truncation: Sendable, Hashable {
    /// The end: for names and sentences.
    case end
    /// The middle: for addresses, whose beginning and end both matter.
    case middle
}

/// On which side text stands in a field wider than itself.
package enum Alignment: Sendable, Hashable {
    case start
    case center
    case end
}

/// Makes foreign text safe and fit for a terminal.
///
/// Whatever came from a directory or a server is data: no control character, escape sequence or direction override of it may reach the
/// terminal, and the columns it takes must be known.
package enum DisplayText {
    /// The text as it will be drawn.
    ///
    /// - line breaks and tabs become a space;
    /// - other control characters (C0, DEL, C1), direction overrides and isolates, scalars that cannot be printed and combining marks
    ///   without a base become U+FFFD, so that the reader sees that something was there;
    /// - invisible characters (zero-width, joiners, direction marks, variation selectors, tags) go away;
    /// - emoji sequences are cut to their first scalar and at most four combining marks stay on a base.
    ///
    /// Sanitising twice changes nothing.
    package static func sanitized(_ text: String) -> String {
        if isPlain(text) { return text }
        var result = ""
        forEachCell(of: text) { character, _ in
            result.append(character)
            return true
        }
        return result
    }

    /// Whether the text is printable ASCII, which needs no work: one byte, one column.
    static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }

    /// Calls `body` with the content and the columns (1 or 2) of each cell that the text fills, until it returns false.
    static func forEachCell(of text: String, _ body: (Character, Int) -> Bool) {
        for character in text {
            if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7F {
                guard body(character, 1) else { return }
            } else {
                guard forEachCell(of: character, body) else { return }
            }
        }
    }

    private static func forEachCell(of character: Character, _ body: (Character, Int) -> Bool) -> Bool {
        var cell = String.UnicodeScalarView()
        var columns = 0
        let isSequence = isEmojiSequence(character)
        for scalar in character.unicodeScalars {
            switch ScalarKind(scalar) {
            case .invisible:
                continue
            case .combining where !cell.isEmpty:
                // A base and four marks are what one ncurses cell holds (CCHARW_MAX).
                if cell.count < 5, columns > 0 { cell.append(scalar) }
            case .combining, .forbidden, .unknown:
                if !cell.isEmpty, !body(Character(String(cell)), columns) { return false }
                (cell, columns) = (String.UnicodeScalarView("\u{FFFD}".unicodeScalars), 1)
            case .lineBreak:
                // CR LF is one character and one break.
                if cell.isEmpty { (cell, columns) = (String.UnicodeScalarView(" ".unicodeScalars), 1) }
            case .spacing(let width):
                if !cell.isEmpty {
                    if isSequence { return body(Character(String(cell)), columns) }
                    if !body(Character(String(cell)), columns) { return false }
                }
                cell = String.UnicodeScalarView()
                cell.append(scalar)
                columns = width
            }
        }
        return cell.isEmpty || body(Character(String(cell)), columns)
    }

    private static func isEmojiSequence(_ character: Character) -> Bool {
        let scalars = character.unicodeScalars
        guard let first = scalars.first, first.properties.isEmoji else { return false }
        return scalars.contains { $0 == "\u{200D}" || $0.properties.isEmojiModifier }
    }
}
