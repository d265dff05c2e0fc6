import FileHome
import Foundation

/// The unit file that runs this program as a hardened service.
struct ServiceUnit {
    /// The program's place.
    let executable: String
    /// The folder of the service's files.
    let home: String

    private static let stateFolder = "/var/lib/"
    private static let standardUser = "autoprovision"

    /// For the executable at this place; `home` is a whole path, the standard one without it. `nil` when one of them holds a control character: a line break in
    /// a path would begin a setting of its own.
    init?(executable: String, home: String?) {
        let home = home ?? Self.stateFolder + "autoprovision"
        guard [executable, home].allSatisfy({ $0.unicodeScalars.allSatisfy(Self.isPrintable) }) else { return nil }
        self.executable = executable
        self.home = home
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        ![.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
    }

    /// Whom the service runs as: the user whom the home belongs to, unless that is root or there is no such folder yet.
    private var user: String {
        var status = stat()
        guard stat(home, &status) == 0, status.st_uid != 0 else { return Self.standardUser }
        return UserName.of(status.st_uid)
    }

    /// What lets the service write into its home, in spite of the protection of everything else.
    private var access: String {
        if home.hasPrefix(Self.stateFolder), !home.hasSuffix("/"), home != Self.stateFolder {
            return "StateDirectory=\(Self.quoted(String(home.dropFirst(Self.stateFolder.count))))\nStateDirectoryMode=0700\nProtectHome=yes"
        }
        // A home that is hidden altogether could not be opened again (systemd.exec(5)).
        let isHidden = ["/home/", "/root/", "/run/user/"].contains { home.hasPrefix($0) }
        return "ReadWritePaths=\(Self.quoted(home))\nProtectHome=\(isHidden ? "read-only" : "yes")"
    }

    /// Whether the home would be hidden by a /tmp of the service's own.
    private var isTemporary: Bool { ["/tmp/", "/var/tmp/"].contains { home.hasPrefix($0) } }

    /// As a unit takes it: no specifier, one word (systemd.syntax(7)).
    private static func quoted(_ text: String) -> String {
        let plain = text.replacing("%", with: "%%")
        guard plain.contains(where: { $0.isWhitespace || "\"'\\".contains($0) }) else { return plain }
        return "\"\(plain.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }

    /// The whole file.
    var text: String {
        """
        [Unit]
        Description=Keeps RingCentral Office accounts in step with the directory
        Wants=network-online.target
        After=network-online.target

        [Service]
        Type=notify
        NotifyAccess=main
        ExecStart=\(Self.quoted(executable.replacing("$", with: "$$"))) run
        Environment=\(Self.quoted("AUTOPROVISION_HOME=\(home)"))
        User=\(user)
        \(access)
        UMask=0077
        Restart=on-failure
        RestartSec=60
        TimeoutStopSec=90
        WatchdogSec=600
        LimitCORE=0
        # A run for 100,000 people takes less than 400 MB. More than this is a fault that must not take the machine with it; raise both for more than 300,000 people.
        MemoryHigh=1G
        MemoryMax=1536M
        CapabilityBoundingSet=
        LockPersonality=yes
        NoNewPrivileges=yes
        PrivateDevices=yes
        PrivateTmp=\(isTemporary ? "no" : "yes")
        ProtectClock=yes
        ProtectControlGroups=yes
        ProtectHostname=yes
        ProtectKernelLogs=yes
        ProtectKernelModules=yes
        ProtectKernelTunables=yes
        ProtectProc=invisible
        ProtectSystem=strict
        RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
        RestrictNamespaces=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        SystemCallArchitectures=native
        SystemCallFilter=@system-service

        [Install]
        WantedBy=multi-user.target
        """
    }
}
