import ArgumentParser
import FileHome
import Foundation

/// Units for systemd: for the machine, for the package, and in a user's own folder.
extension RunCommand {
    /// Does what the flags say about units.
    func useUnits() throws {
        let environment = ProcessInfo.processInfo.environment
        if let packageUnits {
            for unit in try units(of: .package, executable: "/usr/bin/autoprovision").all {
                try Data((unit.text + "\n").utf8).write(to: URL(fileURLWithPath: packageUnits).appending(path: unit.name))
            }
        } else if printUnit {
            Output.lines(try units(of: .machine(home: homeOptions.option() ?? ServiceOwner.standardHome)).service.text)
        } else {
            try requireOwnSystemd(environment)
            let units = try units(of: .user(Self.variables(homeOptions.option(), environment)))
            let place = UserUnits(folder: ServiceWay.userUnits(environment))
            do throws(UserUnitsError) {
                if install { report(try place.install(units.all)) } else { report(removed: try place.uninstall(units.all.map(\.name))) }
            } catch {
                throw refusal(error.words)
            }
        }
    }

    /// For this program, wherever it is.
    private func units(of owner: ServiceOwner, executable: String? = nil) throws -> ServiceUnits {
        // Not by the name that it was called with, which a shell looks up in PATH (proc_pid_exe(5)).
        guard let path = try? executable ?? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else {
            throw refusal("the place of this program is not known here. Mount /proc, or write its path into ExecStart yourself.")
        }
        guard let units = ServiceUnits(executable: path, owner: owner) else {
            throw refusal("the path of the program or of the home holds a control character, which a unit cannot name. Move it to another folder.")
        }
        return units
    }

    /// What a user's own systemd does not know by itself: it does not read what a shell was told.
    private static func variables(_ home: String?, _ environment: [String: String]) -> [(name: String, value: String)] {
        if let home { return [("AUTOPROVISION_HOME", home)] }
        return ["XDG_CONFIG_HOME", "XDG_STATE_HOME"].compactMap { name in
            environment[name].flatMap { $0.hasPrefix("/") ? (name, $0) : nil }
        }
    }

    private func requireOwnSystemd(_ environment: [String: String]) throws {
        let isOfMachine = if case .folder(.ofMachine) = try homeOptions.place() { true } else { false }
        if try isOfMachine || homeOptions.option() == ServiceOwner.standardHome {
            throw refusal("this home has the service of the machine. To start it: \(ServiceWay.machine.command)")
        }
        guard geteuid() != 0 || environment["SUDO_USER"] == nil else {
            throw refusal(
                "--install and --uninstall are about your own systemd: leave sudo out. For a service of the machine install the Debian package, or: "
                    + "autoprovision run --print-unit")
        }
    }

    private func report(_ changes: [(file: String, change: UserUnits.Change)]) {
        for (file, change) in changes {
            switch change {
            case .written: Output.line("Written: \(file)")
            case .replaced: Output.line("Replaced, as nobody had changed it: \(file)")
            case .unchanged: Output.line("There already: \(file)")
            }
        }
        let names = UserUnits.started.joined(separator: " ")
        if changes.contains(where: { $0.change == .replaced }) {
            Output.line("Restart it: systemctl --user daemon-reload && systemctl --user restart \(names)")
        }
        Output.line("Start it, now and whenever you sign in: systemctl --user daemon-reload && systemctl --user enable --now \(names)")
        let user = UserName.of(geteuid())
        if !FileManager.default.fileExists(atPath: "/var/lib/systemd/linger/\(user)") {
            Output.line("Let it run while you are not signed in, too: sudo loginctl enable-linger \(user)")
        }
        Output.line("See how it is: systemctl --user status autoprovision, and: journalctl --user -u autoprovision -f")
    }

    private func report(removed files: [String]) {
        for file in files { Output.line("Removed: \(file)") }
        Output.line(files.isEmpty ? "There are no units of this program." : "Let systemd know: systemctl --user daemon-reload")
    }

    private func refusal(_ words: String) -> ExitCode {
        Output.note("autoprovision: \(words)")
        return ExitCode(2)
    }
}

extension UserUnitsError {
    var words: String {
        switch self {
        case .changed(let files):
            "somebody changed what is here, so nothing was written or removed: \(files.joined(separator: ", ")). Put the changes into a file of their own with "
                + "`systemctl --user edit autoprovision.service`, move the changed files away, and say this again."
        case .anotherHome(let home):
            "the service that is installed is for \(home.map { "the home \($0)" } ?? "the standard home"). A user's own systemd has one service of this "
                + "program. Stop it and take it away first: autoprovision run --uninstall"
        case .isOn:
            "the service starts by itself. Turn it off first: systemctl --user disable --now \(UserUnits.started.joined(separator: " "))"
        case .unwritable(let file, let reason): "\(file) cannot be written: \(reason)"
        }
    }
}
