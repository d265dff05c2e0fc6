package import Engine

extension OperationError {
    /// The refusal of a name that several people have.
    package static func severalPeople(named name: String, addresses: [String]) -> OperationError {
        .invalidInput("Several people are named \"\(name)\". Name one by address: \(addresses.sorted().joined(separator: ", ")).")
    }
}
