import Foundation
import Testing

/// What an administrator does about held actions, mistakes and failures, by commands.
@Suite("Journeys by commands: held, undo, failures", .serialized, .timeLimit(.minutes(10)))
struct HeldJourneyTests {
    /// The list that a command prints as JSON.
    static func list(_ result: Program.Result) throws -> [[String: Any]] {
        try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]], "\(result.output)\(result.errors)")
    }

    static func home(_ sandbox: RunningSandbox) async throws -> TestHome {
        let home = try TestHome()
        let setup = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "appTurnedOff:suspend:within24Hours",
            "--deprovision", "suspended:suspend:within24Hours")
        try #require(setup.exitCode == 0, "\(setup.errors)")
        try await CommandJourneyTests.authorize(home, at: sandbox)
        _ = try await home.run("on")
        _ = try await home.run("sync")
        return home
    }

    @Test("Held actions are listed, released and rejected singly and together, with the effect in numbers; then the run is undone")
    func heldAndUndo() async throws {
        let sandbox = try await RunningSandbox(users: 60)
        let home = try await Self.home(sandbox)
        #expect(try await home.run("held").errors.contains("Nothing is held"))
        let before = try await sandbox.accounts()
        #expect(try await home.run("setup", "--turn-off-unit", "/", "--turn-on-unit", "/Finance", "--yes").exitCode == 0)
        let listed = try await home.run("held", "--json")
        #expect(listed.exitCode == 4)
        let held = try Self.list(listed)
        #expect(held.count > 11)
        #expect(held.allSatisfy { $0["standing"] as? String == "held" && $0["kind"] as? String == "suspend" })
        let emails = held.compactMap { $0["email"] as? String }

        #expect(try await home.run("held", "--release", "suspned").errors.contains("or a kind of action: suspend, "))
        #expect(try await home.run("held", "--release", emails[0], "--reject", emails[0]).errors.contains("is named in two options"))
        #expect(try Self.list(await home.run("held", "--json")).allSatisfy { $0["standing"] as? String == "held" }, "nothing was decided")
        let released = try await home.run("held", "--release", emails[0].uppercased())
        #expect(released.errors.contains("1 to suspend: done by the next run. The other \(held.count - 1) stay held."), "\(released.errors)")
        #expect(released.output.contains("RELEASED suspend  "))
        #expect(try await home.run("held", "--reject", emails[1]).output.contains("REJECTED suspend  "))
        let plan = try await home.json("plan")
        #expect((plan["counts"] as? [String: Int])?["suspend"] == 1)
        #expect((plan["rejected"] as? [[String: Any]])?.compactMap { $0["email"] as? String } == [emails[1]])
        #expect(try await home.run("sync").exitCode == 4)
        #expect(try await sandbox.accounts().count { !$0.active } == before.count { !$0.active } + 1)

        let together = try await home.run("held", "--reject", "suspend", "--json")
        #expect(together.exitCode == 0, "nothing is held any more")
        #expect(try Self.list(together).allSatisfy { $0["standing"] as? String == "rejected" })
        let restored = try await home.run("held", "--restore", "all")
        #expect(restored.exitCode == 4)
        #expect(try await home.run("held", "--release", "all").exitCode == 0)
        let run = try await home.json("sync")
        #expect((run["counts"] as? [String: Int])?["suspend"] == held.count - 1)
        #expect(try await sandbox.accounts().count { !$0.active } == before.count { !$0.active } + held.count)

        // It was a mistake.
        let id = "\(try #require(run["id"] as? Int))"
        let accident = try await sandbox.accounts()
        let shown = try await home.run("undo", id, "--dry-run")
        #expect(shown.output.contains("Undo of run \(id): \(held.count - 1) to re-enable."), "\(shown.output)\(shown.errors)")
        #expect(shown.output.contains("The suspension is canceled as long as the cause lasts: app turned off."))
        #expect(try await home.run("undo", id).errors.contains("Nobody can be asked here."))
        #expect(try await home.run("undo", "999", "--yes").exitCode == 2)
        #expect(try await sandbox.accounts() == accident)
        let undone = try await home.json("undo", id, "--yes")
        #expect(((undone["run"] as? [String: Any])?["counts"] as? [String: Int])?["reenable"] == held.count - 1)
        #expect(try await sandbox.accounts().count { !$0.active } == before.count { !$0.active } + 1)
        #expect(try await home.run("sync").output.contains("nothing to change"))
        #expect(try await sandbox.accounts().count { !$0.active } == before.count { !$0.active } + 1)
        #expect(try await home.run("log", "--limit", "1").output.contains("undo of run \(id)"))
        #expect(try await home.run("log", "--verify").exitCode == 0)
    }

    @Test("Failures name cause and cure and the next try, are tried again on request, and go to a spreadsheet without a formula")
    func failures() async throws {
        let sandbox = try await RunningSandbox()
        let home = try await Self.home(sandbox)
        let people = try JSONSerialization.jsonObject(with: try await sandbox.get("sandbox/people")) as? [String: Any]
        let person = try #require((people?["people"] as? [[String: Any]])?.first { ($0["primaryEmail"] as? String) == "zoe.kowalczyk@corp.example" })
        let id = try #require(person["id"] as? String)
        try await sandbox.post("sandbox/people/\(id)/rename", ["primaryEmail": "=zoe@corp.example"])
        try await sandbox.post(
            "sandbox/faults",
            [
                "kind": "status", "path": "/scim/v2/Users", "method": "PATCH", "status": 400,
                "body": #"{"detail": "bad, \"very\" bad", "scimType": "tooMany"}"#, "times": 2,
            ])
        #expect(try await home.run("sync").exitCode == 1)
        let listed = try await home.run("failures")
        #expect(
            listed.output.contains("RingCentral refused the values (tooMany): bad, \"very\" bad. Correct them in the directory"), "\(listed.output)")
        #expect(listed.output.contains("(once, not tried again before "))
        #expect(try await home.run("plan").output.contains("WAITING  rename  "))
        let run = try await home.json("sync")
        #expect(run["failures"] as? Int == 0 && run["waiting"] as? Int == 1)
        let csv = try await home.run("failures", "--csv").output
        let records = csv.components(separatedBy: "\r\n")
        #expect(records.first == "time,run,kind,personID,name,email,accountID,code,message,attempts,nextTry")
        #expect(records.last == "")
        #expect(records.count == (try Self.list(await home.run("failures", "--json"))).count + 2)
        let record = try #require(records.first { $0.contains("=zoe@corp.example") })
        #expect(record.contains(",'=zoe@corp.example,"), "\(record)")
        #expect(record.contains(#""RingCentral refused the values (tooMany): bad, ""very"" bad."#), "\(record)")
        #expect(try await home.run("failures", "--retry", "nobody@corp.example").exitCode == 2)
        #expect(try await home.run("failures", "--csv", "--json").exitCode == 2)
        #expect(try await home.run("failures", "--retry", id).errors.contains("tries again what failed for 1 person."))
        #expect((try await home.json("sync")["failures"] as? Int) == 1)
        #expect(try await home.run("failures", "--retry", "all").exitCode == 0)
        #expect((try await home.json("sync")["counts"] as? [String: Int])?["rename"] == 1)
    }
}
