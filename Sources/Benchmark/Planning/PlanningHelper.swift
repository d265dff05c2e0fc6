import ArgumentParser
import Directory
import Foundation
import Provisioning
import RingCentral

/// Makes one plan in a process of its own and prints what that took.
struct PlanningHelper: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "planning-helper", shouldDisplay: false)

    // No option: the command above this one has one of that name, and would take it.
    @Argument var people: Int

    mutating func run() async throws {
        let organization = SyntheticOrganization(people: people, targets: RingCentralProfile.targetAttributes)
        let input = organization.input()
        let expected = organization.expected
        try await ProcessFigures.of {
            let plan = Planner.plan(input)
            guard plan.counts[.create] == expected.creations, plan.counts[.update] == expected.updates,
                plan.entries.count == plan.counts.values.reduce(0, +)
            else {
                throw BenchmarkError("The plan of \(input.snapshot.people.count) people holds something else than what was changed: \(plan.counts).")
            }
            return (plan.entries.count, plan.problems.count)
        }.report()
    }
}
