import Foundation
import Testing

/// `run --install`: a service of the user's own systemd.
@Suite("A user's own service", .timeLimit(.minutes(10)))
struct UserServiceTests {
    static let names = ["autoprovision.service", "autoprovision-alerts.service", "autoprovision-alerts.timer"]

    /// Somebody with a folder of their own and without anything that another test set.
    struct User {
        let folder: TemporaryFolder
        var units: URL { folder.url.appending(path: ".config/systemd/user") }

        init() throws { folder = try TemporaryFolder() }

        func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Program.Result {
            let own = ["HOME": folder.path, "XDG_CONFIG_HOME": "", "XDG_STATE_HOME": "", "AUTOPROVISION_HOME": "", "SUDO_USER": ""]
            // An empty SUDO_USER would count as one.
            return try await Program.run(
                "/usr/bin/env", ["-u", "SUDO_USER", Program.autoprovision, "run"] + arguments, environment: own.merging(environment) { $1 })
        }

        func text(_ name: String) throws -> String { try String(contentsOf: units.appending(path: name), encoding: .utf8) }

        func there() -> [String] { ((try? FileManager.default.contentsOfDirectory(atPath: units.path)) ?? []).sorted() }
    }

    @Test("--install writes service, alerts and timer, says what to type, and does nothing the second time")
    func install() async throws {
        let user = try User()
        let first = try await user.run("--install")
        #expect(first.exitCode == 0, "\(first.errors)")
        #expect(user.there() == Self.names.sorted())
        for name in Self.names { #expect(first.output.contains("Written: \(user.units.path)/\(name)\n")) }
        #expect(first.output.contains("systemctl --user enable --now autoprovision.service autoprovision-alerts.timer\n"), "\(first.output)")
        let service = try user.text("autoprovision.service")
        for line in ["Type=notify", "ExecStart=\(Program.autoprovision) run", "OnFailure=autoprovision-alerts.service", "WantedBy=default.target"] {
            #expect(service.contains("\n\(line)\n"), "\(line) in\n\(service)")
        }
        // What a user's own systemd may not do would keep the service from its start.
        for setting in ["User=", "CapabilityBoundingSet=", "ProtectSystem=", "network-online"] { #expect(!service.contains(setting), "\(setting)") }
        #expect(try user.text("autoprovision-alerts.service").contains("\nExecStart=\(Program.autoprovision) alerts --check\n"))
        #expect(try user.text("autoprovision-alerts.timer").contains("\nOnCalendar=*:0/15\n"))
        let second = try await user.run("--install")
        #expect(second.exitCode == 0)
        for name in Self.names { #expect(second.output.contains("There already: \(user.units.path)/\(name)\n")) }
    }

    @Test("The folders that a shell names are told to the service, and so is a home; units that nobody changed are replaced")
    func replaced() async throws {
        let user = try User()
        _ = try await user.run("--install", environment: ["XDG_STATE_HOME": "/srv/first"])
        #expect(try user.text("autoprovision.service").contains("\nEnvironment=XDG_STATE_HOME=/srv/first\n"))
        let other = try await user.run("--install", environment: ["XDG_STATE_HOME": "/srv/second"])
        #expect(
            other.output.contains("Replaced, as nobody had changed it: \(user.units.path)/autoprovision.service\n"), "\(other.output)\(other.errors)")
        #expect(other.output.contains("systemctl --user restart"))
        #expect(try user.text("autoprovision.service").contains("\nEnvironment=XDG_STATE_HOME=/srv/second\n"))
        let another = try await user.run("--home", "/srv/third", "--install")
        #expect(another.exitCode == 2 && another.errors.contains("is for the standard home"), "\(another.errors)")
        #expect(try !user.text("autoprovision.service").contains("/srv/third"))
    }

    @Test("What somebody changed is left alone, and so is everything beside it", arguments: ["line", "first", "mask", "folder"])
    func changed(by kind: String) async throws {
        let user = try User()
        _ = try await user.run("--install")
        let file = user.units.appending(path: "autoprovision-alerts.service")
        try FileManager.default.removeItem(at: user.units.appending(path: "autoprovision.service"))
        let before = try user.text("autoprovision-alerts.service")
        try FileManager.default.removeItem(at: file)
        switch kind {
        case "line": try Data((before + "Nice=5\n").utf8).write(to: file)
        case "first": try Data(before.split(separator: "\n", maxSplits: 2)[2].utf8).write(to: file)
        case "mask": try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: "/dev/null")
        default: try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
        }
        for flag in ["--install", "--uninstall"] {
            let result = try await user.run(flag)
            #expect(result.exitCode == 2 && result.errors.contains("somebody changed what is here") && result.errors.contains(file.path), "\(result)")
            #expect(user.there() == ["autoprovision-alerts.service", "autoprovision-alerts.timer"])
        }
        if kind == "line" { #expect(try user.text("autoprovision-alerts.service") == before + "Nice=5\n") }
    }

    @Test("--uninstall waits until the service does not start by itself any more, and takes away what was written")
    func uninstall() async throws {
        let user = try User()
        #expect(try await user.run("--uninstall").output == "There are no units of this program.\n")
        _ = try await user.run("--install")
        let wants = user.units.appending(path: "default.target.wants")
        try FileManager.default.createDirectory(at: wants, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: wants.appending(path: "autoprovision.service").path, withDestinationPath: user.units.appending(path: "autoprovision.service").path
        )
        let refused = try await user.run("--uninstall")
        #expect(refused.exitCode == 2 && refused.errors.contains("systemctl --user disable --now autoprovision.service"), "\(refused.errors)")
        #expect(user.there().count == 4)
        try FileManager.default.removeItem(at: wants)
        let result = try await user.run("--uninstall")
        #expect(result.exitCode == 0 && user.there().isEmpty, "\(result.output)\(result.errors)")
        for name in Self.names { #expect(result.output.contains("Removed: \(user.units.path)/\(name)\n")) }
    }

    @Test("The home of the machine's service has none of a user's, sudo is no user, and two wishes at once are none")
    func refused() async throws {
        let user = try User()
        let machine = try await user.run("--install", environment: ["HOME": "/var/lib/autoprovision"])
        #expect(machine.exitCode == 2 && machine.errors.contains("sudo systemctl enable --now autoprovision"), "\(machine.errors)")
        if geteuid() == 0 {
            let sudo = try await Program.run(
                Program.autoprovision, ["run", "--install"], environment: ["HOME": user.folder.path, "SUDO_USER": "zoe", "XDG_CONFIG_HOME": ""])
            #expect(sudo.exitCode == 2 && sudo.errors.contains("leave sudo out"), "\(sudo.errors)")
        }
        #expect(try await user.run("--install", "--print-unit").exitCode == 2)
        #expect(user.there().isEmpty)
    }

    @Test("The package's units are the same service, for the machine's home, with its user and its protection")
    func package() async throws {
        let folder = try TemporaryFolder()
        let user = try User()
        #expect(try await user.run("--package-units", folder.path).exitCode == 0)
        let lines = Set(try String(contentsOf: folder.url.appending(path: "autoprovision.service"), encoding: .utf8).split(separator: "\n"))
        for line in [
            "ExecStart=/usr/bin/autoprovision run", "User=autoprovision", "StateDirectory=autoprovision", "ReadWritePaths=/etc/autoprovision",
            "ProtectSystem=strict", "OnFailure=autoprovision-alerts.service", "WantedBy=multi-user.target",
            "LoadCredentialEncrypted=autoprovision-key",
        ] { #expect(lines.contains(Substring(line)), "\(line)") }
        let alerts = try String(contentsOf: folder.url.appending(path: "autoprovision-alerts.service"), encoding: .utf8)
        #expect(alerts.contains("\nConditionPathExists=/etc/autoprovision/config.json\n") && alerts.contains("\nUser=autoprovision\n"), "\(alerts)")
    }
}
