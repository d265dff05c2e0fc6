import ConfigurationStore
import Foundation
import Provisioning
import Sandbox
import Sync

/// A first run under a limit of writes a minute, on a virtual clock: how far from the earliest possible end it is.
enum WriteLimitScenario {
    static let users = 300
    static let limits = SandboxRateLimits(light: 10_000, medium: 10_000, heavy: 100, auth: 1_000)

    static func measure() async throws -> ScenarioReport {
        let clock = VirtualClock()
        let server = SandboxServer(options: SandboxOptions(users: users, licences: users * 2, limits: limits), now: { clock.now })
        let url = try await server.start()
        let folder = FileManager.default.temporaryDirectory.appending(path: "autoprovision-benchmark-\(UUID().uuidString.lowercased())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let workspace = try Workspace(
            home: Home(folder: folder), environment: [:], transport: ClockedTransport(clock: clock), now: { clock.now },
            sleep: { try await clock.sleep($0) })
        let hand = Task { await clock.run() }
        defer { hand.cancel() }
        try await BenchmarkWorld.setUp(workspace, url: url)
        let needed = try await workspace.preview().entries.count
        let before = clock.now
        let record = try await workspace.run()
        let seconds = clock.now.timeIntervalSince(before)
        let requests = try await BenchmarkWorld.requests(at: url)
        await server.stop()
        let minimum = Arithmetic.minimumSeconds(writes: needed, limit: limits.heavy, window: Double(limits.windowSeconds))
        return ScenarioReport(
            scenario: .writeLimit, subject: "\(users) people, \(needed) writes needed, \(limits.heavy) writes a minute, on a virtual clock",
            figures: [
                Figure("changes done", record.counts.values.reduce(0, +), goal: .exactly(Double(needed))),
                Figure("earliest possible end", minimum, .seconds),
                Figure("end of the run", seconds, .seconds),
                Figure("end ÷ earliest possible", Arithmetic.ratio(seconds, to: minimum) ?? 0, .ratio, goal: .atMost(1.02)),
                Figure("answers 429", requests.tooManyRequests, goal: .exactly(0)),
                Figure(
                    "writes per needed change", Arithmetic.ratio(Double(requests.targetWrites), to: Double(needed)) ?? 0, .ratio, goal: .exactly(1)),
            ])
    }
}
