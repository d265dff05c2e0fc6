import Engine
import Provisioning
import Sandbox
import Sync
import Synchronization
import Testing

@Suite("Keeping the authorization alive", .timeLimit(.minutes(5)))
struct KeepAliveTests {
    @Test("Daily runs that find nothing to change keep the authorization alive, which ends after seven days without use")
    func quietRuns() async throws {
        let home = try await SandboxHome()
        _ = try await home.workspace.runs.sync()
        for _ in 1...9 {
            home.clock.advance(days: 1.01)
            #expect(try await home.workspace.runs.sync().counts.isEmpty)
        }
        #expect(try await home.workspace.authorization.status().isAuthorized)
        await home.server.stop()
    }

    @Test("A token that was dated by a clock far ahead does not keep the daily runs from using the authorization")
    func clockWasAhead() async throws {
        let home = try await SandboxHome()
        home.drift.seconds.withLock { $0 = 40 * 86_400 }
        // Refused for the clock, but the authorization is renewed before that is known.
        home.clock.advance(days: 1.01)
        await #expect(throws: OperationError.self) { try await home.workspace.runs.sync() }
        home.drift.seconds.withLock { $0 = 0 }
        for _ in 1...9 {
            home.clock.advance(days: 1.01)
            _ = try await home.workspace.runs.sync()
        }
        #expect(try await home.workspace.authorization.status().isAuthorized)
        await home.server.stop()
    }
}
