import Provisioning
import Sandbox
import Sync
import Testing

@Suite("Keeping the authorization alive")
struct KeepAliveTests {
    @Test("Daily runs that find nothing to change keep the authorization alive, which ends after seven days without use")
    func quietRuns() async throws {
        let home = try await SandboxHome()
        _ = try await home.workspace.run()
        for _ in 1...9 {
            home.clock.advance(days: 1.01)
            #expect(try await home.workspace.run().counts.isEmpty)
        }
        #expect(try await home.workspace.authorizationStatus().isAuthorized)
        await home.server.stop()
    }
}
