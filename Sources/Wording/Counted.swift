/// Numbers with what they count.
extension Int {
    /// "1 account", "3 accounts".
    ///
    /// - Parameters:
    ///   - plural: for nouns that do not take an s, and for what the noun takes with it: "1 finding waits", "3 findings wait".
    ///   - number: the number as the screen writes it; its digits without it.
    package func counted(_ noun: String, _ plural: String? = nil, as number: String? = nil) -> String {
        "\(number ?? String(self)) \(self == 1 ? noun : plural ?? noun + "s")"
    }

    /// What stands for so many things that were named before: "it", "them".
    package var them: String { self == 1 ? "it" : "them" }
}
