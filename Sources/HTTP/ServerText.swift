/// Text that a server chose, such as the reason of a refusal, made fit to be kept and shown: bounded, on one line, without control characters.
///
/// It is applied where such a text enters, so that whatever is stored, logged or shown later is bounded too.
package enum ServerText {
    /// The longest text that is kept, in characters.
    package static let maximumCharacters = 500
    /// The same in bytes of UTF-8: a character can have any number of marks.
    package static let maximumBytes = 2_000

    /// The text as it is kept; one that was cut ends with "...".
    package static func bounded(_ text: String) -> String {
        var (result, characters, bytes) = (String.UnicodeScalarView(), 0, 0)
        var isSpace = true
        // The count of scalars bounds the work, however long the text is.
        for character in text.prefix(maximumCharacters * 4) {
            var kept: [Unicode.Scalar] = []
            for scalar in character.unicodeScalars.prefix(64) where !isControl(scalar) { kept.append(scalar) }
            let isBlank = kept.isEmpty || character.isWhitespace
            if isBlank {
                if isSpace { continue }
                kept = [" "]
            }
            isSpace = isBlank
            let size = kept.reduce(0) { $0 + UTF8.width($1) }
            guard characters < maximumCharacters, bytes + size <= maximumBytes else { return trimmed(result) + "..." }
            result.append(contentsOf: kept)
            characters += 1
            bytes += size
        }
        let isCut = text.utf8.count > maximumBytes && text.index(text.startIndex, offsetBy: maximumCharacters * 4, limitedBy: text.endIndex) != nil
        return trimmed(result) + (isCut ? "..." : "")
    }

    private static func trimmed(_ scalars: String.UnicodeScalarView) -> String {
        var scalars = scalars
        while scalars.last == " " { scalars.removeLast() }
        return String(scalars)
    }

    /// Controls (C0, DEL, C1), line separators, and what overrides or marks the direction of text (UAX #9).
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
