import Directory
import Foundation
import Provisioning
import Sync

/// One person alone in a large organization: from the command to the account that is suspended.
enum PersonScenario {
    /// Groups in the directory.
    private static let groups = 1_000
    /// Groups that restrict the scope.
    private static let scopeGroups = 20

    static func measure(people: Int) async throws -> ScenarioReport {
        let world = try await BenchmarkWorld(users: people)
        let known = try await world.workspace.setup.groups().count
        for number in known..<max(known, groups) {
            try await world.control("groups", ["email": "bench-\(number)@corp.example", "name": "Bench \(number)"])
        }
        let all = try await world.workspace.setup.groups()
        // The one that has everybody, and others that the person is not in.
        let everybody = all.filter { $0.email == NoChangeScenario.scopeGroup }
        let others = all.filter { $0.email.hasPrefix("bench-") }.prefix(scopeGroups - everybody.count)
        try await world.workspace.setup.update { $0.autoprovisioning.scope.groups = (everybody + others).map(GroupReference.init) }
        _ = try await world.run()
        let kept = try await world.keptAccounts()
        guard kept.count > 1, let gone = kept[0].externalId, let stays = kept[1].externalId else { throw BenchmarkError("Nobody has an account.") }
        try await world.control("people/\(gone)/suspend")
        try await world.control("latency", ["milliseconds": "\(ChangeScenarios.roundTrip)"])
        try await world.control("requests/reset")
        let suspended = try await seconds(gone, world)
        let requests = try await world.requests().counts.values.reduce(0, +)
        let unchanged = try await seconds(stays, world)
        return ScenarioReport(
            scenario: .person,
            subject:
                "one of \(people) people, \(all.count) groups, \(scopeGroups) of them in the scope, at \(ChangeScenarios.roundTrip) ms round trip",
            figures: [
                Figure("suspended in Google, until suspended in the app", suspended, .seconds, goal: .atMost(5)),
                Figure("requests for it", requests), Figure("nothing to do", unchanged, .seconds, goal: .atMost(5)),
            ])
    }

    /// In a workspace of its own, as a command has it.
    private static func seconds(_ personID: String, _ world: BenchmarkWorld) async throws -> Double {
        let begin = ContinuousClock.now
        let workspace = try Workspace(home: world.home, environment: [:])
        _ = try await workspace.runs.sync(person: personID) {}
        return (ContinuousClock.now - begin) / .seconds(1)
    }
}
