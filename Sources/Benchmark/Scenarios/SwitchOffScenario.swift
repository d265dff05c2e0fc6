import Foundation
import Provisioning
import Sync

/// The switch is turned off by another process in the middle of a run: how long it goes on writing.
enum SwitchOffScenario {
    /// Accounts after which the switch is turned off.
    static let middle = 300

    static func measure() async throws -> ScenarioReport {
        let world = try await BenchmarkWorld(
            users: ChangeScenarios.usersForThousandCreations, latencyMilliseconds: ChangeScenarios.roundTrip)
        let run = try world.beginRun()
        let deadline = ContinuousClock.now + .seconds(60)
        while try await world.keptAccounts().count < middle {
            guard ContinuousClock.now < deadline else { throw BenchmarkError("The run did not get to \(middle) accounts within a minute.") }
            try await Task.sleep(for: .milliseconds(50))
        }
        try await world.workspace.runs.turnOff()
        let off = Date()
        let measured = try await run.answer(ProcessFigures.self)
        let (count, last) = try await world.writes(after: off)
        return ScenarioReport(
            scenario: .switchOff,
            subject: "turned off by another process after \(middle) of 1000 creations at \(ChangeScenarios.roundTrip) ms round trip",
            figures: [
                Figure("changes done before and after", measured.done),
                Figure("writes that still came", count),
                Figure("from turning off to the last write", last, .seconds, goal: .atMost(1)),
            ])
    }
}
