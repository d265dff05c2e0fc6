import Foundation
import Provisioning
import Sandbox
import Sync
import Testing
import Wording

@Suite("Trying again, against the sandbox", .serialized, .timeLimit(.minutes(5)))
struct RetryTests {
    @Test("Refused again and again: each wait is twice as long and costs no request; other values or a request end it")
    func backOff() async throws {
        let home = try await SandboxHome()
        let workspace = home.workspace
        _ = try await workspace.runs.sync()
        let zoe = try await home.personID("zoe.kowalczyk@corp.example")
        try await home.control("people/\(zoe)/rename", ["primaryEmail": "zoe.new@corp.example"])
        try await home.control(
            "faults",
            [
                "kind": "status", "path": "/scim/v2/Users", "method": "PATCH", "status": 400,
                "body": #"{"detail": "bad value", "scimType": "tooMany"}"#, "times": 1_000,
            ])
        let run = try await workspace.runs.sync()
        #expect(run.failures == 1 && run.outcome == .doneWithFailures)
        let writes = try await home.writes()
        for minutes in [0.0, 29] {
            home.clock.advance(days: minutes / 1_440)
            let waiting = try await workspace.runs.sync()
            #expect(waiting.failures == 0 && waiting.waiting == 1 && waiting.outcome == .doneWithFailures)
        }
        #expect(try await home.writes() == writes)
        home.clock.advance(days: 2.0 / 1_440)
        #expect(try await workspace.runs.sync().failures == 1)
        home.clock.advance(days: 31.0 / 1_440)
        #expect(try await workspace.runs.preview().waiting.map(\.attempts.count) == [2])
        let explanation = try #require(Explanation(try await workspace.runs.explain(zoe).explained))
        #expect(explanation.answer.hasPrefix("To rename the account failed; it is not tried again before "))

        // On request at once, whatever the outcome; the next wait is the first again.
        try await workspace.runs.requestRetry(of: [zoe])
        #expect(try await workspace.runs.sync().failures == 1)
        #expect(try await workspace.runs.preview().waiting.map(\.attempts.count) == [1])
        // Other values at once.
        try await home.control("people/\(zoe)/rename", ["primaryEmail": "zoe.newer@corp.example"])
        #expect(try await workspace.runs.sync().failures == 1)
        await home.server.stop()
    }
}
