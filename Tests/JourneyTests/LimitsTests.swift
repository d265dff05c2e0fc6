import Foundation
import Testing

/// What must never hang, and what must never be taken for something else: files, homes, proxies, environments.
@Suite("Limits of trust", .homeInFolder, .serialized, .timeLimit(.minutes(10)))
struct LimitsTests {
    @Test("A named pipe or a link where a file of the home should be, and a home that others may write, end with 2 and a sentence; nothing waits")
    func files() async throws {
        let home = try TestHome()
        let configuration = home.folder.url.appending(path: "config.json")
        #expect(mkfifo(configuration.path, 0o600) == 0)
        let pipe = try await home.run("status")
        #expect(pipe.exitCode == 2 && pipe.errors.contains("config.json is a named pipe, not a file."), "\(pipe.errors)")
        try FileManager.default.removeItem(at: configuration)
        try FileManager.default.createSymbolicLink(atPath: configuration.path, withDestinationPath: "/etc/hostname")
        let link = try await home.run("status")
        #expect(link.exitCode == 2 && link.errors.contains("config.json is a symbolic link, not a file."), "\(link.errors)")
        try FileManager.default.removeItem(at: configuration)
        #expect(chmod(home.folder.path, 0o777) == 0)
        let open = try await home.run("setup", "--run-interval", "30")
        #expect(open.exitCode == 2 && open.errors.contains("chmod go-w '\(home.folder.path)'"), "\(open.errors)")
    }

    @Test("An empty name of a home is none: the standard one is not touched instead", arguments: ["", "  "])
    func emptyHome(name: String) async throws {
        let standard = try TemporaryFolder()
        let result = try await Program.run(
            Program.autoprovision, ["setup", "--home", name, "--run-interval", "30"],
            environment: ["HOME": standard.path, "XDG_CONFIG_HOME": "", "XDG_STATE_HOME": "", "AUTOPROVISION_HOME": ""])
        #expect(result.exitCode == 2 && result.errors.contains("--home names no folder"), "\(result.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: standard.path).isEmpty)
    }

    @Test("Files that somebody names are refused when they are pipes or devices without end; a secret that others may read is named")
    func namedFiles() async throws {
        let folder = try TemporaryFolder()
        let home = try TestHome()
        let pipe = folder.url.appending(path: "pipe").path
        #expect(mkfifo(pipe, 0o600) == 0)
        for arguments in [["--client-secret-file", pipe], ["--from", pipe], ["--client-secret-file", "/dev/zero"], ["--from", "/dev/zero"]] {
            let result = try await Program.run(Program.autoprovision, ["setup", "--home", home.place] + arguments)
            #expect(result.exitCode == 2 && result.errors.contains(/it is a (named pipe|device), not a file/), "\(arguments) \(result.errors)")
        }
        let profile = try await home.run("setup", "--application-profile", pipe)
        #expect(profile.exitCode == 2 && profile.errors.contains("\(pipe) is a named pipe, not a file"), "\(profile.errors)")
        let users = folder.url.appending(path: "users.csv").path
        #expect(mkfifo(users, 0o600) == 0)
        let export = try await Program.run(Program.autoprovision, ["setup", "--home", home.place, "--directory-files", folder.path])
        #expect(export.errors.contains("it is a named pipe, not a file"), "\(export.errors)")
        let secret = try folder.write("secret", to: "secret")
        #expect(chmod(secret, 0o644) == 0)
        let open = try await home.run("setup", "--client-secret-file", secret)
        #expect(open.exitCode == 0 && open.errors.contains("Others on this machine may read \(secret) (mode 644)."), "\(open.errors)")
        #expect(chmod(secret, 0o600) == 0)
        #expect(try await home.run("setup", "--client-secret-file", secret).errors.contains("Others on this machine") == false)
    }

    @Test("A proxy of the environment is for other machines: the sandbox is reached without it")
    func proxy() async throws {
        let sandbox = try await RunningSandbox(users: 10)
        let home = try TestHome()
        let proxies = Dictionary(
            uniqueKeysWithValues: ["http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"].map { ($0, "http://127.0.0.1:1") })
        let result = try await Program.run(
            Program.autoprovision, ["setup", "--home", home.place, "--sandbox", sandbox.url.absoluteString], environment: proxies)
        #expect(result.exitCode == 0, "\(result.errors)")
    }

    @Test("The browser that is started does not learn the key that unseals the credentials")
    func browserEnvironment() async throws {
        let sandbox = try await RunningSandbox(users: 10)
        let home = try TestHome()
        let folder = try TemporaryFolder()
        let seen = folder.url.appending(path: "seen").path
        let browser = try folder.write("#!/bin/sh\nenv > '\(seen).new'\nmv '\(seen).new' '\(seen)'\n", to: "xdg-open")
        #expect(chmod(browser, 0o755) == 0)
        let environment = [
            "AUTOPROVISION_KEY": Data(repeating: 7, count: 32).base64EncodedString(), "DISPLAY": ":77", "CREDENTIALS_DIRECTORY": folder.path,
            "PATH": "\(folder.path):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")",
        ]
        let setup = try await Program.run(
            Program.autoprovision, ["setup", "--home", home.place, "--sandbox", sandbox.url.absoluteString], environment: environment)
        try #require(setup.exitCode == 0, "\(setup.errors)")
        let waiting = try ChildProcess(
            Program.autoprovision, ["authorize", "--home", home.place], environment: environment,
            errors: folder.url.appending(path: "errors").path)
        defer { waiting.terminate() }
        let limit = ContinuousClock.now + .seconds(60)
        while !FileManager.default.fileExists(atPath: seen), ContinuousClock.now < limit { try await Task.sleep(for: .milliseconds(50)) }
        let text = try String(contentsOfFile: seen, encoding: .utf8)
        #expect(text.contains("DISPLAY=:77"))
        #expect(!text.contains("AUTOPROVISION_KEY") && !text.contains("CREDENTIALS_DIRECTORY"))
    }

    @Test("JSON output holds no character that steers a terminal, and says the same")
    func json() async throws {
        let sandbox = try await RunningSandbox(users: 10)
        let home = try TestHome()
        let setup = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "deleted:suspend:after1Day")
        try #require(setup.exitCode == 0, "\(setup.errors)")
        try await CommandJourneyTests.authorize(home, at: sandbox)
        let name = "Csi\u{9B}31m Bidi\u{202E}gnp\u{2066} Mark\u{200F}\u{61C} Del\u{7F} Line\u{2028}\u{85} Bom\u{FEFF} 営業部"
        try await sandbox.post(
            "sandbox/people", ["primaryEmail": "evil@corp.example", "givenName": name, "familyName": "Evil", "orgUnitPath": "/"])
        let output = try await home.run("plan", "--json").output
        #expect(output.contains("\\u009b31m") && output.contains("\\u202egnp") && output.contains("営業部"), "\(output.prefix(2_000))")
        let steering = output.unicodeScalars.filter {
            (0x7F...0x9F).contains($0.value) || [0x61C, 0x200F, 0x2028, 0x202E, 0x2066, 0xFEFF].contains($0.value)
        }
        #expect(steering.isEmpty)
        let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
        #expect("\(object)".unicodeScalars.contains("\u{202E}"))
    }

    @Test(
        "A path with a line break would begin a setting of its own in a unit: it is refused",
        arguments: ["/srv/a\nUser=root", "/srv/a\u{7}", "/srv/a\u{85}b"])
    func unit(path: String) async throws {
        let result = try await Program.run(Program.autoprovision, ["run", "--home", path, "--print-unit"])
        #expect(
            result.exitCode == 2 && result.output.isEmpty && result.errors.contains("holds a control character"), "\(result.output)\(result.errors)")
    }

    @Test("The unit bounds the service's memory")
    func memory() async throws {
        let unit = try await Program.run(Program.autoprovision, ["run", "--print-unit"]).output
        #expect(unit.contains(/\nMemoryHigh=\d+[MG]\nMemoryMax=\d+[MG]\n/), "\(unit)")
    }

    @Test("The program's table of addresses cannot be overwritten while it runs (full RELRO)")
    func relro() async throws {
        let readelf = "/usr/bin/readelf"
        try #require(FileManager.default.isExecutableFile(atPath: readelf))
        let result = try await Program.run(readelf, ["-W", "-l", "-d", Program.autoprovision])
        #expect(result.output.contains("GNU_RELRO") && result.output.contains(/FLAGS(_1)?\).*NOW/), "\(result.output)")
    }
}
