import Foundation

/// Part of a person's name as somebody types it: one or several of its words, whole, in whatever letters.
package struct NamePart: Sendable {
    private let words: [String]

    package init(_ text: String) { words = Self.words(of: text) }

    /// Whether a name has these words, one after the other.
    package func isIn(_ name: String) -> Bool {
        let all = Self.words(of: name)
        guard !words.isEmpty, all.count >= words.count else { return false }
        return (0...all.count - words.count).contains { all[$0..<$0 + words.count].elementsEqual(words) }
    }

    private static func words(of text: String) -> [String] {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).split { $0.isWhitespace }.map(String.init)
    }
}
