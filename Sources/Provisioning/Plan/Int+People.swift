extension Int {
    /// For sentences: "1 person", "212 people".
    package var people: String { self == 1 ? "1 person" : "\(self) people" }

    /// "1 more person", "3 more people"
    package var morePeople: String { self == 1 ? "1 more person" : "\(self) more people" }
}
