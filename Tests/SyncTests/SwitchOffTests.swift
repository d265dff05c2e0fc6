import Engine
import FileHome
import Foundation
import HTTP
import Provisioning
import Sandbox
import Sync
import Synchronization
import Testing
import Timing

@Suite("The switch turned off in the middle of a run", .serialized, .timeLimit(.minutes(5)))
struct SwitchOffTests {
    /// Counts the writes that begin after the switch was turned off, and turns it off as one of them begins.
    private final class Gate: HTTPTransport {
        private let transport = NetworkTransport()
        private let counts = Mutex((begun: 0, afterwards: 0, isOff: false))
        private let turnsOffAt: Int
        private let turnOff: @Sendable () -> Void

        init(turnsOffAt: Int, turnOff: @escaping @Sendable () -> Void) {
            self.turnsOffAt = turnsOffAt
            self.turnOff = turnOff
        }

        var begun: Int { counts.withLock { $0.begun } }
        /// Writes that began when the switch was off already.
        var afterwards: Int { counts.withLock { $0.afterwards } }

        func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
            if request.method != .get, request.url.path.contains("/scim/") {
                let number = counts.withLock { counts in
                    if counts.isOff { counts.afterwards += 1 }
                    counts.begun += 1
                    return counts.begun
                }
                if number == turnsOffAt {
                    turnOff()
                    // Only now: what began while the file was being saved could not know.
                    counts.withLock { $0.isOff = true }
                }
            }
            return try await transport.send(request)
        }
    }

    @Test("Nothing is begun but what was recorded as intended before: less than there may be in flight", arguments: [1, 2, 40])
    func betweenAnswers(number: Int) async throws {
        let home = try await SandboxHome(users: 120)
        let gate = Gate(turnsOffAt: number) { home.turnOffFromAnotherProcess() }
        let record = try await home.anotherWorkspace(transport: gate).runs.sync()
        #expect(record.outcome == .stopped)
        #expect(gate.afterwards < 16)
        #expect(record.counts.values.reduce(0, +) == gate.begun)
        await home.server.stop()
    }

    @Test("While the app's limits ask to wait, it is seen within half a second, and nothing is begun")
    func whileWaiting() async throws {
        let home = try await SandboxHome(users: 60, limits: SandboxRateLimits(light: 1_000, medium: 1_000, heavy: 10, auth: 100))
        let waits = Mutex<[Duration]>([])
        let writes = Mutex(0)
        let workspace = try home.place.open(
            time: Time(
                now: { home.clock.now },
                sleep: { duration in
                    // The clock of the waiting is the test's: the first wait is when somebody turns it off.
                    let isFirst = waits.withLock { waits in
                        waits.append(duration)
                        return waits.count == 1
                    }
                    if isFirst { home.turnOffFromAnotherProcess() }
                }))
        let record = try await workspace.runs.sync { progress in writes.withLock { $0 = progress.done } }
        #expect(record.outcome == .stopped)
        #expect(waits.withLock { $0 }.count == 1, "it looked after one wait, and waited no more")
        #expect(waits.withLock { $0 }.allSatisfy { $0 <= .milliseconds(500) })
        #expect(try await home.writes().values.reduce(0, +) == 10)
        await home.server.stop()
    }
}
