import Engine
import FileHome
import Foundation
import HTTP
import Provisioning
import Sandbox
import Sync
import Synchronization
import Timing

/// A first run on a virtual clock: what a limit or a distant app makes of it, without waiting for it.
struct PacedRun {
    /// Changes that were needed.
    let needed: Int
    /// Changes that were done.
    let done: Int
    /// From the beginning of the run to its end, on its clock.
    let seconds: Double
    /// How far off the time left was at halfway, as a share of the time that was really left.
    let timeLeftError: Double?
    let requests: RequestCounts

    /// What happens on the way.
    struct Conditions {
        var users = 300
        var limits: SandboxRateLimits
        /// How long the app takes for an answer, in seconds of the clock: a little more or less each time.
        var latency: TimeInterval = 0
        /// A fault that the sandbox is told of before the run.
        var fault: [String: String]?
    }

    static func perform(_ conditions: Conditions) async throws -> PacedRun {
        let clock = VirtualClock()
        let server = SandboxServer(
            options: SandboxOptions(users: conditions.users, licences: conditions.users * 2, limits: conditions.limits), now: { clock.now })
        let url = try await server.start()
        let folder = FileManager.default.temporaryDirectory.appending(path: "autoprovision-benchmark-\(UUID().uuidString.lowercased())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let workspace = try Workspace(
            home: Home(folder: folder), environment: [:], transport: ClockedTransport(clock: clock, latency: conditions.latency),
            time: Time(now: { clock.now }, sleep: { try await clock.sleep($0) }))
        let hand = Task { await clock.run() }
        defer { hand.cancel() }
        try await BenchmarkWorld.setUp(workspace, url: url)
        let needed = try await workspace.runs.preview().entries.count
        if let fault = conditions.fault { try await BenchmarkWorld.control(url, "faults", fault) }
        let said = TimeLeftRecord()
        let before = clock.now
        let record = try await workspace.runs.sync(progress: { said.note($0, at: clock.now) })
        let end = clock.now
        let requests = try await BenchmarkWorld.requests(at: url)
        await server.stop()
        return PacedRun(
            needed: needed, done: record.counts.values.reduce(0, +), seconds: end.timeIntervalSince(before),
            timeLeftError: said.errorAtHalf(end: end), requests: requests)
    }
}

/// What a run said of its end on the way, to be compared with its end.
final class TimeLeftRecord: Sendable {
    private let firstHalf = Mutex<(moment: Date, secondsLeft: Double)?>(nil)

    /// Takes what is said when half of the actions have ended.
    func note(_ progress: RunProgress, at now: Date) {
        guard progress.phase == .writing, progress.total > 0, (progress.done + progress.failed) * 2 >= progress.total,
            let secondsLeft = progress.secondsLeft
        else { return }
        firstHalf.withLock { $0 = $0 ?? (now, secondsLeft) }
    }

    /// How far off it was, as a share of the time that was really left; `nil` when nothing was said or nothing was left.
    func errorAtHalf(end: Date) -> Double? {
        guard let said = firstHalf.withLock({ $0 }) else { return nil }
        let left = end.timeIntervalSince(said.moment)
        return Arithmetic.ratio(abs(said.secondsLeft - left), to: left)
    }
}
