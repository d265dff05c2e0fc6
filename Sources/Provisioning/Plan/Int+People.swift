extension Int {
    /// For sentences: "1 person", "212 people".
    package var people: String { self == 1 ? "1 person" : "\(self) people" }
}
