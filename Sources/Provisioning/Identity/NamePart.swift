import Foundation

/// Part of a person's name as somebody types it: one or several of its words, whole, in whatever letters.
package struct NamePart: Sendable {
    private let words: [String]
    /// The whole text, for looking for its letters.
    private let letters: String

    package init(_ text: String) { (words, letters) = (Self.words(of: text), text.lowercased()) }

    /// Whether a name has these words, one after the other.
    package func isIn(_ name: String) -> Bool {
        let all = Self.words(of: name)
        guard !words.isEmpty, all.count >= words.count else { return false }
        return (0...all.count - words.count).contains { all[$0..<$0 + words.count].elementsEqual(words) }
    }

    /// Whether a name or address has these words, or holds these letters somewhere; an empty text is near nothing.
    package func isNear(_ name: String) -> Bool { isIn(name) || (!letters.isEmpty && name.lowercased().contains(letters)) }

    private static func words(of text: String) -> [String] {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).split { $0.isWhitespace }.map(String.init)
    }
}
