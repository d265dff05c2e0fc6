import Provisioning
import RingCentral
import Testing

@testable import Benchmark

@Suite("The synthetic organization", .timeLimit(.minutes(5)))
struct PlanningTests {
    @Test("The plan holds what was changed and nothing else", arguments: [1, 100, 2_500])
    func plan(people: Int) {
        let organization = SyntheticOrganization(people: people, targets: RingCentralProfile.targetAttributes)
        let plan = Planner.plan(organization.input())
        #expect(plan.counts[.create] ?? 0 == organization.expected.creations)
        #expect(plan.counts[.update] ?? 0 == organization.expected.updates)
        #expect(plan.entries.count == organization.expected.creations + organization.expected.updates)
        #expect(plan.problems.isEmpty)
    }
}
