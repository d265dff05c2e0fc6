/// Numbers with what they count.
extension Int {
    /// "1 account", "3 accounts"; `plural` for nouns that do not take an s.
    package func counted(_ noun: String, _ plural: String? = nil) -> String { "\(self) \(self == 1 ? noun : plural ?? noun + "s")" }

    /// What stands for so many things that were named before: "it", "them".
    package var them: String { self == 1 ? "it" : "them" }
}
