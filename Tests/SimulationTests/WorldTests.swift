import Foundation
import Sandbox
import Simulation
import Testing

/// One key for all worlds: making one takes longer than a world.
private let key = Result { try ServiceAccountKey.generate() }

private func world(_ seed: UInt64, isTracing: Bool = false) async throws -> SimulatedWorld.Report {
    let folder = Simulation.temporaryFolder()
    return try await SimulatedWorld.live(seed: seed, key: key.get(), folder: folder, isTracing: isTracing)
}

@Suite("Simulated worlds", .timeLimit(.minutes(10)))
struct WorldTests {
    @Test("Every rule is kept, whatever happens", arguments: UInt64(1)...36)
    func rules(seed: UInt64) async throws {
        let report = try await world(seed)
        #expect(report.violations.isEmpty, "swift run autoprovision-simulation --seed \(seed) --worlds 1 --trace")
    }

    @Test("A seed is a world: the same story at every replay", arguments: [UInt64(3), 11, 29])
    func replay(seed: UInt64) async throws {
        let first = try await world(seed, isTracing: true)
        #expect(first.trace.count > 50)
        let second = try await world(seed, isTracing: true)
        for (one, other) in zip(first.trace, second.trace) { try #require(one == other) }
        #expect(first == second)
    }

    @Test("Many worlds are summed up, and each is another one")
    func manyWorlds() async throws {
        let simulation = Simulation(firstSeed: 100, worlds: 6, jobs: 2)
        var tallies: [Tally] = []
        let summary = try await simulation.run { tallies.append($0.tally) }
        #expect(summary.worlds == 6)
        #expect(Set(tallies.map(\.requests)).count == 6)
        #expect(summary.tally.requests == tallies.map(\.requests).reduce(0, +))
        #expect(summary.tally.virtualDays > 60)
    }

    @Test("Nothing of a world is left on the disk")
    func leavesNothing() async throws {
        let folder = Simulation.temporaryFolder()
        _ = try await SimulatedWorld.live(seed: 7, key: key.get(), folder: folder)
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }
}
