import Foundation
import Testing

/// "Dismissed at 10:02": somebody is suspended in Google and must not keep the account until the next run.
@Suite("Dismissed", .serialized, .timeLimit(.minutes(10)))
struct DismissedTests {
    @Test("sync --person takes one person within five seconds, while a service waits for its next run, and others are left alone")
    func dismissed() async throws {
        let sandbox = try await RunningSandbox(users: 60)
        let home = try TestHome()
        _ = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "suspended:suspend:within24Hours")
        try await CommandJourneyTests.authorize(home, at: sandbox)
        _ = try await home.run("on")
        // The sandbox's organization has people with a problem.
        #expect(try await home.run("sync").exitCode == 1)
        let kept = try await sandbox.accounts().filter { $0.active && $0.externalId != nil && !$0.userName.hasPrefix("admin") }
        let (gone, other) = (try #require(kept.first), try #require(kept.last))
        for account in [gone, other] { try await sandbox.post("sandbox/people/\(account.externalId ?? "")/suspend", [:]) }
        _ = try await sandbox.post("sandbox/latency", ["milliseconds": 20])
        let begin = ContinuousClock.now
        let result = try await home.run("sync", "--person", gone.userName)
        #expect(ContinuousClock.now - begin < .seconds(5))
        #expect(result.exitCode == 0, "\(result.errors)")
        #expect(result.output.contains("1 suspended"))
        let after = try await sandbox.accounts()
        #expect(after.first { $0.id == gone.id }?.active == false)
        #expect(after.first { $0.id == other.id }?.active == true)
        let log = try await home.run("log", "--limit", "1")
        #expect(log.output.contains(gone.userName))
        #expect(try await home.run("sync", "--person", "nobody@corp.example").exitCode == 2)
        #expect(try await home.run("sync", "--person", gone.userName, "--approve", "all").exitCode == 2)
    }
}
