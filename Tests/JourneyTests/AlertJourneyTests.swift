import Foundation
import Testing

/// "The token was revoked at 3 am": from the alert to all well, by commands alone.
@Suite("Alerts", .serialized, .timeLimit(.minutes(10)))
struct AlertJourneyTests {
    /// A program that appends each message to a file.
    static func teller(in folder: TemporaryFolder) throws -> (program: String, file: URL) {
        let file = folder.url.appending(path: "told")
        return (try folder.write("#!/bin/sh\ncat >> '\(file.path)'\necho ---- >> '\(file.path)'\n", to: "tell.sh", mode: 0o700), file)
    }

    static func told(_ file: URL) -> [String] {
        ((try? String(contentsOf: file, encoding: .utf8)) ?? "").components(separatedBy: "----\n").filter { !$0.isEmpty }
    }

    @Test("The token was revoked at 3 am: the message says what, since when and what to do; reauthorized, all is well and said so once")
    func revoked() async throws {
        let (home, sandbox) = try await MetricsTests.home()
        let (program, file) = try Self.teller(in: home.folder)
        #expect(try await home.run("setup", "--alert-command", program, "--alert", "noService=off", "--alert", "findings=off", "--yes").exitCode == 0)
        let test = try await home.run("alerts", "--test")
        #expect(test.exitCode == 0 && test.output.contains("Command: delivered."))
        #expect(Self.told(file).first?.contains("This is a test") == true)
        #expect(try await home.run("sync").exitCode == 1)
        let calm = try await home.run("alerts")
        #expect(calm.exitCode == 0 && calm.output.contains("Nothing is open."))
        _ = try await sandbox.post("sandbox/password", ["password": "Another-1"])
        #expect(try await home.run("sync").exitCode == 3)
        #expect(Self.told(file).count == 2)
        // The timer apart from the service, several times.
        for _ in 0..<3 { #expect(try await home.run("alerts", "--check").exitCode == 0) }
        #expect(Self.told(file).count == 2)
        let message = try #require(Self.told(file).last)
        #expect(message.contains("The authorization of RingCentral ended on "))
        #expect(message.contains("autoprovision authorize"))
        let open = try await home.run("alerts", "--json")
        #expect(open.exitCode == 1 && open.output.contains("\"kind\" : \"reauthorization\""))
        try await CommandJourneyTests.authorize(home, at: sandbox)
        #expect(Self.told(file).count == 3)
        _ = try await home.run("on")
        #expect(try await home.run("sync").exitCode == 1)
        #expect(try await home.run("alerts", "--check").exitCode == 0)
        #expect(Self.told(file).count == 3)
        #expect(Self.told(file).last?.contains("Resolved: the alert \"Authorization ended\", open since") == true)
    }

    @Test("Whichever command comes next tells what is new and what is over; a probe, which is asked again and again, tells nothing", .homeInFolder)
    func anyCommand() async throws {
        let (home, sandbox) = try await MetricsTests.home()
        defer { withExtendedLifetime(sandbox) {} }
        let (program, file) = try Self.teller(in: home.folder)
        let quiet = ["noService=off", "findings=off", "disk=1"].flatMap { ["--alert", $0] }
        let set = try await Program.run(
            Program.autoprovision, ["setup", "--home", home.place, "--alert-command", program, "--yes"] + quiet)
        #expect(set.exitCode == 0, "\(set.errors)")
        let configuration = home.folder.url.appending(path: "config.json")
        func setThreshold(from old: Int, to new: Int) throws {
            let text = try String(contentsOf: configuration, encoding: .utf8)
            let edited = text.replacing(#""threshold" : \#(old)"#, with: #""threshold" : \#(new)"#)
            #expect(edited != text)
            try Data(edited.utf8).write(to: configuration)
        }
        try setThreshold(from: 1, to: 1_000_000)
        _ = try await home.run("status", "--probe", "live")
        #expect(Self.told(file).isEmpty)
        _ = try await home.run("usage")
        #expect(Self.told(file).count == 1 && Self.told(file)[0].contains("disk"))
        for command in ["status", "log", "pending"] { _ = try await home.run(command) }
        #expect(Self.told(file).count == 1)
        try setThreshold(from: 1_000_000, to: 1)
        _ = try await home.run("status", "--json")
        #expect(Self.told(file).count == 2 && Self.told(file).last?.contains("Resolved: ") == true)
    }

    @Test("A way that does not work is said with 5, and no secret is in any answer, file or log", .homeInFolder)
    func secrets() async throws {
        let (home, sandbox) = try await MetricsTests.home()
        defer { withExtendedLifetime(sandbox) {} }
        let address = try home.folder.write("http://127.0.0.1:9/hook-s3cret", to: "hook")
        let key = try home.folder.write("hmac-s3cret", to: "hmac")
        let set = try await home.run(
            "setup", "--alert-webhook-file", address, "--alert-webhook-secret-file", key, "--alert-webhook-form", "slack", "--yes")
        #expect(set.exitCode == 0, "\(set.errors)")
        for file in [address, key] { try FileManager.default.removeItem(atPath: file) }
        let test = try await home.run("alerts", "--test", "--json")
        #expect(test.exitCode == 5)
        #expect(test.output.contains("127.0.0.1:9"))
        let log = try await home.run("log", "--json")
        let history = try await Program.run(Program.autoprovision, ["config", "history", "--home", home.place])
        for text in [set.output, set.errors, test.output, test.errors, log.output, history.output] { #expect(!text.contains("s3cret")) }
        for name in try FileManager.default.contentsOfDirectory(atPath: home.folder.path) {
            let data = (try? Data(contentsOf: home.folder.url.appending(path: name))) ?? Data()
            #expect(data.range(of: Data("s3cret".utf8)) == nil, "\(name)")
        }
        #expect(history.output.contains("host of the webhook of alerts"))
    }

    @Test(
        "Settings that cannot be right are refused with their place, and nothing is saved",
        arguments: [
            (["--alert-mail", "it"], "not a whole address"), (["--alert-mail-server", "smtp.example"], "--alert-mail ADDRESS"),
            (["--alert", "onFire=3"], "There is no condition"), (["--alert", "held=0"], "out of range"),
            (["--alert-webhook-form", "slack"], "--alert-webhook-file"),
        ])
    func refused(arguments: [String], words: String) async throws {
        let home = try TestHome()
        _ = try await home.run("setup", "--administrator", "admin@corp.example")
        let result = try await Program.run(Program.autoprovision, ["setup", "--home", home.place] + arguments)
        #expect(result.exitCode == 2)
        #expect(result.errors.contains(words), "\(result.errors)")
        let history = try await Program.run(Program.autoprovision, ["config", "history", "--home", home.place])
        #expect(!history.output.contains("alert") && history.output.contains("admin@corp.example"))
    }
}
