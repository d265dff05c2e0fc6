import Engine
import Foundation
import HTTP
import Provisioning
import Sandbox
import Sync
import Synchronization
import Testing
import Timing
import Wording

@Suite("Unattended runs", .clockMovesWithWaits, .serialized, .timeLimit(.minutes(5)))
struct UnattendedRunsTests {
    /// Notes what happened and ends the loop after so many waits.
    final class Log: Sendable {
        let events = Mutex<[String]>([])
        let waits = Mutex<[Double]>([])

        func note(_ event: UnattendedRuns.Event) {
            let text =
                switch event {
                case .ran(let run): "ran \(run.counts.values.reduce(0, +) > 0 ? "with changes" : "without changes")"
                case .isOff: "off"
                case .failed(let error): "failed \(error.code)"
                case .keptAlive: "kept alive"
                case .standsBy: "stands by"
                case .leads: "leads"
                case .steppedDown: "stepped down"
                case .lostTurn: "lost its turn"
                }
            events.withLock { $0.append(text) }
        }
    }

    static func loop(_ home: SandboxHome, log: Log, waits: Int, jitter: Double = 0.5, atWait: @escaping @Sendable (Int) async -> Void = { _ in })
        async
    {
        let runs = UnattendedRuns(
            workspace: home.workspace,
            time: Time(
                now: { home.clock.now },
                sleep: { duration in
                    let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
                    let count = log.waits.withLock { waits in
                        waits.append(seconds)
                        return waits.count
                    }
                    await atWait(count)
                    guard count < waits else { throw CancellationError() }
                    home.clock.advance(days: seconds / 86_400)
                }), jitter: { jitter }, report: { log.note($0) })
        await runs.perform()
    }

    @Test("Runs follow one another after the interval, spread by a tenth to either side", arguments: [(0.0, 54.0), (0.5, 60.0), (1.0, 66.0)])
    func interval(jitter: Double, minutes: Double) async throws {
        let home = try await SandboxHome(users: 10)
        let log = Log()
        // Looks of 15 seconds each, until a little into the second interval.
        await Self.loop(home, log: log, waits: Int(minutes * 4) + 2, jitter: jitter)
        #expect(log.events.withLock { $0 } == ["ran with changes", "ran without changes"])
        await home.server.stop()
    }

    @Test("Off: said once, nothing is written, the authorization is kept alive daily; turned on, it runs at the next look")
    func switchedOn() async throws {
        let home = try await SandboxHome(users: 10)
        try await home.workspace.runs.turnOff()
        let log = Log()
        home.clock.advance(days: 1.5)
        await Self.loop(home, log: log, waits: 6) { count in
            if count == 3 { try? await home.workspace.runs.turnOn() }
        }
        #expect(log.events.withLock { $0 } == ["off", "kept alive", "ran with changes"])
        await home.server.stop()
    }

    @Test("A failure is reported and tried again after the interval")
    func failure() async throws {
        let home = try await SandboxHome(users: 10)
        try await home.control("faults", ["kind": "status", "path": "/admin/directory/v1/users", "status": 400, "times": 1])
        let log = Log()
        await Self.loop(home, log: log, waits: 242)
        #expect(log.events.withLock { $0 } == ["failed directory-unreliable", "ran with changes"])
        await home.server.stop()
    }

    @Test(
        "After three failed runs the pauses double, also for a service that was started anew; the state says since when and why; a save ends it at the next look"
    )
    func longerPauses() async throws {
        let home = try await SandboxHome(users: 10)
        try await home.control("faults", ["kind": "status", "path": "/admin/directory/v1/users", "status": 400, "times": 1_000])
        // Looks of 15 seconds: one hour has 240 of them.
        for (looks, failed) in [(240 * 2 + 2, 3), (240 * 2 - 2, 1), (2, 1)] {
            let log = Log()
            await Self.loop(home, log: log, waits: looks)
            #expect(log.events.withLock { $0 } == Array(repeating: "failed directory-unreliable", count: failed))
        }
        let failures = try #require(try await home.workspace.checks.status().unattendedFailures)
        #expect(failures.count == 5 && failures.lengthensPause && failures.words.contains("refused to list people"))
        #expect(home.clock.now.timeIntervalSince(failures.since) > 3 * 3_600)
        let log = Log()
        await Self.loop(home, log: log, waits: 5) { count in
            guard count == 2 else { return }
            _ = try? await home.control("faults/clear")
            _ = try? await home.workspace.setup.update { $0.runIntervalMinutes = 90 }
        }
        #expect(log.events.withLock { $0 } == ["failed directory-unreliable", "ran with changes"])
        #expect(try await home.workspace.checks.status().unattendedFailures == nil)
        await home.server.stop()
    }

    @Test("A run by hand that succeeds, and a new authorization, end the longer pauses at the next look", arguments: ["run", "authorize"])
    func mended(how: String) async throws {
        let home = try await SandboxHome(users: 10)
        try await home.control("faults", ["kind": "status", "path": "/admin/directory/v1/users", "status": 400, "times": 4])
        for _ in 1...3 { _ = try? await home.workspace.runs.sync(isUnattended: true) }
        let jwt = try await AuthorizationStressTests.jwt(home)
        let log = Log()
        await Self.loop(home, log: log, waits: 6) { count in
            guard count == 3 else { return }
            home.clock.advance(days: 1.0 / 1_440)
            if how == "run" { _ = try? await home.workspace.runs.sync() } else { try? await home.workspace.authorization.authorize(jwt: jwt) }
        }
        #expect(log.events.withLock { $0 } == ["failed directory-unreliable", how == "run" ? "ran without changes" : "ran with changes"])
        await home.server.stop()
    }
}
