package import Engine

extension OperationError {
    /// So many are named before their number is enough.
    private static let mostNamed = 10

    /// The refusal of a name, or of a part of one, that several people have.
    ///
    /// - Parameter people: each as a text that tells them apart: an address, with the name where that is another one.
    package static func severalPeople(named name: String, people: [String]) -> OperationError {
        let named = people.sorted().prefix(mostNamed).joined(separator: ", ")
        let more = people.count > mostNamed ? " and \(people.count - mostNamed) more" : ""
        return .invalidInput("\"\(name)\" could be any of \(people.count) people: \(named)\(more). Name one by address.")
    }
}
