import FileHome
import Foundation

/// The unit files that run this program as a service, and that look for what somebody has to be told apart from it.
struct ServiceUnits {
    private static let name = "autoprovision"
    private static let alertsName = "autoprovision-alerts"

    /// The program's place.
    private let executable: String
    private let owner: ServiceOwner

    /// `nil` when the program's place or a path of the owner holds what a unit cannot name.
    init?(executable: String, owner: ServiceOwner) {
        guard ([executable] + owner.texts).allSatisfy(UnitFile.canName) else { return nil }
        self.executable = executable
        self.owner = owner
    }

    /// All of them.
    var all: [UnitFile] { [service, alerts, timer] }

    /// The service itself.
    var service: UnitFile {
        file(
            "\(Self.name).service",
            ["Description=Keeps RingCentral Office accounts in step with the directory"] + documentation + network
                + (owner.hasAlerts ? ["OnFailure=\(Self.alertsName).service"] : []),
            "Service",
            [
                "Type=notify", "NotifyAccess=main", command("run"), afterFailure, "Restart=on-failure", "RestartSec=60", "TimeoutStopSec=90",
                "WatchdogSec=600",
                "# A run for 100,000 people takes less than 400 MB. More than this is a fault that must not take the machine with it;",
                "# raise both for more than 300,000 people.",
                "MemoryHigh=1G", "MemoryMax=1536M",
            ] + owner.lines + protection,
            "WantedBy=\(owner.isUser ? "default" : "multi-user").target")
    }

    /// One look for alerts: a service that stands still cannot tell that it does.
    var alerts: UnitFile {
        file(
            "\(Self.alertsName).service",
            ["Description=Tells whoever should know what waits for somebody in autoprovision"] + documentation + network + [owner.condition],
            "Service", ["Type=oneshot", command("alerts --check"), "TimeoutStartSec=300", "MemoryMax=512M"] + owner.lines + protection, nil)
    }

    /// What makes that look come again and again.
    var timer: UnitFile {
        file(
            "\(Self.alertsName).timer", ["Description=Looks every 15 minutes for what somebody has to be told"] + documentation, "Timer",
            ["OnCalendar=*:0/15", "RandomizedDelaySec=60"], "WantedBy=timers.target")
    }

    private var documentation: [String] { if case .package = owner { ["Documentation=man:autoprovision(1)"] } else { [] } }

    /// A user's own systemd has no targets of the machine.
    private var network: [String] { owner.isUser ? [] : ["Wants=network-online.target", "After=network-online.target"] }

    /// What the service does without; a user's own systemd may only take away what needs no privilege.
    private var protection: [String] {
        let anybody = [
            "UMask=0077", "LimitCORE=0", "LockPersonality=yes", "NoNewPrivileges=yes", "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
            "RestrictNamespaces=yes", "RestrictRealtime=yes", "RestrictSUIDSGID=yes", "SystemCallArchitectures=native",
            "SystemCallFilter=@system-service",
        ]
        let machine = [
            "CapabilityBoundingSet=", "PrivateDevices=yes", "PrivateTmp=\(owner.isTemporary ? "no" : "yes")", "ProtectClock=yes",
            "ProtectControlGroups=yes", "ProtectHostname=yes", "ProtectKernelLogs=yes", "ProtectKernelModules=yes", "ProtectKernelTunables=yes",
            "ProtectProc=invisible", "ProtectSystem=strict",
        ]
        return anybody + (owner.isUser ? [] : machine)
    }

    private func command(_ arguments: String) -> String { "ExecStart=\(program) \(arguments)" }

    /// Who should know is told at once. systemd before 254 counts no failure (`OnFailure=`) as long as it starts the service again.
    private var afterFailure: String {
        #"ExecStopPost=/bin/sh -c '[ "$$SERVICE_RESULT" = success ] || exec "$$0" alerts --check' "# + program
    }

    private var program: String { UnitFile.quoted(executable.replacing("$", with: "$$")) }

    private func file(_ name: String, _ unit: [String], _ section: String, _ lines: [String], _ install: String?) -> UnitFile {
        let end = install.map { ["", "[Install]", $0] } ?? []
        return UnitFile(name: name, text: (["[Unit]"] + unit + ["", "[\(section)]"] + lines + end).joined(separator: "\n"))
    }
}
