/// What a figure is measured against.
struct Goal: Encodable, Equatable {
    enum Relation: String, Encodable {
        case exactly
        case atMost
        case below
    }

    let relation: Relation
    let bound: Double

    func isMet(by value: Double) -> Bool {
        switch relation {
        // Two figures that print alike are alike.
        case .exactly: abs(value - bound) < 0.005
        case .atMost: value <= bound
        case .below: value < bound
        }
    }

    static func exactly(_ bound: Double) -> Goal { Goal(relation: .exactly, bound: bound) }
    static func atMost(_ bound: Double) -> Goal { Goal(relation: .atMost, bound: bound) }
    static func below(_ bound: Double) -> Goal { Goal(relation: .below, bound: bound) }
}

/// One measured number, with its goal if it has one.
struct Figure: Encodable, Equatable {
    enum Unit: String, Encodable {
        case count = ""
        case ratio
        case seconds = "s"
        case milliseconds = "ms"
        case bytes = "B"
        /// Millions of bytes.
        case megabytes = "MB"
    }

    let name: String
    let value: Double
    let unit: Unit
    let goal: Goal?
    /// `nil` when there is no goal.
    let isMet: Bool?

    init(_ name: String, _ value: Double, _ unit: Unit, goal: Goal? = nil) {
        self.name = name
        self.value = value
        self.unit = unit
        self.goal = goal
        isMet = goal?.isMet(by: value)
    }

    init(_ name: String, _ count: Int, goal: Goal? = nil) {
        self.init(name, Double(count), .count, goal: goal)
    }

    /// The peak of a process's memory.
    static func peakMemory(_ bytes: Int, goal: Goal? = nil) -> Figure {
        Figure("peak memory", Double(bytes) / 1_000_000, .megabytes, goal: goal)
    }
}

/// What one scenario gave.
struct ScenarioReport: Encodable {
    let scenario: ScenarioName
    /// What was measured, in one line.
    let subject: String
    let figures: [Figure]
    /// What could not be measured, and why.
    var remarks: [String] = []
}
