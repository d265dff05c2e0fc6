/// The people, groups or accounts that come near a name that none of them has: for the sentence that says so.
package struct SimilarNames: Sendable, Equatable {
    /// Enough to find the right one among them, and few enough for a sentence.
    private static let longest = 5

    /// What to call each of them, sorted; at most five.
    package let labels: [String]

    /// - Parameters:
    ///   - text: what somebody typed; an empty one comes near nothing.
    ///   - names: the names and addresses of a candidate. It is similar when one of them has the words of the text, or holds its letters.
    ///   - label: what the sentence calls a candidate.
    package init<Candidate>(
        to text: String, in candidates: some Sequence<Candidate>, names: (Candidate) -> [String], label: (Candidate) -> String
    ) {
        let part = NamePart(text)
        self.init(candidates.filter { names($0).contains(where: part.isNear) }.map(label))
    }

    /// Those that were found already, by what the sentence calls them.
    package init(_ labels: [String]) {
        self.labels = Array(Set(labels).sorted().prefix(Self.longest))
    }

    /// A sentence that names them, after a space; `otherwise`, after a space too, when there are none.
    package func sentence(otherwise: String = "") -> String {
        if !labels.isEmpty { return " Similar: \(labels.joined(separator: ", "))." }
        return otherwise.isEmpty ? "" : " \(otherwise)"
    }
}
