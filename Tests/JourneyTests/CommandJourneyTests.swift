import Foundation
import Testing

/// The same journey without a screen.
@Suite("Journeys by commands", .serialized, .timeLimit(.minutes(10)))
struct CommandJourneyTests {
    /// Authorizes in two steps, as over SSH: the address is printed, the address at which the browser ended is pasted.
    static func authorize(_ home: TestHome, at sandbox: RunningSandbox) async throws {
        let text = try #require(try await home.json("authorize", "--print-address")["address"] as? String)
        let address = try #require(URL(string: text))
        let administrator = try await sandbox.administrator()
        let page = try await TestBrowser().consent(
            at: address, userName: administrator.userName, password: administrator.password, followsBack: false)
        let ended = try #require(page.location)
        let result = try await home.run("authorize", "--paste", ended.absoluteString)
        try #require(result.exitCode == 0, "\(result.errors)")
    }

    @Test("Set up, authorize, preview, switch on, synchronize, read usage and log, switch off, delete the configuration")
    func wholeJourney() async throws {
        let sandbox = try await RunningSandbox()
        let home = try TestHome()
        let setup = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--administrator", "admin@corp.example", "--acknowledge-single-sign-on",
            "--turn-on-unit", "/", "--turn-off-unit", "/Contractors", "--map", #"title=organizations[primary].title|"Employee""#,
            "--deprovision", "suspended:suspend:within24Hours", "--deprovision", "deleted:hardDelete:after7Days")
        #expect(setup.exitCode == 0, "\(setup.errors)")
        let early = try await home.run("on")
        #expect(early.exitCode == 3 && early.errors.contains("RingCentral is not authorized yet."), "\(early.errors)")
        try await Self.authorize(home, at: sandbox)

        let plan = try await home.json("plan")
        let counts = try #require(plan["counts"] as? [String: Int])
        let creations = try #require(counts["create"])
        #expect(creations > 20)
        let before = try await sandbox.accounts()
        #expect(try await home.run("sync").exitCode == 2, "the switch is off")
        #expect(try await sandbox.accounts() == before)
        #expect(try await home.json("usage")["last30Days"] is NSNull)

        #expect(try await home.run("on").exitCode == 0)
        let run = try await home.json("sync")
        #expect((run["counts"] as? [String: Int])?["create"] == creations)
        #expect(try await sandbox.accounts().count == before.count + creations)
        #expect((try await home.json("usage")["last30Days"] as? [String: Int])?["created"] == creations)
        #expect(try await home.run("sync").output.contains("nothing to change"))

        // Somebody is suspended in Google: suspended in the app by the next run, and the log says why.
        let people = try JSONSerialization.jsonObject(with: try await sandbox.get("sandbox/people")) as? [String: Any]
        let person = try #require((people?["people"] as? [[String: Any]])?.first { ($0["primaryEmail"] as? String) == "zoe.kowalczyk@corp.example" })
        let id = try #require(person["id"] as? String)
        try await sandbox.post("sandbox/people/\(id)/suspend", [:])
        #expect((try await home.json("sync")["counts"] as? [String: Int])?["suspend"] == 1)
        #expect(try await sandbox.accounts().first { $0.userName == "zoe.kowalczyk@corp.example" }?.active == false)
        #expect(try await home.run("log", "--limit", "1").output.contains("suspended in Google"))
        #expect((try await home.json("usage")["last30Days"] as? [String: Int])?["suspended"] == 1)
        func logged(_ arguments: String...) async throws -> Int {
            try await Program.run(Program.autoprovision, ["log", "--home", home.place] + arguments).output.split(whereSeparator: \.isNewline)
                .count
        }
        #expect(try await logged("--person", "KOWALCZYK zoe", "--kind", "suspend", "--run", "3", "--since", "1h") == 1)
        #expect(try await logged("--person", "kowalczyk", "--until", "2026-01-01T00:00") == 0)
        #expect(try await logged("--kind", "create", "--limit", "1000", "--csv") == creations + 1)
        for wrong in [
            ["--since", "2026-02-30"], ["--since", "yesterday"], ["--kind", "eat"], ["--since", "1h", "--until", "2h"], ["--json", "--csv"],
        ] {
            #expect(try await Program.run(Program.autoprovision, ["log", "--home", home.place] + wrong).exitCode == 2, "\(wrong)")
        }
        let why = try await home.run("explain", "zoe.kowalczyk@corp.example")
        #expect(why.output.contains("! Google account  suspended, in the unit /"), "\(why.output)\(why.errors)")
        #expect(why.output.contains("suspended  Zo") && why.output.contains("created  Zo"))
        #expect(try await home.run("explain", "kowal").output == why.output, "nobody else's name holds these letters")
        let revisions = try await home.run("config", "history").output
        #expect(try await home.run("on").output.hasPrefix("Autoprovisioning was on already."))
        #expect(try await home.run("config", "history").output == revisions, "nothing changed, so nothing was saved")
        let mistake = try await Program.run(Program.autoprovision, ["explain", "--home", home.place])
        #expect(mistake.exitCode == 2 && mistake.errors.hasPrefix("autoprovision: Missing expected argument '<person>'"), "\(mistake.errors)")

        #expect(try await home.run("off").exitCode == 0)
        #expect(try await home.json("status")["on"] as? Bool == false)
        let untouched = try await sandbox.accounts()
        #expect(try await home.run("delete-configuration").exitCode == 2, "nobody can be asked")
        #expect(try await home.run("delete-configuration", "--yes").exitCode == 0)
        #expect(try await sandbox.accounts() == untouched)
        #expect(try await home.json("status")["setupProgress"] as? String == "notStarted")
    }

    @Test("A setup from a JSON file, with an authorization without a browser")
    func jsonFile() async throws {
        let sandbox = try await RunningSandbox()
        let home = try TestHome()
        #expect(try await home.run("setup", "--sandbox", sandbox.url.absoluteString).exitCode == 0)
        let file = try home.folder.write(
            """
            {
              "administrator": "admin@corp.example",
              "userAccess": { "organizationalUnits": { "/Engineering": "on" } },
              "autoprovisioning": {
                "deprovisioning": { "appTurnedOff": { "suspend": "after7Days", "hardDelete": "after21Days" }, "suspended": {}, "deleted": {} }
              }
            }
            """, to: "settings.json")
        let setup = try await home.run("setup", "--from", file)
        #expect(setup.exitCode == 0, "\(setup.errors)")
        let connection = try JSONSerialization.jsonObject(with: try await sandbox.get("sandbox/connection.json")) as? [String: Any]
        let jwt = try #require((connection?["ringCentral"] as? [String: String])?["personalJWT"])
        #expect(try await home.run("authorize", "--jwt", try home.folder.write(jwt, to: "jwt")).exitCode == 0)
        #expect(try await home.run("on").exitCode == 0)
        let entitled = try #require(try await home.json("plan")["entitled"] as? Int)
        #expect(entitled > 0)
        #expect([0, 1].contains(try await home.run("sync").exitCode))
        #expect(try await sandbox.accounts().count { $0.externalId != nil && $0.active } >= entitled)
    }

    @Test("A mass suspension is held with exit code 4 and released by --approve")
    func safeguard() async throws {
        let sandbox = try await RunningSandbox(users: 60)
        let home = try TestHome()
        _ = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "appTurnedOff:suspend:within24Hours")
        try await Self.authorize(home, at: sandbox)
        _ = try await home.run("on")
        _ = try await home.run("sync")
        let before = try await sandbox.accounts()
        #expect(try await home.run("setup", "--turn-off-unit", "/", "--turn-on-unit", "/Finance", "--yes").exitCode == 0)
        let plan = try await home.run("plan")
        #expect(plan.exitCode == 4)
        #expect(plan.output.contains("suspensions are held: more than the limit of 10. Release or reject them."))
        #expect(try await home.run("sync").exitCode == 4)
        #expect(try await sandbox.accounts() == before)
        let released = try await home.run("sync", "--approve", "suspend")
        #expect([0, 1].contains(released.exitCode), "\(released.errors)")
        #expect(try await sandbox.accounts().count { !$0.active } > 10)
    }

    @Test("Pending deprovisioning is listed with its moment, canceled by address, and taken back")
    func pending() async throws {
        let sandbox = try await RunningSandbox()
        let home = try TestHome()
        _ = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "suspended:hardDelete:after7Days")
        try await Self.authorize(home, at: sandbox)
        _ = try await home.run("on")
        _ = try await home.run("sync")
        let people = try JSONSerialization.jsonObject(with: try await sandbox.get("sandbox/people")) as? [String: Any]
        let person = try #require((people?["people"] as? [[String: Any]])?.first { ($0["primaryEmail"] as? String) == "zoe.kowalczyk@corp.example" })
        let id = try #require(person["id"] as? String)
        try await sandbox.post("sandbox/people/\(id)/suspend", [:])
        _ = try await home.run("sync")
        #expect(try await home.run("pending").output.contains("delete due "))
        #expect(try await home.run("pending", "--cancel", "nobody@corp.example").exitCode == 2)
        let cancelled = try await home.run("pending", "--cancel", "ZOE.kowalczyk@corp.example")
        #expect(cancelled.output.hasPrefix("Canceled: hard delete of Zo"), "\(cancelled.errors)")
        let restored = try await home.run("pending", "--restore", id, "--json")
        let entries = try #require(try JSONSerialization.jsonObject(with: Data(restored.output.utf8)) as? [[String: Any]])
        #expect(entries.map { $0["cancelled"] as? Bool } == [false])
        let postponed = try await home.run("pending", "--postpone", id, "--days", "30")
        #expect(postponed.output.hasPrefix("Postponed to "))

        let mixed = try await home.run("pending", "--cancel", id, "--cancel", "nosuch")
        #expect(mixed.exitCode == 2 && mixed.errors.contains("Nothing is pending for \"nosuch\", so nothing was changed."), "\(mixed.errors)")
        #expect(!(try await home.run("pending").output.contains("canceled")), "all names or none")
        #expect(try await home.run("pending", "--cancel", id, "--restore", id).exitCode == 2, "one thing or the other")
        #expect(try await home.run("pending", "--action", "suspend").errors.contains("Nothing is pending."))

        // Back within seconds of what is due: it is listed as such, and can still be postponed.
        #expect(try await home.run("setup", "--deprovision", "suspended:suspend:within24Hours", "--yes").exitCode == 0)
        let due = try await home.run("pending", "--restore", "zoe.kowalczyk@corp.example")
        #expect(
            due.output.contains("Nothing was decided about it: suspend of Zo") && due.output.contains("suspend due: done by the next run"),
            "\(due.output)\(due.errors)")
        #expect(try await home.run("pending", "--postpone", id).output.contains("Postponed to "))
        #expect(try await home.run("pending").output.contains("postponed by an administrator"))
        #expect((try await home.json("sync")["counts"] as? [String: Int])?["suspend"] == 0)
    }

    @Test("doctor names what is wrong with its cure, step by step until nothing is", .homeInFolder)
    func doctor() async throws {
        let sandbox = try await RunningSandbox(users: 20)
        let home = try TestHome()
        func failed() async throws -> [String] {
            let result = try await home.run("doctor", "--json")
            let checks = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: String]])
            let names = checks.filter { $0["result"] == "failed" }.compactMap { $0["name"] }
            #expect(result.exitCode == (names.isEmpty ? 0 : 2))
            for check in checks {
                #expect(["name", "why", "finding"].allSatisfy { check[$0]?.isEmpty == false })
                #expect((check["mend"] == nil) == (check["result"] == "passed"), "\(check)")
            }
            return names
        }
        #expect(try await failed() == ["Home"])
        _ = try await home.run("setup", "--acknowledge-single-sign-on")
        #expect(try await failed() == ["Directory", "Authorization", "RingCentral", "Setup"])
        _ = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "deleted:suspend:after1Day", "--scope-group",
            "engineering@corp.example")
        #expect(try await failed() == ["Authorization", "RingCentral"])
        try await Self.authorize(home, at: sandbox)
        #expect(try await failed() == [])
        try await sandbox.post("sandbox/groups/engineering/delete", [:])
        let output = try await home.run("doctor").output
        #expect(output.contains("Groups that the configuration names are gone: Engineering."))
        #expect(output.contains("Why it matters: Who is to have an account comes from here."))
        #expect(output.contains("To fix it: Remove them under User access or Provisioning scope, or restore them in Google."))
        try await sandbox.post("sandbox/sessions/end", [:])
        #expect(try await failed().contains("RingCentral"))
        let credentials = home.folder.url.appending(path: "credentials.json").path
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: credentials)
        let open = try await home.run("doctor").output
        #expect(open.components(separatedBy: "To fix it: Run: chmod 600 '\(credentials)'").count == 3, "\(open)")
        _ = try home.folder.write("{", to: "config.json")
        #expect(try await failed() == ["Configuration"])
        _ = try home.folder.write(String(repeating: "no ledger ", count: 1_000), to: "ledger.sqlite")
        #expect(try await failed() == ["Ledger"])
    }

    @Test("Seven idle days end the authorization: exit code 3 with the reason, nothing is written, and a new authorization carries on")
    func idle() async throws {
        let sandbox = try await RunningSandbox()
        let home = try TestHome()
        _ = try await home.run("setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "deleted:suspend:after1Day")
        try await Self.authorize(home, at: sandbox)
        _ = try await home.run("on")
        try await sandbox.post("sandbox/clock", ["advanceSeconds": 604_801])
        let before = try await sandbox.accounts()
        let sync = try await home.run("sync")
        #expect(sync.exitCode == 3, "\(sync.output)\(sync.errors)")
        // Only the sandbox's clock was moved: by this machine's the authorization was used a moment ago.
        #expect(sync.errors.contains("RingCentral says that the authorization expired"), "\(sync.errors)")
        #expect(try await sandbox.accounts() == before)
        #expect(try await home.run("status").exitCode == 3)
        try await Self.authorize(home, at: sandbox)
        // Nobody said yet that the runs go on.
        #expect(try await home.run("sync").exitCode == 4)
        #expect(try await sandbox.accounts().count == before.count)
        #expect(try await home.run("on").exitCode == 0)
        #expect([0, 1].contains(try await home.run("sync").exitCode))
        #expect(try await sandbox.accounts().count > before.count)
    }

    @Test("The browser comes back to the loopback listener; a denied consent ends with its sentence", arguments: ["authorize", "deny"])
    func loopback(decision: String) async throws {
        let sandbox = try await RunningSandbox(users: 10)
        let home = try TestHome()
        _ = try await home.run("setup", "--sandbox", sandbox.url.absoluteString)
        let log = home.folder.url.appending(path: "authorize.log")
        let process = try ChildProcess(Program.autoprovision, ["authorize", "--home", home.place, "--no-browser"], errors: log.path)
        var address: URL?
        let deadline = ContinuousClock.now + .seconds(30)
        while address == nil, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(20))
            let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
            if text.contains("\n\n  http"), let line = text.split(separator: "\n").first(where: { $0.hasPrefix("  http") }) {
                address = URL(string: line.trimmingCharacters(in: .whitespaces))
            }
        }
        let administrator = try await sandbox.administrator()
        let page = try await TestBrowser().consent(
            at: try #require(address), userName: administrator.userName, password: administrator.password, pressing: decision)
        #expect(page.text.contains("Thank you") == (decision == "authorize"), "\(page.text)")
        #expect(page.text.contains("Access was not allowed") == (decision == "deny"), "\(page.text)")
        let exitCode = await process.exitCode()
        let status = try #require(try await home.json("status")["authorization"] as? [String: Any])
        if decision == "authorize" {
            #expect(exitCode == 0)
            #expect(status["state"] as? String == "authorized")
        } else {
            #expect(exitCode == 3)
            #expect(try String(contentsOf: log, encoding: .utf8).contains("denied"))
            #expect(status["state"] as? String == "notAuthorized")
        }
    }
}
