import Foundation
import Testing

@Suite("Killed in the middle of a run", .serialized, .timeLimit(.minutes(10)))
struct KillTests {
    @Test(
        "kill -9 after some writes: the next run converges, nobody has two accounts, and at most one call is repeated", arguments: [1, 4, 9, 17, 25])
    func killed(writes: Int) async throws {
        let sandbox = try await RunningSandbox()
        let home = try TestHome()
        _ = try await home.run("setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "deleted:suspend:after1Day")
        try await CommandJourneyTests.authorize(home, at: sandbox)
        _ = try await home.run("on")
        let planned = try #require((try await home.json("plan")["counts"] as? [String: Int])?["create"])
        let before = try await sandbox.accounts().count
        try await sandbox.post("sandbox/latency", ["milliseconds": 300])
        // After so many creations none is answered any more, so that the run cannot end before it is killed, however late that is.
        try await sandbox.post(
            "sandbox/faults", ["kind": "slow", "milliseconds": 60_000, "method": "POST", "path": "/scim/v2/Users", "skip": writes, "times": 1_000])
        let run = try ChildProcess(Program.autoprovision, ["sync", "--home", home.place])
        let deadline = ContinuousClock.now + .seconds(30)
        while try await sandbox.accounts().count < before + writes, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(5))
        }
        kill(run.identifier, SIGKILL)
        #expect(await run.exitCode() == 128 + SIGKILL)
        try home.forgetKilled()
        let status = try await home.run("status").output
        #expect(status.contains("interrupted") && status.contains("its process died") && !status.contains("under way:"), "\(status)")
        try await sandbox.post("sandbox/latency", ["milliseconds": 0])
        try await sandbox.post("sandbox/faults/clear", [:])
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

    @Test("Ctrl-C while the directory is read: stopped, exit code 1, nothing to mend")
    func stoppedWhileReading() async throws {
        let sandbox = try await RunningSandbox()
        let home = try TestHome()
        _ = try await home.run("setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "deleted:suspend:after1Day")
        try await CommandJourneyTests.authorize(home, at: sandbox)
        _ = try await home.run("on")
        try await sandbox.post("sandbox/latency", ["milliseconds": 2_000])
        let run = try ChildProcess(Program.autoprovision, ["sync", "--home", home.place])
        let deadline = ContinuousClock.now + .seconds(30)
        while try await !home.run("status").output.contains("Running now"), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(50))
        }
        kill(run.identifier, SIGINT)
        #expect(await run.exitCode() == 1)
        let last = try await home.json("status")["lastRun"] as? [String: Any]
        #expect(last?["outcome"] as? String == "stopped" && last?["message"] is NSNull?, "\(last ?? [:])")
    }

    /// What happens to somebody, and the request that carries it to the app.
    struct Step: Sendable, CustomTestStringConvertible {
        let act: String
        let body: [String: String]
        let method: String
        var testDescription: String { act }
    }

    @Test(
        "kill -9 between the effect of each kind of action and its record: the next run looks it up and repeats nothing",
        arguments: [
            Step(act: "create", body: [:], method: "POST"), Step(act: "rename", body: ["primaryEmail": "zoe.new@corp.example"], method: "PATCH"),
            Step(act: "edit", body: ["givenName": "Zoë-Marie"], method: "PATCH"), Step(act: "suspend", body: [:], method: "PATCH"),
            Step(act: "delete", body: [:], method: "DELETE"),
        ])
    func killedAfterTheEffect(step: Step) async throws {
        let sandbox = try await RunningSandbox(users: 40)
        let home = try TestHome()
        _ = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "deleted:hardDelete:within24Hours",
            "--deprovision", "suspended:suspend:within24Hours", "--confirm-hard-delete")
        try await CommandJourneyTests.authorize(home, at: sandbox)
        _ = try await home.run("on")
        #expect([0, 1].contains(try await home.run("sync").exitCode))
        if step.act == "create" {
            try await sandbox.post(
                "sandbox/people",
                ["primaryEmail": "new.comer@corp.example", "givenName": "New", "familyName": "Comer", "workPhone": "+1 650 555 0199"])
        } else {
            let people = try JSONSerialization.jsonObject(with: try await sandbox.get("sandbox/people")) as? [String: Any]
            let person = (people?["people"] as? [[String: Any]])?.first { $0["primaryEmail"] as? String == "zoe.kowalczyk@corp.example" }
            try await sandbox.post("sandbox/people/\(try #require(person?["id"] as? String))/\(step.act)", step.body)
        }
        try await sandbox.post("sandbox/requests/reset", [:])
        try await sandbox.post("sandbox/faults", ["kind": "slow", "milliseconds": 60_000, "method": step.method, "path": "/scim/v2/Users"])
        let run = try ChildProcess(Program.autoprovision, ["sync", "--home", home.place])
        let deadline = ContinuousClock.now + .seconds(30)
        while try await Self.writes(sandbox, step.method) == 0, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(5)) }
        kill(run.identifier, SIGKILL)
        #expect(await run.exitCode() == 128 + SIGKILL)
        try home.forgetKilled()
        #expect([0, 1].contains(try await home.run("sync").exitCode))
        #expect(try await Self.writes(sandbox, step.method) == 1)
        let log = Data(try await home.run("log", "--json").output.utf8)
        let entries = try JSONSerialization.jsonObject(with: log) as? [[String: Any]] ?? []
        #expect(entries.first { $0["kind"] as? String != nil }?["state"] as? String == "done", "\(entries.prefix(2))")
        #expect(try await home.run("sync").output.contains("nothing to change"))
        #expect(try await Self.writes(sandbox, step.method) == 1)
        #expect(try await home.run("log", "--verify").exitCode == 0)
    }

    private static func writes(_ sandbox: RunningSandbox, _ method: String) async throws -> Int {
        let log = try JSONSerialization.jsonObject(with: try await sandbox.get("sandbox/requests")) as? [String: Any]
        return (log?["requests"] as? [[String: Any]] ?? []).count {
            $0["method"] as? String == method && ($0["path"] as? String)?.hasPrefix("/scim/v2/Users") == true
        }
    }
}
