import Foundation
import Testing

/// Which home a command works on, and what it says when that is none.
@Suite("Homes by commands", .homeInFolder, .serialized, .timeLimit(.minutes(10)))
struct HomeTests {
    @Test(
        "Whatever only looks makes no home: a mistyped name is said, and ends with 2",
        arguments: [
            ["status"], ["usage"], ["log"], ["plan"], ["doctor"], ["failures"], ["pending"], ["held"], ["explain", "zoe"], ["sync"], ["on"], ["off"],
            ["undo", "1"], ["delete-configuration", "--yes"], ["authorize", "--print-address"],
        ])
    func mistyped(arguments: [String]) async throws {
        let folder = try TemporaryFolder()
        let home = folder.url.appending(path: "typo").path
        let result = try await Program.run(Program.autoprovision, [arguments[0], "--home", home] + arguments.dropFirst())
        #expect(result.exitCode == 2)
        #expect((result.output + result.errors).contains("There is no setup in \(home) (no config.json)."), "\(result.output)\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: home))
    }

    @Test("A setup without anything to save says so, and a configuration that went missing beside linked accounts is no fresh start")
    func missing() async throws {
        let home = try TestHome()
        let nothing = try await home.run("setup")
        #expect(nothing.exitCode == 0)
        #expect(nothing.output.contains("Nothing was given that could be saved") && !nothing.output.contains("Saved"), "\(nothing.output)")
        let sandbox = try await RunningSandbox(users: 20)
        _ = try await home.run("setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "deleted:suspend:after1Day")
        let same = try await home.run("setup", "--turn-on-unit", "/")
        #expect(same.output.contains("Nothing has changed: revision 1 "), "\(same.output)")
        _ = try await home.run("authorize", "--sign-in-for-me")
        _ = try await home.run("on")
        _ = try await home.run("sync")
        let file = home.folder.url.appending(path: "config.json")
        let away = home.folder.url.appending(path: "away.json")
        try FileManager.default.moveItem(at: file, to: away)
        for command in ["status", "setup", "sync"] {
            let result = try await home.run(command)
            #expect(result.exitCode == 2)
            #expect(result.errors.contains("config.json is missing, but the ledger knows "), "\(result.errors)")
        }
        try FileManager.default.moveItem(at: away, to: file)
        #expect([0, 1].contains(try await home.run("sync").exitCode))
    }

    @Test("A home in AUTOPROVISION_HOME is named in what comes next, and so is the user whom sudo made of another")
    func environment() async throws {
        let export = try TemporaryFolder()
        let home = try TemporaryFolder()
        let people = try SetupJourneyTests.export(["zoe@corp.example"], in: export)
        var environment = ["AUTOPROVISION_HOME": home.path]
        func next() async throws -> String {
            try await Program.run(Program.autoprovision, ["setup", "--directory-files", people], environment: environment).output
        }
        #expect(try await next().contains("Next: autoprovision setup --home \(home.path) --map TARGET=SOURCE"))
        environment["SUDO_USER"] = "zoe"
        environment["SUDO_COMMAND"] = "/usr/bin/env AUTOPROVISION_HOME=\(home.path) autoprovision setup"
        let user = geteuid() == 0 ? "sudo " : "sudo -u \(NSUserName()) "
        #expect(try await next().contains("Next: \(user)autoprovision setup --home \(home.path) --map TARGET=SOURCE"))
        // In a shell that sudo started, the command is right as it is.
        environment["SUDO_COMMAND"] = "/bin/bash"
        #expect(try await next().contains("Next: autoprovision setup --home \(home.path) "))
    }

    @Test("A plan without a mapping blames nobody, and says first what keeps a run from it")
    func unmapped() async throws {
        let export = try TemporaryFolder()
        let home = try TestHome()
        let people = try SetupJourneyTests.export(["zoe@corp.example", "amy@corp.example"], in: export)
        _ = try await home.run("setup", "--directory-files", people, "--client-id", "id")
        let unmapped = try await home.run("plan")
        #expect(unmapped.exitCode == 2)
        #expect(
            unmapped.output.isEmpty && unmapped.errors.contains("Map the mandatory attributes first: User name"),
            "\(unmapped.output)\(unmapped.errors)")
        let sandbox = try await RunningSandbox(users: 20)
        let other = try TestHome()
        _ = try await other.run("setup", "--sandbox", sandbox.url.absoluteString, "--deprovision", "deleted:suspend:after1Day")
        _ = try await other.run("authorize", "--sign-in-for-me")
        let off = try await other.run("plan")
        #expect(off.exitCode == 0)
        #expect(off.errors.contains("The app is turned off for everyone."), "\(off.errors)")
        #expect(off.errors.contains("Next: autoprovision setup --home \(other.folder.path) --turn-on-unit /"), "\(off.errors)")
        _ = try await other.run("setup", "--turn-on-unit", "/")
        #expect(try await other.run("plan").errors.isEmpty)
    }

    @Test("A sandbox that forgot everything is told from a revoked key")
    func anotherSandbox() async throws {
        let home = try TestHome()
        let first = try await RunningSandbox(users: 20)
        _ = try await home.run("setup", "--sandbox", first.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "deleted:suspend:after1Day")
        _ = try await home.run("authorize", "--sign-in-for-me")
        await first.stop()
        let gone = try await home.run("plan")
        #expect(gone.exitCode == 5)
        #expect(gone.errors.contains("If it is the sandbox, start it there again with the state file that it had"), "\(gone.errors)")
        let port = try #require(first.url.port)
        let second = try await RunningSandbox(users: 20, arguments: ["--port", "\(port)"])
        let refused = try await home.run("plan")
        #expect(refused.errors.contains("This is not the sandbox that this home was connected to"), "\(refused.errors)")
        #expect(refused.errors.contains("autoprovision setup --home \(home.place) --sandbox \(second.url.absoluteString)"), "\(refused.errors)")
    }

    @Test("A ledger that is none is an error of the home and not of the network, and others' eyes on the files are a warning")
    func files() async throws {
        let home = try TestHome()
        _ = try await home.run("setup", "--acknowledge-single-sign-on")
        let file = home.folder.url.appending(path: "config.json").path
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        let checks = try await home.run("doctor").output
        #expect(checks.contains("\(file) (mode 644)") && checks.contains("To fix it: Run: chmod go= "), "\(checks)")
        _ = try home.folder.write(String(repeating: "no ledger ", count: 1_000), to: "ledger.sqlite")
        let damaged = try await home.run("sync")
        #expect(damaged.exitCode == 2 && damaged.errors.contains("is damaged or no ledger"), "\(damaged.errors)")
    }

    @Test("The profile of another app is refused at a home that is set up, with where it belongs")
    func anotherApp() async throws {
        let export = try TemporaryFolder()
        let home = try TestHome()
        _ = try await home.run(
            "setup", "--directory-files", SetupJourneyTests.export(["zoe@corp.example"], in: export), "--deprovision", "deleted:suspend:after1Day")
        let profile = try export.write(
            #"""
            { "version": 1, "name": "Example Telephony", "scimBaseURL": "https://scim.example.com/v2", "authorization": "bearer",
              "attributes": [ { "path": "userName", "label": "User name", "mandatory": true, "defaultSource": "primaryEmail" } ] }
            """#, to: "app.json")
        let result = try await home.run("setup", "--application-profile", profile)
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("Use another home for another app: --home DIR."), "\(result.errors)")
    }
}
