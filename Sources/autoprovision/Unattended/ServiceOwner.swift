import FileHome
import Foundation
import PostgreSQL

/// Whose service the units describe: where its home is, as whom it runs, and what it may touch.
enum ServiceOwner {
    /// The machine's, for a home that is one folder.
    case machine(home: String)
    /// The machine's, as the Debian package brings it.
    case package
    /// A user's own: what the program was told by variables, it is told there too.
    case user([(name: String, value: String)])

    private static let stateFolder = "/var/lib/"
    /// The home that a unit of the machine has without another one.
    static let standardHome = stateFolder + standardUser
    private static let standardUser = "autoprovision"

    var isUser: Bool { if case .user = self { true } else { false } }

    /// Whether the units come together, and can name each other.
    var hasAlerts: Bool { if case .machine = self { false } else { true } }

    /// What is put into the units as it is, to be looked through for what a unit cannot name.
    var texts: [String] {
        switch self {
        case .machine(let home): [home]
        case .package: []
        case .user(let variables): variables.map(\.value)
        }
    }

    /// The lines of a service that say where its home is, as whom it runs and where it may write.
    var lines: [String] {
        switch self {
        case .machine(let home):
            // What a home in a database keeps on this machine is in the service's own folder.
            [Self.variable("AUTOPROVISION_HOME", home), "User=\(Self.user(of: home))"]
                + Self.access(to: Self.isDatabase(home) ? Self.standardHome : home)
        case .package:
            // The key may be given as a credential of systemd instead of credentials.key: it is looked for in /etc/credstore.encrypted, and may be missing.
            ["User=\(Self.standardUser)", "LoadCredentialEncrypted=autoprovision-key"] + Self.access(to: Self.standardHome)
                + ["ReadWritePaths=\(Home.ofMachine.displayName)"]
        case .user(let variables): variables.map { Self.variable($0.name, $0.value) }
        }
    }

    /// Whether a home would be hidden by a /tmp of the service's own.
    var isTemporary: Bool {
        guard case .machine(let home) = self else { return false }
        return ["/tmp/", "/var/tmp/"].contains { home.hasPrefix($0) }
    }

    /// The condition on which there is something to look at: somebody set the home up.
    var condition: String {
        switch self {
        case .machine(let home): Self.condition(of: home)
        case .package: "ConditionPathExists=\(Home.ofMachine.configurationFile.path)"
        case .user(let variables):
            variables.first { $0.name == "AUTOPROVISION_HOME" }.map { Self.condition(of: $0.value) }
                ?? "ConditionPathExists=%E/autoprovision/config.json"
        }
    }

    /// Whether a home in a database is set up, systemd cannot tell.
    private static func condition(of home: String) -> String {
        "ConditionPathExists=\(isDatabase(home) ? "/" : UnitFile.quoted(home + "/config.json"))"
    }

    private static func isDatabase(_ home: String) -> Bool { PostgresAddress.isAddress(home) }

    private static func variable(_ name: String, _ value: String) -> String { "Environment=\(UnitFile.quoted("\(name)=\(value)"))" }

    /// Whom a home belongs to, unless that is root or there is no such folder yet.
    private static func user(of home: String) -> String {
        var status = stat()
        guard stat(home, &status) == 0, status.st_uid != 0 else { return standardUser }
        return UserName.of(status.st_uid)
    }

    /// What lets the service write into its home, in spite of the protection of everything else.
    private static func access(to home: String) -> [String] {
        if home.hasPrefix(stateFolder), !home.hasSuffix("/"), home != stateFolder {
            return ["StateDirectory=\(UnitFile.quoted(String(home.dropFirst(stateFolder.count))))", "StateDirectoryMode=0700", "ProtectHome=yes"]
        }
        // A home that is hidden altogether could not be opened again (systemd.exec(5)).
        let isHidden = ["/home/", "/root/", "/run/user/"].contains { home.hasPrefix($0) }
        return ["ReadWritePaths=\(UnitFile.quoted(home))", "ProtectHome=\(isHidden ? "read-only" : "yes")"]
    }
}
