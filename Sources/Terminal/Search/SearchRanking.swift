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
    /// - Parameter worst: matches that are worse than this are left out; ``Grade/scattered`` ones cost the most to find.
    package func matches(_ query: String, upTo worst: Grade = .scattered, limit: Int = .max) -> [Match] {
        guard let buckets = buckets(SearchFolding.fold(query), among: nil, upTo: worst) else {
            return (0..<min(keys.count, max(0, limit))).map { Match(index: $0, grade: .prefix) }
        }
        var matches: [Match] = []
        for grade in Grade.allCases {
            for index in buckets[grade.rawValue].prefix(max(0, limit - matches.count)) { matches.append(Match(index: Int(index), grade: grade)) }
        }
        return matches
    }

    /// What a query found.
    struct Found {
        /// The best first.
        let ranked: [Int]
        /// In the order of the texts.
        let ascending: [Int32]
    }

    /// The texts that match a folded query, scattered ones apart, looked for among some of them, which are in ascending order, or among all.
    func find(_ query: [UInt8], among candidates: [Int32]?) -> Found {
        guard let buckets = buckets(query, among: candidates, upTo: .anywhere) else {
            let all = candidates ?? (0..<Int32(keys.count)).map(\.self)
            return Found(ranked: all.map(Int.init), ascending: all)
        }
        var ranked: [Int] = []
        ranked.reserveCapacity(buckets.reduce(0) { $0 + $1.count })
        for bucket in buckets { for index in bucket { ranked.append(Int(index)) } }
        let filled = buckets.filter { !$0.isEmpty }
        return Found(ranked: ranked, ascending: filled.count == 1 ? filled[0] : filled.joined().sorted())
    }

    /// The matching texts by grade; `nil` for an empty query.
    private func buckets(_ query: [UInt8], among candidates: [Int32]?, upTo worst: Grade) -> [[Int32]]? {
        let words = query.split(separator: UInt8(ascii: " "))
        guard !words.isEmpty else { return nil }
        let pattern = SearchPattern(words: words.map(Array.init))
        var buckets = [[Int32]](repeating: [], count: Grade.allCases.count)
        keys.forEach(among: candidates) { index, key in
            if let grade = pattern.grade(of: key, upTo: worst) { buckets[grade.rawValue].append(Int32(index)) }
        }
        return buckets
    }
}
