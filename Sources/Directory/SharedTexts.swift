/// Texts that occur again and again among many people, such as units, departments and places, kept once for all: with 10,000 people that is several megabytes.
package struct SharedTexts {
    /// Texts up to this length live inside the value itself; sharing them would save nothing.
    private static let inlineLength = 15
    /// Distinct texts that are remembered; more would be addresses and names that occur once.
    private static let capacity = 4_096

    private var known: Set<String> = []

    /// Nothing is known yet.
    package init() {}

    /// The same text, from the common place if it has one.
    package mutating func shared(_ text: String) -> String {
        guard text.utf8.count > Self.inlineLength else { return text }
        if known.count < Self.capacity { return known.insert(text).memberAfterInsert }
        return known.firstIndex(of: text).map { known[$0] } ?? text
    }
}
