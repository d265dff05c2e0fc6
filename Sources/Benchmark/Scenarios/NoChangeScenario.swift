import Provisioning

/// A run that has nothing to do, in a large organization: what everyone pays every hour.
enum NoChangeScenario {
    /// The group whose members are in scope, so that members have to be read too.
    static let scopeGroup = "all-staff@corp.example"

    static func measure(_ world: BenchmarkWorld, scopeMembers: Int) async throws -> ScenarioReport {
        let (run, requests) = try await world.run()
        let idle = try await world.idle()
        let size = try await world.directorySize()
        let formula = Arithmetic.sourceCalls(people: size.people, deletedPeople: size.deletedPeople, groups: 1, membersByGroup: [scopeMembers])
        return ScenarioReport(
            scenario: .noChange, subject: "\(size.people) people, nothing to do, one group in scope with \(scopeMembers) members",
            figures: [
                Figure("target reads", requests.targetReads, goal: .atMost(100)),
                Figure("target writes", requests.targetWrites, goal: .exactly(0)),
                Figure("source listings, by ⌈people/500⌉ + ⌈groups/200⌉ + member pages", requests.sourceListings, goal: .exactly(Double(formula))),
                Figure("other source calls (domains, units)", requests.sourceCalls - requests.sourceListings),
                Figure("time", run.seconds, .seconds),
                Figure("processor time", run.processorSeconds, .seconds),
                .peakMemory(run.peakMemory, goal: .below(40)),
                Figure("of it, a process that only opens the home", Double(idle.peakMemory) / 1_000_000, .megabytes),
            ])
    }
}
