import Foundation
import Testing

/// A setup by commands is kept whole or not at all, and says what it would do before it does it.
@Suite("Journeys by commands: setup", .serialized, .timeLimit(.minutes(10)))
struct SetupJourneyTests {
    /// A folder of exported files with these people.
    static func export(_ addresses: [String], in folder: TemporaryFolder) throws -> String {
        let rows = addresses.map { "First,Last,\($0),/,Active" }
        let file = try folder.write(
            (["First Name [Required],Last Name [Required],Email Address [Required],Org Unit Path [Required],Status [READ ONLY]"] + rows)
                .joined(separator: "\n") + "\n", to: "users.csv")
        // A file counts once it stood still for a minute.
        try FileManager.default.setAttributes([.modificationDate: Date() - 3_600], ofItemAtPath: file)
        return folder.path
    }

    /// Everything in a home that a setup could change.
    static func files(_ home: TestHome) throws -> [String: Data] {
        let names = ["config.json", "credentials.json", "credentials.key", "google-service-account.json"]
        return names.reduce(into: [:]) { $0[$1] = FileManager.default.contents(atPath: home.folder.url.appending(path: $1).path) }
    }

    @Test(
        "A refused setup changes nothing of a home",
        arguments: [
            ["--client-id", "other", "--map", "titel=x"], ["--client-id", "other", "--client-secret-file", "/nowhere"],
            ["--administrator", "other@corp.example", "--turn-on-unit", "/Nope"], ["--redirect-port", "1", "--scope-group", "nobody@corp.example"],
            ["--run-interval", "5", "--deprovision", "suspended:suspend:after7Days", "--deprovision", "suspended:hardDelete:after1Day"],
            ["--run-interval", "5", "--bearer-token-file", "/dev/null"], ["--run-interval", "5", "--from", "FILE"],
        ])
    func refused(arguments: [String]) async throws {
        let export = try TemporaryFolder()
        let home = try TestHome()
        let setup = try await home.run(
            "setup", "--directory-files", Self.export(["zoe@corp.example"], in: export), "--turn-on-unit", "/", "--deprovision",
            "deleted:suspend:after1Day", "--client-id", "id", "--client-secret-file", try export.write("secret", to: "secret"))
        try #require(setup.exitCode == 0, "\(setup.errors)")
        let before = try Self.files(home)
        let rules =
            #"{"autoprovisioning": {"deprovisioning": {"suspended": {"suspend": "after7Days", "hardDelete": "after1Day"}, "appTurnedOff": {}, "deleted": {}}}}"#
        let file = try export.write(rules, to: "rules.json")
        let result = try await Program.run(
            Program.autoprovision, ["setup", "--home", home.place] + arguments.map { $0 == "FILE" ? file : $0 })
        #expect(result.exitCode == 2, "\(result.output)\(result.errors)")
        #expect(result.output.isEmpty)
        #expect(try Self.files(home) == before)
    }

    @Test("A refused first setup leaves no key and no configuration", .homeInFolder)
    func refusedFirst() async throws {
        let sandbox = try await RunningSandbox(users: 5)
        let home = try TestHome()
        let result = try await home.run("setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/Nope")
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("The directory has no organizational unit \"/Nope\""), "\(result.errors)")
        #expect(try Self.files(home).isEmpty)
    }

    @Test("A sandbox takes the place of the directory that --from names, and its key never goes into somebody's own file", .homeInFolder)
    func sandboxOverFile() async throws {
        let sandbox = try await RunningSandbox(users: 5)
        let home = try TestHome()
        let own = try TemporaryFolder()
        let key = try own.write("my own key", to: "key.json")
        let file = try own.write(
            #"{"directory": {"source": "google", "keyFile": "\#(key)", "administrator": "me@corp.example"}, "runIntervalMinutes": 17}"#,
            to: "from.json")
        let setup = try await home.run("setup", "--sandbox", sandbox.url.absoluteString, "--from", file)
        #expect(setup.exitCode == 0, "\(setup.errors)")
        #expect(try String(contentsOfFile: key, encoding: .utf8) == "my own key")
        let kept = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: home.folder.url.appending(path: "config.json"))) as? [String: Any])
        #expect(kept["runIntervalMinutes"] as? Int == 17)
        #expect((kept["directory"] as? [String: Any])?["keyFile"] as? String == home.folder.url.appending(path: "google-service-account.json").path)
        let both = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--google-key", key, "--google-administrator", "a@corp.example")
        #expect(both.exitCode == 2 && both.errors.contains("leave out --server, --google-key"), "\(both.errors)")
        #expect(try String(contentsOfFile: key, encoding: .utf8) == "my own key")
    }

    @Test(
        "What is wrong in the file of --from is named with its line and column",
        arguments: [
            ("{\n  \"runIntervalMinutes\": 0\n}", "rules.json:2:3: runIntervalMinutes: 0 is out of range"),
            ("{\n  \"runIntervalMinutes\": true\n}", "rules.json:2:3: runIntervalMinutes: true is a yes or no; write a whole number."),
            ("{\n  \"runInterval\": 5\n}", "rules.json:2:3: runInterval: no such key"),
            ("{\n  \"administrator\": \n}", "rules.json:3"),
        ])
    func from(text: String, message: String) async throws {
        let home = try TestHome()
        let result = try await home.run("setup", "--from", try home.folder.write(text, to: "rules.json"))
        #expect(result.exitCode == 2)
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(!result.errors.contains(".. ") && !result.errors.contains("Swift"), "\(result.errors)")
        #expect(try Self.files(home).isEmpty)
    }

    @Test("What comes next is a command that can be copied, with the home in it")
    func nextSteps() async throws {
        let export = try TemporaryFolder()
        let home = try TestHome()
        let first = try await home.run("setup", "--directory-files", Self.export(["zoe@corp.example"], in: export))
        #expect(first.output.contains("Map the mandatory attributes first: "), "\(first.output)")
        #expect(first.output.contains("Next: autoprovision setup --home \(home.named) --map TARGET=SOURCE"), "\(first.output)")
        let second = try await home.run("setup", "--deprovision", "deleted:suspend:after1Day")
        #expect(second.output.contains("Next: autoprovision setup --home \(home.named) --turn-on-unit /"), "\(second.output)")
        let third = try await home.run("setup", "--turn-on-unit", "/", "--client-id", "id")
        #expect(third.output.contains("Next: autoprovision authorize --home \(home.named)"), "\(third.output)")
        #expect(try await home.run("status").exitCode == 3)
    }

    @Test(
        "On a live home a setup says what it takes away and waits for --yes; another directory is refused, and what it loses is held whole",
        .homeInFolder)
    func live() async throws {
        let sandbox = try await RunningSandbox(users: 120)
        let home = try TestHome()
        _ = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "appTurnedOff:suspend:within24Hours",
            "--deprovision", "deleted:hardDelete:within24Hours", "--confirm-hard-delete")
        #expect(try await home.run("authorize", "--sign-in-for-me").exitCode == 0)
        #expect(try await home.run("on").output.contains("autoprovision sync --home \(home.named)"))
        _ = try await home.run("sync")
        let before = try Self.files(home)
        let asked = try await home.run("setup", "--turn-off-unit", "/")
        #expect(asked.exitCode == 2)
        #expect(asked.errors.contains("The suspension of 111 people would be held until you release it"), "\(asked.errors)")
        #expect(asked.errors.contains("Nothing was saved. Add --yes to save it."), "\(asked.errors)")
        #expect(try Self.files(home) == before)
        #expect(try await home.run("setup", "--run-interval", "30").exitCode == 0, "takes nothing away")

        let export = try TemporaryFolder()
        let other = try Self.export(["zoe@corp.example", "amy@corp.example"], in: export)
        let refused = try await home.run("setup", "--directory-files", other, "--yes")
        #expect(refused.exitCode == 2)
        #expect(refused.errors.contains("knows none of them") && refused.errors.contains("--rebind"), "\(refused.errors)")
        let accounts = try await sandbox.accounts()
        #expect(try await home.run("setup", "--directory-files", other, "--exchange-directory", "--yes").exitCode == 0)
        let sync = try await home.run("sync")
        // The links of people whom the other directory does not know are forgotten; nobody counts as gone because of it.
        #expect(sync.exitCode == 0 || sync.exitCode == 1, "\(sync.errors)")
        let kept = Dictionary(uniqueKeysWithValues: try await sandbox.accounts().map { ($0.id, $0) })
        #expect(accounts.allSatisfy { kept[$0.id]?.active == $0.active }, "nobody was suspended or deleted")
    }

    @Test("A demo that keeps its folder changes nothing in it where no console can be shown")
    func demoWithoutTerminal() async throws {
        let folder = try TemporaryFolder()
        let result = try await Program.run(Program.autoprovision, ["demo", "--keep", folder.path])
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("The console needs a terminal"), "\(result.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test("A second demo in the same folder is refused and leaves the first one's configuration alone")
    func secondDemo() async throws {
        let folder = try TemporaryFolder()
        let first = try await TmuxTerminal("'\(Program.autoprovision)' demo --users 10 --keep '\(folder.path)'")
        try await first.wait(for: "Sign in with an administrator's address")
        let file = folder.url.appending(path: "home/config.json").path
        let before = FileManager.default.contents(atPath: file)
        let second = try await TmuxTerminal("'\(Program.autoprovision)' demo --users 10 --keep '\(folder.path)'")
        try await second.wait(for: "open already: autoprovision demo, process ", "[exit code 2]")
        #expect(FileManager.default.contents(atPath: file) == before)
    }

    @Test("A JWT that is none, a foreign address and a refused JWT are told apart, and none counts as an unreachable service")
    func authorizing() async throws {
        let sandbox = try await RunningSandbox(users: 5)
        let home = try TestHome()
        _ = try await home.run("setup", "--sandbox", sandbox.url.absoluteString)
        let empty = try await home.run("authorize", "--jwt", try home.folder.write("\n", to: "empty"))
        #expect(empty.exitCode == 2 && empty.errors.contains(" is empty. Name the file that holds the JWT."), "\(empty.errors)")
        let garbage = try await home.run("authorize", "--jwt", try home.folder.write("hello", to: "garbage"))
        #expect(garbage.exitCode == 2 && garbage.errors.contains("This is not a JWT"), "\(garbage.errors)")
        let refused = try await home.run("authorize", "--jwt", try home.folder.write("aGVsbG8.aGVsbG8.aGVsbG8", to: "refused"))
        #expect(refused.exitCode == 3 && refused.errors.contains("RingCentral did not accept the JWT"), "\(refused.errors)")
        _ = try await home.run("authorize", "--print-address")
        let pasted = try await home.run("authorize", "--paste", "hello")
        #expect(
            pasted.exitCode == 2 && pasted.errors.contains("autoprovision authorize --home \(home.named) --print-address"), "\(pasted.errors)")
    }
}
