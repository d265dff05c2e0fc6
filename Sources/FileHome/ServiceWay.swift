package import Engine
package import Foundation

/// How somebody makes runs follow one another at a home by themselves.
package enum ServiceWay: Sendable, Equatable {
    /// The machine's service is installed for this home.
    case machine
    /// The service of the user's own systemd is installed for it.
    case user
    /// None is installed. A home that needs a name is named to whatever installs one.
    case none(home: String?)

    /// What is typed to start it.
    package var command: String {
        switch self {
        case .machine: "sudo systemctl enable --now autoprovision"
        case .user: "systemctl --user enable --now autoprovision"
        case .none(nil): "autoprovision run --install"
        case .none(let home?): "autoprovision run --home \(ShellWord.quoted(home)) --install"
        }
    }

    /// The way that the unit files below `root` leave open.
    package init(_ home: HomeName, environment: [String: String] = ProcessInfo.processInfo.environment, root: URL = URL(fileURLWithPath: "/")) {
        // An administrator's own file comes before a package's (systemd.unit(5)).
        let machine = ["etc/systemd/system", "usr/lib/systemd/system", "lib/systemd/system"].lazy
            .compactMap { Self.unit(in: root.appending(path: $0)) }.first
        if let machine, Self.home(of: machine) ?? "" == home.option ?? "", home != .standard {
            self = .machine
        } else if let user = Self.unit(in: Self.userUnits(environment)), Self.home(of: user) == home.option {
            self = .user
        } else {
            self = .none(home: home.option)
        }
    }

    /// Where a user's own systemd looks for units first.
    package static func userUnits(_ environment: [String: String]) -> URL {
        let named = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        return URL(fileURLWithPath: named ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.config").appending(path: "systemd/user")
    }

    /// The home that a unit names; `nil` when it names none, and has the standard one.
    package static func home(of unit: String) -> String? {
        let mark = "AUTOPROVISION_HOME="
        let line = unit.split(separator: "\n").first { $0.hasPrefix("Environment=") && $0.contains(mark) }
        guard let line, let start = line.range(of: mark)?.upperBound else { return nil }
        let value = line[start...]
        var plain = ""
        var isEscaped = false
        // In quotation marks, as systemd.syntax(7) has it.
        for character in line.contains("=\"") ? value.dropLast() : value {
            isEscaped = character == "\\" && !isEscaped
            if !isEscaped { plain.append(character) }
        }
        return plain.replacing("%%", with: "%")
    }

    private static func unit(in folder: URL) -> String? { try? String(contentsOf: folder.appending(path: "autoprovision.service"), encoding: .utf8) }
}
