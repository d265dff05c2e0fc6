import Foundation
import Testing

/// Who changed the configuration, from what to what, and how to put it back, by commands.
@Suite("The history of the configuration by commands", .serialized, .timeLimit(.minutes(10)))
struct ConfigurationHistoryJourneyTests {
    private func home(at sandbox: RunningSandbox) async throws -> TestHome {
        let home = try TestHome()
        _ = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--administrator", "admin@corp.example", "--turn-on-unit", "/", "--deprovision",
            "appTurnedOff:suspend:within24Hours")
        _ = try await home.run("authorize", "--sign-in-for-me")
        _ = try await home.run("on")
        _ = try await home.run("sync")
        return home
    }

    /// A command of `config`.
    private func config(_ home: TestHome, _ arguments: String...) async throws -> Program.Result {
        try await Program.run(Program.autoprovision, ["config", arguments[0], "--home", home.place] + arguments.dropFirst())
    }

    private func list(_ text: String) throws -> [[String: Any]] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]], "\(text)")
    }

    @Test("Who changed the scope, from what to what; and put it back, after the question that every save asks")
    func scope() async throws {
        let sandbox = try await RunningSandbox()
        let home = try await home(at: sandbox)
        let before = try #require(try await latest(home))
        #expect(try await home.run("setup", "--scope-group", "engineering@corp.example", "--yes").exitCode == 0)
        #expect(try await home.run("setup", "--run-interval", "30").exitCode == 0)

        let shown = try await config(home, "history", "--setting", "scope")
        #expect(shown.output.split(separator: "\n").count == 1, "\(shown.output)\(shown.errors)")
        #expect(
            shown.output.contains("(administrator admin@corp.example)  saved  scope group Engineering <engineering@corp.example> added"),
            "\(shown.output)")
        let entry = try #require(try list(try await config(home, "history", "--setting", "scope", "--json").output).first)
        let changes = try #require(entry["changes"] as? [[String: Any]])
        #expect(entry["administrator"] as? String == "admin@corp.example" && (entry["actor"] as? String)?.isEmpty == false)
        #expect(
            changes.first?["setting"] as? String == "autoprovisioning.scope.groups[engineering@corp.example]" && changes.first?["before"] is NSNull)
        let number = try #require(entry["revision"] as? Int)
        #expect(number == before + 1)
        let difference = try await config(home, "diff", "\(before)")
        #expect(
            difference.output.contains("  scope group Engineering <engineering@corp.example> added\n  minutes between runs from 60 to 30\n"),
            "\(difference.output)")

        // Only the scope comes back; what it does to accounts is asked first.
        let asked = try await config(home, "restore", "\(before)", "--only", "scope")
        #expect(asked.exitCode == 2 && asked.errors.contains("Nobody can be asked here. Nothing was saved. Add --yes to save it."), "\(asked.errors)")
        #expect(asked.errors.contains("This restores, from revision \(before): scope group Engineering <engineering@corp.example> removed."))
        let restored = try await config(home, "restore", "\(before)", "--only", "scope", "--yes")
        #expect(restored.exitCode == 0 && restored.output.contains("Saved as revision \(number + 2) in "), "\(restored.errors)")
        let newest = try #require(try list(try await config(home, "history", "--limit", "1", "--json").output).first)
        #expect(newest["origin"] as? String == "restored" && newest["restoredRevision"] as? Int == before)
        let file = try await home.configuration()
        #expect(file.contains("\"runIntervalMinutes\" : 30") && !file.contains("engineering@corp.example"))
        let log = try await home.run("log", "--kind", "configuration", "--limit", "1").output
        #expect(log.contains("  no run  settings restored  Configuration  revision \(number + 2): scope group Engineering"), "\(log)")
        #expect(try await home.run("log", "--verify").exitCode == 0)
    }

    @Test("A safeguard that is loosened is asked about by every command that saves settings, also while it is off; a tighter one is not")
    func safeguards() async throws {
        let sandbox = try await RunningSandbox(users: 20)
        let home = try await home(at: sandbox)
        #expect(try await home.run("off").exitCode == 0)
        let before = try #require(try await latest(home))
        // Tighter, and what only matters once it is on: nothing is asked.
        #expect(try await home.run("setup", "--safeguard", "suspend:5:1", "--turn-off-unit", "/Sales").exitCode == 0)

        let limit =
            "Within 21 days, up to 10 people or 5 %, whichever is more, could be suspended without being held for review, instead of 5 people or 1 %."
        let lifted = "There would no longer be a limit on how many accounts a run may suspend."
        let edited = home.folder.url.appending(path: "edited.json")
        let shown = try #require(
            try JSONSerialization.jsonObject(with: Data(try await config(home, "show").output.utf8)) as? [String: Any])
        var settings = shown
        var limits = shown["safeguards"] as? [String: Any] ?? [:]
        limits["suspend"] = NSNull()
        settings["safeguards"] = limits
        try JSONSerialization.data(withJSONObject: settings).write(to: edited)
        let commands: [([String], String)] = [
            (["setup", "--home", home.place, "--safeguard", "suspend:10:5"], limit),
            (["config", "restore", "--home", home.place, "\(before)", "--only", "safeguards"], limit),
            (["config", "replace", "--home", home.place, edited.path], lifted),
        ]
        for (arguments, sentence) in commands {
            let number = try await latest(home)
            let asked = try await Program.run(Program.autoprovision, arguments)
            #expect(asked.exitCode == 2 && asked.errors.contains("Nothing was saved. Add --yes to save it."), "\(arguments): \(asked.errors)")
            #expect(asked.errors.contains("Autoprovisioning is off, so this takes effect once it is turned on. \(sentence)"), "\(asked.errors)")
            #expect(try await latest(home) == number)
        }
        let (arguments, sentence) = commands[2]
        let saved = try await Program.run(Program.autoprovision, arguments + ["--yes"])
        #expect(saved.exitCode == 0 && saved.errors.contains(sentence), "\(saved.errors)")
    }

    private func latest(_ home: TestHome) async throws -> Int? {
        try list(try await config(home, "history", "--limit", "1", "--json").output).first?["revision"] as? Int
    }

    @Test("Wrong input is answered with what would be right, and nothing is saved")
    func wrongInput() async throws {
        let home = try TestHome()
        _ = try await home.run("setup", "--run-interval", "30")
        _ = try await home.run("setup", "--run-interval", "15")
        let cases: [([String], String)] = [
            (["diff", "9"], "There is no revision 9. The oldest is 1, the newest 2; `autoprovision config history --home "),
            (["diff", "1", "1"], "Revision 1 was named twice. Name two different revisions;"), (["diff", "2"], "Revision 2 is the newest one."),
            (["diff", "0"], "Revisions are numbered from 1 on"), (["restore", "7"], "There is no revision 7."),
            (["restore", "2"], "There is nothing to restore: the settings are the same as in revision 2."),
            (["restore", "1", "--only", "scopes"], "There is no setting \"scopes\" in revision 1 or now."),
            (["history", "--limit", "0"], "--limit must be 1 or more."),
        ]
        for (arguments, words) in cases {
            let result = try await Program.run(Program.autoprovision, ["config"] + arguments + ["--home", home.place])
            #expect(result.exitCode == 2 && result.errors.contains(words), "\(arguments): \(result.errors)")
        }
        #expect(try await latest(home) == 2)
        let nothing = try await Program.run(Program.autoprovision, ["config", "history", "--home", home.place, "--setting", "scope"])
        #expect(nothing.exitCode == 0 && nothing.errors.contains("No revision that is kept changed \"scope\"."))
    }

    @Test("As CSV and JSON the log gives everything that is asked for, with who did it in fields of its own; --limit gives less")
    func wholeLog() async throws {
        let sandbox = try await RunningSandbox(users: 80)
        let home = try await home(at: sandbox)
        let all = try list(try await home.run("log", "--json").output)
        #expect(all.count > 60)
        #expect(all.allSatisfy { ($0["actor"] as? String)?.isEmpty == false })
        #expect(all.contains { $0["state"] as? String == "done" && $0["administrator"] as? String == "admin@corp.example" })
        #expect(!all.contains { ($0["reason"] as? String)?.contains("; by ") ?? false })
        let csv = try await home.run("log", "--csv").output.components(separatedBy: "\r\n")
        #expect(csv.first?.hasSuffix(",entry,hash,actor,administrator") == true)
        #expect(csv.count == all.count + 2, "a heading, and the end of the last line")
        #expect(csv.dropFirst().dropLast().allSatisfy { $0.contains(",admin@corp.example") || $0.hasSuffix(",") })
        #expect(try list(try await home.run("log", "--json", "--limit", "3").output).count == 3)
        #expect(try list(try await home.run("log", "--json", "--kind", "delete").output).isEmpty)
        let text = try await home.run("log")
        #expect(text.output.split(separator: "\n").count == 50 && text.errors.contains("older ones are not shown; --limit shows more."))
    }

    @Test("Killed at any moment of a save: the file and its history agree, and whoever saved is known", .homeInFolder)
    func killed() async throws {
        let home = try TestHome()
        _ = try await home.run("setup", "--administrator", "admin@corp.example")
        var generator = SystemRandomNumberGenerator()
        for minutes in 1...40 {
            let save = try ChildProcess(Program.autoprovision, ["setup", "--home", home.place, "--run-interval", "\(minutes)"])
            try await Task.sleep(for: .milliseconds(Int.random(in: 5...60, using: &generator)))
            kill(save.identifier, SIGKILL)
            _ = await save.exitCode()
        }
        let history = try list(try await config(home, "history", "--json").output)
        let file = try #require(
            try JSONSerialization.jsonObject(with: try Data(contentsOf: home.folder.url.appending(path: "config.json"))) as? [String: Any])
        #expect(history.first?["revision"] as? Int == file["revision"] as? Int)
        #expect(
            history.allSatisfy { $0["origin"] as? String == "saved" && $0["actor"] as? String == history.last?["actor"] as? String }, "\(history)")
        #expect(history.compactMap { $0["revision"] as? Int } == (1...history.count).reversed())
        let log = try list(try await home.run("log", "--kind", "configuration", "--json").output)
        #expect(log.count == history.count)
        #expect(try await home.run("log", "--verify").exitCode == 0)
    }
}
