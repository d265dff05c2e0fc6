/// A search while somebody types, in many texts: a longer query looks only through what the shorter one found, and going back finds that again at once.
///
/// Scattered matches are left out: with many texts nearly everything would be one.
package struct TypedSearch: Sendable {
    private struct Step {
        let query: [UInt8]
        let found: SearchRanking.Found
    }

    private let ranking: SearchRanking
    /// Each query is the beginning of the next one.
    private var steps: [Step] = []

    /// Searches in the texts of this ranking.
    package init(_ ranking: SearchRanking) { self.ranking = ranking }

    /// How many texts there are.
    package var count: Int { ranking.count }

    /// The texts that match, the best first.
    package mutating func find(_ text: String) -> [Int] {
        let query = SearchFolding.fold(text)
        while let last = steps.last, !query.starts(with: last.query) { steps.removeLast() }
        if let last = steps.last, last.query == query { return last.found.ranked }
        // What matches a query matches its beginning too: the beginning of each word is wherever the word is.
        let found = ranking.find(query, among: steps.last?.found.ascending)
        steps.append(Step(query: query, found: found))
        return found.ranked
    }
}
