import Foundation
import Testing

/// Bad input, each with the sentence that an administrator gets and the exit code that a script gets.
@Suite("Bad input", .homeInFolder, .timeLimit(.minutes(10)))
struct BadInputTests {
    static func run(_ arguments: [String], home: TemporaryFolder, environment: [String: String] = [:]) async throws -> Program.Result {
        try await Program.run(Program.autoprovision, [arguments[0], "--home", home.path] + arguments.dropFirst(), environment: environment)
    }

    struct Broken: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let message: String
        var testDescription: String { name }
    }

    @Test(
        "A configuration that cannot be right is named with place and cure, and is left as it was",
        arguments: [
            Broken(name: "no JSON", text: "{\n  \"version\": 1,\n  oops\n}", message: "config.json:3"),
            Broken(
                name: "missing comma", text: "{\n  \"version\": 1,\n  \"revision\": 1\n  \"runIntervalMinutes\": 60\n}",
                message: "config.json:4:3: not valid JSON: a comma is missing before this."),
            Broken(
                name: "cut off", text: "{\n  \"version\": 1,\n  \"revision\": 1,\n",
                message: "config.json:3:17: not valid JSON: the text ends too early; a bracket or a quotation mark is open."),
            Broken(name: "empty", text: "\n", message: "config.json: not valid JSON: the file is empty."),
            Broken(
                name: "unknown version", text: #"{"version": 99, "revision": 1}"#, message: "version 99 is not known; this program writes version 2"),
            Broken(
                name: "misspelt delay",
                text:
                    "{\n\"version\": 1, \"revision\": 1,\n \"autoprovisioning\": {\"deprovisioning\": {\"suspended\": {\"suspend\": \"within24Hour\"}, \"appTurnedOff\": {}, \"deleted\": {}}}}",
                message:
                    "config.json:3:56: autoprovisioning.deprovisioning.suspended.suspend: \"within24Hour\" is not valid. Valid are within24Hours,"),
            Broken(
                name: "text for a number", text: "{\"version\": 1, \"revision\": 1,\n\"runIntervalMinutes\": \"60\"}",
                message: "config.json:2:1: runIntervalMinutes: \"60\" is a text; write a whole number."),
            Broken(name: "missing revision", text: #"{"version": 1}"#, message: "revision: it is missing."),
            Broken(
                name: "unknown key", text: #"{"version": 1, "revision": 1, "autoprovisionin": {}}"#, message: "autoprovisionin"),
            Broken(
                name: "unknown attribute",
                text:
                    #"{"version": 1, "revision": 1, "autoprovisioning": {"mapping": [{"target": "userName", "from": [{"attribute": "shoeSize"}]}]}}"#,
                message: #"autoprovisioning.mapping[0].from[0].attribute: the directory has no attribute "shoeSize""#),
            Broken(
                name: "unknown target",
                text: #"{"version": 1, "revision": 1, "autoprovisioning": {"mapping": [{"target": "shoeSize", "from": []}]}}"#,
                message: #"RingCentral has no attribute "shoeSize""#),
            Broken(
                name: "unknown delay",
                text:
                    #"{"version": 1, "revision": 1, "autoprovisioning": {"deprovisioning": {"appTurnedOff": {"suspend": "soon"}, "suspended": {}, "deleted": {}}}}"#,
                message: "Valid are within24Hours, after1Day, after7Days, after21Days."),
            Broken(
                name: "plain http", text: #"{"version": 1, "revision": 1, "application": {"baseURL": "http://ringcentral.example"}}"#,
                message: "application.baseURL"),
        ])
    func brokenConfiguration(_ broken: Broken) async throws {
        let home = try TemporaryFolder()
        let file = try home.write(broken.text, to: "config.json")
        for command in ["status", "off"] {
            let result = try await Self.run([command], home: home)
            #expect(result.exitCode == 2)
            #expect(result.errors.contains(broken.message), "\(result.errors)")
        }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == broken.text)
    }

    @Test("Errors are JSON for scripts that ask for it")
    func jsonError() async throws {
        let home = try TemporaryFolder()
        _ = try home.write("[", to: "config.json")
        let result = try await Self.run(["status", "--json"], home: home)
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: [String: String]]
        #expect(object?["error"]?["code"] == "configuration-malformed")
    }

    struct Misuse: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let message: String
        var testDescription: String { arguments.joined(separator: " ") }
    }

    @Test(
        "Misused commands end with 2 and say how it is right",
        arguments: [
            Misuse(arguments: ["sync", "--approve", "everything"], message: "\"everything\" is not a kind of action"),
            Misuse(arguments: ["log", "--limit", "0"], message: "--limit must be 1 or more"),
            Misuse(arguments: ["setup", "--deprovision", "suspended:vaporise:now"], message: "suspended:vaporise:now"),
            Misuse(arguments: ["setup", "--google-key", "/nowhere.json"], message: "--google-key and --google-administrator belong together"),
            Misuse(arguments: ["setup", "--administrator", "somebody@gmail.com"], message: "ending in @gmail.com cannot manage its apps"),
            Misuse(arguments: ["setup", "--from", "/nowhere.json"], message: "/nowhere.json cannot be read"),
            Misuse(arguments: ["setup", "--map", "shoeSize=primaryEmail"], message: "RingCentral has no attribute \"shoeSize\""),
            Misuse(
                arguments: ["setup", "--deprovision", "suspended:suspend:after7Days", "--deprovision", "suspended:hardDelete:after1Day"],
                message: "--confirm-hard-delete"),
            Misuse(arguments: ["authorize"], message: "client id is missing"),
            Misuse(arguments: ["authorize", "--jwt", "/nowhere"], message: "There is no file /nowhere. Name the file that holds the JWT."),
            Misuse(
                arguments: ["authorize", "--bearer-token-file", "/dev/null"],
                message: "The file /dev/null cannot be read: it is a device, not a file."),
            Misuse(arguments: ["on"], message: "No directory is connected. Next: autoprovision setup --home "),
            Misuse(arguments: ["sync"], message: "No directory is connected."),
            Misuse(arguments: ["sttus"], message: "there is no command \"sttus\". Did you mean status?"),
            Misuse(arguments: ["log", "--limit", "-1"], message: "--limit must be 1 or more"),
            Misuse(arguments: ["pending", "--days", "3"], message: "--days says for how long to --postpone"),
            Misuse(
                arguments: ["setup", "--deprovision", "suspnded:suspend:after7Days"],
                message: "\"suspnded\" is not a valid cause; there are appTurnedOff, suspended, deleted."),
            Misuse(arguments: ["setup", "--deprovision", "suspended:suspend"], message: "Write CAUSE:ACTION:DELAY"),
            Misuse(arguments: ["setup", "--safeguard", "foo:off"], message: "\"foo\" is not a kind of action; there are suspend, "),
            Misuse(arguments: ["setup", "--run-interval", "0"], message: "Write minutes: a whole number from 1 to 1440."),
            Misuse(arguments: ["setup", "--redirect-port", "99999"], message: "Write a port: a whole number from 0 to 65535."),
            Misuse(arguments: ["log", "--since", "yesterday"], message: "Write a day (2026-11-25), a day with a time"),
            Misuse(arguments: ["log", "--until", "2026-13-45"], message: "or how long ago: 90m, 24h, 7d."),
            Misuse(arguments: ["undo", "abc"], message: "RUN is the number of a run, such as 12"),
            Misuse(arguments: ["setup", "--server", "ftp://x"], message: "--server ftp://x: "),
            Misuse(
                arguments: ["setup", "--map", "titel=name.fullName"], message: "--map titel=name.fullName: RingCentral has no attribute \"titel\""),
            Misuse(arguments: ["setup", "--safeguard", "suspend:-1:5"], message: "--safeguard suspend:-1:5: "),
            Misuse(arguments: ["setup", "--application-profile", "/nowhere.json"], message: "--application-profile /nowhere.json: "),
            Misuse(arguments: ["setup", "--directory-files", "/nowhere"], message: "/nowhere: there is neither users.json nor users.csv"),
            Misuse(
                arguments: ["setup", "--google-key", "/nowhere.json", "--google-administrator", "a@corp.example"],
                message: "The key file /nowhere.json is missing."),
            Misuse(arguments: ["plan"], message: "No directory is connected"),
            Misuse(arguments: ["frobnicate"], message: "frobnicate"),
        ])
    func misuse(_ misuse: Misuse) async throws {
        let home = try TemporaryFolder()
        _ = try home.write(#"{"version": 1, "revision": 1}"#, to: "config.json")
        let result = try await Self.run(misuse.arguments, home: home)
        #expect(result.exitCode == 2, "\(result.output)\(result.errors)")
        #expect(result.errors.contains(misuse.message), "\(result.errors)")
        #expect(result.output.isEmpty)
    }

    @Test("The service account's key file must be there, and for its owner only")
    func keyFile() async throws {
        let home = try TemporaryFolder()
        let google = ["--google-administrator", "admin@corp.example", "--client-id", "id"]
        let missing = try await Self.run(["setup", "--google-key", "/nowhere.json", "--turn-on-unit", "/"] + google, home: home)
        #expect(missing.exitCode == 2)
        #expect(missing.errors.contains("The key file /nowhere.json is missing."), "\(missing.errors)")
        let open = try home.write("{}", to: "key.json", mode: 0o644)
        let readable = try await Self.run(["setup", "--google-key", open, "--turn-on-unit", "/"] + google, home: home)
        #expect(readable.exitCode == 2)
        #expect(readable.errors.contains("can be read by others. Run: chmod 600"), "\(readable.errors)")
    }

    @Test("A port in use is named with the way out")
    func portInUse() async throws {
        let sandbox = try await RunningSandbox(users: 5)
        let port = try #require(sandbox.url.port)
        let result = try await Program.run(Program.autoprovision, ["sandbox", "--port", "\(port)"])
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("Port \(port) is in use by another program. Choose another with --port N"), "\(result.errors)")
    }

    @Test("A home that cannot be written is named", .enabled(if: getuid() != 0 || FileManager.default.fileExists(atPath: "/proc/version")))
    func unwritableHome() async throws {
        // Not even root can make a folder below a file or in /proc.
        let result = try await Program.run(Program.autoprovision, ["status", "--home", "/proc/version/home"])
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("/proc/version/home is not a folder."), "\(result.errors)")
    }

    @Test("Commands that only look at, or end, what was never begun make no configuration", arguments: [["off"], ["delete-configuration"]])
    func nothingThere(arguments: [String]) async throws {
        let home = try TemporaryFolder()
        _ = try await Self.run(["setup"], home: home)
        let result = try await Self.run(arguments, home: home)
        #expect(result.exitCode == 0, "\(result.errors)")
        #expect(result.output.contains("othing is set up in \(home.path)"), "\(result.output)")
        #expect(!FileManager.default.fileExists(atPath: home.url.appending(path: "config.json").path))
    }

    @Test("The console says what it needs: a terminal, its type, room")
    func terminals() async throws {
        let home = try TemporaryFolder()
        let pipe = try await Program.run(Program.autoprovision, ["--home", home.path])
        #expect(pipe.exitCode == 2)
        #expect(pipe.errors.contains("The console needs a terminal, but input or output is a file or a pipe."))

        let small = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(home.path)'", columns: 60, rows: 7)
        try await small.wait(for: "The terminal is too small: 60x7", "[exit code 2]")
        let nameless = try await TmuxTerminal("env -u TERM '\(Program.autoprovision)' --home '\(home.path)'")
        try await nameless.wait(for: "cannot tell what kind of terminal this is", "[exit code 2]")
        let dumb = try await TmuxTerminal("env TERM=dumb '\(Program.autoprovision)' --home '\(home.path)'")
        try await dumb.wait(for: "cannot place text on a terminal of type \"dumb\"", "[exit code 2]")
        let unknown = try await TmuxTerminal("env TERM=no-such-type '\(Program.autoprovision)' --home '\(home.path)'")
        try await unknown.wait(for: "Sign in with an administrator's address")
    }
}
