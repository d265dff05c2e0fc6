/// Ranks texts for what a person types into a search field.
///
/// Case and accents do not count. Better matches come first; equally good ones stay in the order they were given. The texts are folded
/// once, so that each key costs one pass over plain bytes, also with 100,000 of them.
package struct SearchRanking: Sendable {
    /// How well a text matches; smaller is better.
    package enum Grade: Int, Sendable, Comparable, CaseIterable {
        /// The whole text.
        case exact
        /// Its beginning.
        case prefix
        /// The beginning of a word in it.
        case wordStart
        /// Anywhere in it; or each typed word somewhere in it.
        case anywhere
        /// All characters in their order, with others between them.
        case scattered

        package static func < (left: Grade, right: Grade) -> Bool { left.rawValue < right.rawValue }
    }

    /// A text that matches.
    package struct Match: Sendable, Hashable {
        /// The index of the text in the array that the ranking was made of.
        package let index: Int
        /// How well it matches.
        package let grade: Grade
    }

    private let keys: FoldedKeys

    /// Folds the texts.
    package init(_ candidates: [String]) {
        keys = FoldedKeys(candidates)
    }

    /// How many texts there are.
    package var count: Int { keys.count }

    /// The texts that match, the best first. An empty query matches all, in their order.
    package func matches(_ query: String, limit: Int = .max) -> [Match] {
        let folded = SearchFolding.fold(query).split(separator: UInt8(ascii: " "))
        guard !folded.isEmpty else { return (0..<min(keys.count, max(0, limit))).map { Match(index: $0, grade: .prefix) } }
        let pattern = SearchPattern(words: folded.map(Array.init))
        var buckets = [[Int]](repeating: [], count: Grade.allCases.count)
        keys.forEach { index, key in
            if let grade = pattern.grade(of: key) { buckets[grade.rawValue].append(index) }
        }
        let ranked = Grade.allCases.lazy.flatMap { grade in buckets[grade.rawValue].lazy.map { Match(index: $0, grade: grade) } }
        return Array(ranked.prefix(max(0, limit)))
    }
}
