package import Foundation
import Sandbox
import Synchronization

/// Lives many worlds, some at a time, and sums them up.
package struct Simulation: Sendable {
    /// What many worlds came to.
    package struct Summary: Sendable {
        package var worlds = 0
        package var tally = Tally()
        /// The worlds that broke a rule, by seed.
        package var failures: [SimulatedWorld.Report] = []
    }

    /// The first world's seed; the others follow.
    package let firstSeed: UInt64
    package let worlds: Int
    /// Worlds at the same time.
    package let jobs: Int
    package let isTracing: Bool
    /// The number of failing worlds after which no more are begun.
    package let patience: Int

    /// What a world must meet to be lived; nil lives all.
    package let evil: Evil?

    /// A simulation of so many worlds from a seed on.
    package init(firstSeed: UInt64, worlds: Int, jobs: Int, isTracing: Bool = false, patience: Int = 20, evil: Evil? = nil) {
        self.firstSeed = firstSeed
        self.worlds = worlds
        self.jobs = max(1, jobs)
        self.isTracing = isTracing
        self.patience = patience
        self.evil = evil
    }

    /// A folder in memory, where there is one: the worlds write and sync the same files as the program does.
    package static func temporaryFolder() -> URL {
        let memory = URL(fileURLWithPath: "/dev/shm")
        let base = access(memory.path, W_OK) == 0 ? memory : FileManager.default.temporaryDirectory
        return base.appending(path: "autoprovision-simulation-\(UUID().uuidString)")
    }

    /// Lives all worlds. `progress` is called with every finished world, from one task.
    package func run(progress: (SimulatedWorld.Report) -> Void = { _ in }) async throws -> Summary {
        let key: ServiceAccountKey
        do throws(SandboxError) { key = try ServiceAccountKey.generate() } catch { throw SimulationError.noKey }
        let folder = Self.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await withThrowingTaskGroup(of: SimulatedWorld.Report.self) { group in
            var summary = Summary()
            var (next, begun) = (firstSeed, 0)
            func begin() {
                guard begun < worlds, summary.failures.count < patience else { return }
                while let evil, !evil.isMet(seed: next) { next &+= 1 }
                let (seed, isTracing) = (next, isTracing)
                next &+= 1
                begun += 1
                group.addTask {
                    try await SimulatedWorld.live(seed: seed, key: key, folder: folder.appending(path: "world-\(seed)"), isTracing: isTracing)
                }
            }
            for _ in 0..<jobs { begin() }
            for try await report in group {
                summary.worlds += 1
                summary.tally += report.tally
                if !report.violations.isEmpty { summary.failures.append(report) }
                progress(report)
                begin()
            }
            summary.failures.sort { $0.seed < $1.seed }
            return summary
        }
    }
}
