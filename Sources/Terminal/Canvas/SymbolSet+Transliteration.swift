import Foundation

extension SymbolSet {
    /// The text as this set can show it. The ASCII set keeps the number of columns: typographic signs get their plain form, Latin letters lose their marks, anything
    /// else is a `?` per column, so that nothing shifts and the reader sees that something is missing.
    package func transliterated(_ text: String) -> String {
        guard isASCIIOnly, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
        var result = ""
        DisplayText.forEachCell(of: text) { character, columns in
            result += transliterated(character, columns: columns)
            return true
        }
        return result
    }

    func transliterated(_ character: Character, columns: Int) -> String {
        guard isASCIIOnly, !character.isASCII else { return String(character) }
        if columns == 1, let plain = Self.plainForm(character) { return String(plain) }
        return String(repeating: "?", count: columns)
    }

    /// Whether this set shows every letter of the text, be it without its marks.
    package func canShow(_ text: String) -> Bool {
        !isASCIIOnly || text.allSatisfy { $0.isASCII || Self.plainForm($0) != nil }
    }

    private static func plainForm(_ character: Character) -> Character? {
        if let plain = plainForms[character] { return plain }
        let scalars = String(character).decomposedStringWithCanonicalMapping.unicodeScalars
        guard let base = scalars.first, scalars.dropFirst().allSatisfy({ $0.properties.generalCategory == .nonspacingMark }) else { return nil }
        return base.isASCII ? Character(base) : plainForms[Character(base)]
    }

    /// The sign or letter that stands for one that ASCII does not have, in one column.
    private static let plainForms: [Character: Character] = [
        "\u{A0}": " ", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "‘": "'", "’": "'", "“": "\"", "”": "\"", "„": "\"", "«": "<", "»": ">",
        "‹": "<", "›": ">", "…": ".", "·": ".", "•": "*", "×": "x", "÷": "/", "→": ">", "←": "<", "↑": "^", "↓": "v", "✓": "*", "✗": "x", "●": "*",
        "○": "o", "━": "=", "─": "-", "│": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "█": "#", "░": ".", "≤": "<", "≥": ">",
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "t", "Þ": "T", "æ": "a", "Æ": "A", "œ": "o", "Œ": "O",
        "ß": "s", "ẞ": "S", "ı": "i", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T",
    ]
}
