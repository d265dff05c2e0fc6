/// Making the plan alone, of a large and of a very large organization.
enum PlanningScenario {
    static let sizes = (large: 100_000, veryLarge: 1_000_000)
    /// Ten times the people may take this many times the time: sorting and tables that outgrow the processor's cache cost a little more than their share.
    static let linearGrowth = 15.0

    static func measure() async throws -> ScenarioReport {
        let large = try await plan(sizes.large)
        let veryLarge = try await plan(sizes.veryLarge)
        let growth = Arithmetic.ratio(veryLarge.processorSeconds, to: large.processorSeconds) ?? 0
        let memoryGrowth = Arithmetic.ratio(Double(veryLarge.peakMemory), to: Double(large.peakMemory)) ?? 0
        return ScenarioReport(
            scenario: .planning,
            subject: "planning \(sizes.large) and \(sizes.veryLarge) people, 1 % changed and 0.1 % new, snapshot and ledger in memory",
            figures: [
                Figure("time of \(sizes.large)", large.seconds, .seconds, goal: .below(5)),
                Figure("processor time of \(sizes.large)", large.processorSeconds, .seconds),
                named("peak memory of \(sizes.large)", large, goal: .below(200)),
                Figure("time of \(sizes.veryLarge)", veryLarge.seconds, .seconds, goal: .below(60)),
                Figure("processor time of \(sizes.veryLarge)", veryLarge.processorSeconds, .seconds),
                named("peak memory of \(sizes.veryLarge)", veryLarge, goal: .below(1_200)),
                Figure("growth of processor time for 10 times the people", growth, .ratio, goal: .atMost(linearGrowth)),
                Figure("growth of memory for 10 times the people", memoryGrowth, .ratio, goal: .atMost(linearGrowth)),
            ])
    }

    private static func named(_ name: String, _ measurement: ProcessFigures, goal: Goal) -> Figure {
        Figure(name, Double(measurement.peakMemory) / 1_000_000, .megabytes, goal: goal)
    }

    private static func plan(_ people: Int) async throws -> ProcessFigures {
        try await HelperProcess(["planning-helper", "\(people)"]).answer(ProcessFigures.self)
    }
}
