import Engine
import Provisioning
import Sandbox
import Sync
import Synchronization
import Testing

@Suite("Pausing a run", .timeLimit(.minutes(5)))
struct PauseTests {
    /// What a run was asked and said.
    private final class Watch: Sendable {
        /// How many actions had ended at each look while it was paused.
        let looks = Mutex<[Int]>([])
        let ended = Mutex(0)
        let reports = Mutex<[Bool]>([])
    }

    /// More looks than requests are in flight, so that the last ones are taken when nothing is.
    private static let pausedLooks = 24

    @Test("While it is paused what has begun ends and nothing begins; then it goes on to the end, every write once")
    func pause() async throws {
        let home = try await SandboxHome(users: 120)
        let plan = try await home.workspace.runs.preview()
        let watch = Watch()
        let record = try await home.workspace.runs.sync(
            progress: { progress in
                watch.ended.withLock { $0 = progress.done + progress.failed }
                watch.reports.withLock { if $0.last != progress.isPaused { $0.append(progress.isPaused) } }
            },
            isPaused: {
                let ended = watch.ended.withLock { $0 }
                guard ended >= 5 else { return false }
                return watch.looks.withLock { looks in
                    guard looks.count < Self.pausedLooks else { return false }
                    looks.append(ended)
                    return true
                }
            })
        let looks = watch.looks.withLock { $0 }
        #expect(looks.count == Self.pausedLooks)
        #expect(Set(looks.suffix(6)).count == 1, "nothing began: \(looks)")
        #expect((looks.last ?? 0) < plan.entries.count, "something was left to go on with")
        #expect(watch.reports.withLock { $0 } == [false, true, false])
        // Some invented people have problems, which are no failure of the pause.
        #expect([.done, .doneWithFailures].contains(record.outcome) && record.counts.values.reduce(0, +) == plan.entries.count)
        #expect(try await home.writes().values.reduce(0, +) == plan.entries.count)
        await home.server.stop()
    }

    @Test("Stopped in the middle, what has begun ends in order: everything that was written is known, and nothing is left to look up")
    func stop() async throws {
        let home = try await SandboxHome(users: 120)
        let watch = Watch()
        let record = try await home.workspace.runs.sync(
            progress: { progress in watch.ended.withLock { $0 = progress.done + progress.failed } }, isStopped: { watch.ended.withLock { $0 } >= 5 })
        #expect(record.outcome == .stopped)
        let known = watch.ended.withLock { $0 }
        #expect(record.counts.values.reduce(0, +) == known)
        #expect(try await home.writes().values.reduce(0, +) == known)
        #expect(try await home.workspace.history.activity(limit: 1_000).allSatisfy { $0.state != .open })
        await home.server.stop()
    }

    @Test("Turned off while it is paused, the run ends without another write")
    func turnedOff() async throws {
        let home = try await SandboxHome(users: 120)
        let watch = Watch()
        let record = try await home.workspace.runs.sync(
            progress: { progress in watch.ended.withLock { $0 = progress.done + progress.failed } },
            isPaused: {
                guard watch.ended.withLock({ $0 }) >= 5 else { return false }
                let looks = watch.looks.withLock { looks in
                    looks.append(0)
                    return looks.count
                }
                if looks == Self.pausedLooks { home.turnOffFromAnotherProcess() }
                return true
            })
        #expect(record.outcome == .stopped)
        #expect(try await home.writes().values.reduce(0, +) == watch.ended.withLock { $0 })
        await home.server.stop()
    }
}
