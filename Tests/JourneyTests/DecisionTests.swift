import Foundation
import Testing

/// What administrators decide: it is said, done once, and left in the log.
@Suite("Decisions by commands", .serialized, .timeLimit(.minutes(10)))
struct DecisionTests {
    private let zoe = "zoe.kowalczyk@corp.example"

    private func home(at sandbox: RunningSandbox) async throws -> TestHome {
        let home = try TestHome()
        _ = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--administrator", "admin@corp.example", "--turn-on-unit", "/", "--deprovision",
            "suspended:suspend:after7Days")
        _ = try await home.run("authorize", "--sign-in-for-me")
        _ = try await home.run("on")
        _ = try await home.run("sync")
        return home
    }

    @Test("A cancellation says what it canceled, counts apart from what is to come, and is in the log with who did it")
    func pending() async throws {
        let sandbox = try await RunningSandbox()
        let home = try await home(at: sandbox)
        try await sandbox.post("sandbox/people/\(try await sandbox.personID(zoe))/suspend", [:])
        #expect(try await home.json("sync")["pending"] as? Int == 1)
        let usage = try await home.run("usage").output
        let cancelled = try await Program.run(
            Program.autoprovision, ["pending", "--home", home.place, "--cancel", zoe], environment: ["SUDO_USER": "nadia"])
        #expect(cancelled.output.hasPrefix("Canceled: suspend of Zo") && cancelled.output.contains(", which was due 20"), "\(cancelled.output)")
        #expect(cancelled.output.split(separator: "\n").count == 1)
        #expect(try await home.run("pending", "--cancel", zoe).output.hasPrefix("Canceled before: "))
        // The only one of that name.
        #expect(try await home.run("pending", "--cancel", "kowalczyk").output.hasPrefix("Canceled before: suspend of Zo"))
        #expect(try await home.run("pending", "--cancel", "kowal").output.hasPrefix("Canceled before: suspend of Zoë Kowalczyk <\(zoe)>"))
        let run = try await home.json("sync")
        #expect(run["pending"] as? Int == 0 && run["cancelled"] as? Int == 1)
        #expect(try await home.run("status").output.contains("1 canceled by an administrator"))
        let plan = try await home.run("plan").output
        #expect(plan.contains("CANCELED suspend canceled") && plan.contains("0 pending, 1 canceled"), "\(plan)")
        _ = try await home.run("pending", "--restore", zoe)

        let log = try await home.run("log", "--kind", "decisions", "--person", zoe).output.split(separator: "\n").map(String.init)
        #expect(log.count == 2)
        #expect(log.last?.contains("  no run  canceled  Zo") ?? false, "\(log)")
        // Where the kernel knows who signed in, SUDO_USER is not asked.
        let login = (try? String(contentsOfFile: "/proc/self/loginuid", encoding: .utf8)) ?? ""
        let who = login.isEmpty || login.hasPrefix("4294967295") ? "\(NSUserName()) on behalf of nadia" : ""
        #expect(log.last?.contains(", suspended in Google; by \(who)") ?? false, "\(log)")
        #expect(log.last?.contains(" (administrator admin@corp.example)") ?? false, "\(log)")
        #expect(log.first?.contains("  taken back  ") ?? false, "\(log)")
        #expect(try await home.run("log", "--verify").exitCode == 0)
        #expect(try await home.run("usage").output == usage, "decisions count nowhere")
        #expect(try await home.json("status")["lastRun"] is [String: Any])
        #expect(try await home.run("explain", zoe).output.contains("canceled  Zo"))
    }

    @Test("The log of a suspension shows what it changed")
    func suspension() async throws {
        let sandbox = try await RunningSandbox()
        let home = try await home(at: sandbox)
        _ = try await home.run("setup", "--deprovision", "suspended:suspend:within24Hours", "--yes")
        try await sandbox.post("sandbox/people/\(try await sandbox.personID(zoe))/suspend", [:])
        _ = try await home.run("sync")
        let output = try await home.run("log", "--kind", "suspend", "--json").output
        let entry = try #require((try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])?.first)
        #expect((entry["before"] as? [String: String])?["active"] == "true" && (entry["after"] as? [String: String])?["active"] == "false")
        #expect(try await home.run("status").output.contains("authorized as admin@corp.example since"))
    }

    @Test("On a live home, a limit that is lifted is asked for, and a delay is named with what comes at its end")
    func lifted() async throws {
        let sandbox = try await RunningSandbox()
        let home = try await home(at: sandbox)
        let lifted = try await home.run("setup", "--safeguard", "suspend:off")
        #expect(lifted.exitCode == 2)
        #expect(lifted.errors.contains("There would no longer be a limit on how many accounts a run may suspend."), "\(lifted.errors)")
        #expect(try await home.run("setup", "--safeguard", "suspend:off", "--yes").exitCode == 0)
        let delayed = try await home.run("setup", "--turn-off-unit", "/", "--deprovision", "appTurnedOff:suspend:after7Days")
        #expect(delayed.errors.contains(/A deprovisioning delay would begin for \d+ people: \d+ to suspend, the first due 20/), "\(delayed.errors)")
    }

    @Test("An administrator who is none is refused, as in the console")
    func administrator() async throws {
        let sandbox = try await RunningSandbox()
        let home = try await home(at: sandbox)
        for address in ["nobody@corp.example", zoe] {
            let result = try await home.run("setup", "--administrator", address)
            #expect(result.exitCode == 2)
            #expect(result.errors.contains("\(address) is not an administrator of this directory."), "\(result.errors)")
        }
        #expect(try await home.json("status")["administrator"] as? String == "admin@corp.example")
        await sandbox.stop()
        let unchecked = try await home.run("setup", "--administrator", "other@corp.example")
        #expect(unchecked.exitCode == 0)
        #expect(unchecked.errors.contains("it cannot be read now"), "\(unchecked.errors)")
    }
}
