import Foundation
import Testing

@Suite("Killed in the middle of a run", .serialized)
struct KillTests {
    @Test(
        "kill -9 after some writes: the next run converges, nobody has two accounts, and at most one call is repeated", arguments: [1, 4, 9, 17, 25])
    func killed(writes: Int) async throws {
        let sandbox = try await RunningSandbox()
        let home = try CommandJourneyTests.Home()
        _ = try await home.run("setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "deleted:suspend:after1Day")
        try await CommandJourneyTests.authorize(home, at: sandbox)
        _ = try await home.run("on")
        let planned = try #require((try await home.json("plan")["counts"] as? [String: Int])?["create"])
        let before = try await sandbox.accounts().count
        try await sandbox.post("sandbox/latency", ["milliseconds": 20])
        let run = try ChildProcess(Program.autoprovision, ["sync", "--home", home.folder.path])
        let deadline = ContinuousClock.now + .seconds(30)
        while try await sandbox.accounts().count < before + writes, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(5))
        }
        kill(run.identifier, SIGKILL)
        #expect(await run.exitCode() == 128 + SIGKILL)
        try await sandbox.post("sandbox/latency", ["milliseconds": 0])
        #expect([0, 1].contains(try await home.run("sync").exitCode))
        let accounts = try await sandbox.accounts()
        #expect(accounts.count == before + planned)
        #expect(Set(accounts.map { $0.userName.lowercased() }).count == accounts.count)
        let log = try JSONSerialization.jsonObject(with: try await sandbox.get("sandbox/requests")) as? [String: Any]
        let creations = (log?["requests"] as? [[String: Any]] ?? []).count {
            $0["method"] as? String == "POST" && $0["path"] as? String == "/scim/v2/Users"
        }
        #expect((planned...(planned + 1)).contains(creations), "\(creations) for \(planned)")
        #expect((try await home.json("usage")["last30Days"] as? [String: Int])?["created"] == planned)
        #expect(try await home.run("sync").output.contains("nothing to change"))
        #expect(try await home.run("log", "--verify").exitCode == 0)
    }
}
