import CNcurses

/// How many columns text takes on a terminal.
///
/// The widths are those of the C library's `wcwidth`, the same that ncurses uses, asked under a UTF-8 locale of our own so that the answer
/// does not depend on the environment; characters newer than the C library have the width that Unicode gives them. Text is measured as it is drawn: after ``DisplayText/sanitized(_:)``.
package enum DisplayWidth {
    /// Columns of a text when drawn.
    package static func columns(of text: String) -> Int {
        if DisplayText.isPlain(text) { return text.utf8.count }
        var total = 0
        DisplayText.forEachCell(of: text) { _, columns in
            total += columns
            return true
        }
        return total
    }

    /// Columns of a character when drawn: 1 or 2, more for the few clusters that hold several spacing letters, 0 for what is not drawn.
    package static func columns(of character: Character) -> Int {
        if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7F { return 1 }
        return columns(of: String(character))
    }

    /// Columns of one scalar: 0, 1, 2, or nil when it cannot be printed.
    static func columns(of scalar: Unicode.Scalar) -> Int? {
        if scalar.value < 0x7F { return scalar.value >= 0x20 ? 1 : nil }
        return libraryColumns(of: scalar) ?? NewerCharacters.columns(of: scalar)
    }

    /// Columns by the C library; nil for what it cannot print or does not know, and what ncurses therefore leaves out.
    static func libraryColumns(of scalar: Unicode.Scalar) -> Int? {
        guard let locale = unicodeLocale.value else { return scalar.value >= 0xA0 ? 1 : nil }
        let width = terminal_scalar_width(scalar.value, locale)
        return width < 0 ? nil : Int(width)
    }

    // The locale object is never changed after it was made; the C library allows any thread to use it.
    private struct UnicodeLocale: Sendable {
        private let address: UInt
        init() { address = UInt(bitPattern: terminal_unicode_locale()) }
        var value: locale_t? { locale_t(bitPattern: address) }
    }

    private static let unicodeLocale = UnicodeLocale()
}
