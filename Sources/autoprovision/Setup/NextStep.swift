import FileHome
import Provisioning
import Sync

extension WorkspaceStatus {
    /// Why nobody's values can be planned yet: mandatory attributes are not mapped.
    func mappingBlocked(targets: [TargetAttribute]) -> Blocked? {
        SetupGate.attributes(MappingTable(targets: targets, mappings: configuration.autoprovisioning.mapping))
    }
}

/// What to do next, with the command that does it.
enum NextStep {
    /// A sentence for a home in this state; `nil` when nothing is left to do.
    static func sentence(_ status: WorkspaceStatus, targets: [TargetAttribute]) -> String? {
        let settings = status.configuration.autoprovisioning
        if settings.isOn { return nil }
        if status.configuration.directory == nil {
            return "The setup is not finished. No directory is connected. \(command(for: Blocked(.connection, "")))"
        }
        let table = MappingTable(targets: targets, mappings: settings.mapping)
        if let blocked = SetupGate.attributes(table) ?? SetupGate.deprovisioning(settings.deprovisioning) {
            return "The setup is not finished. \(blocked) \(command(for: blocked))"
        }
        // By commands the setup is finished as soon as both are there; a wizard that was left halfway goes on where it was.
        if settings.setupProgress != .finished {
            return "The setup is not finished. Continue in the console, which opens with: autoprovision console"
        }
        guard let blocked = status.turnOnBlocked else { return "Next: autoprovision on" }
        return "\(blocked) \(command(for: blocked, isBearer: status.application.authorization == .bearer))"
    }

    /// How the cure of `blocked` is applied by a command.
    static func command(for blocked: Blocked, isBearer: Bool = false) -> String {
        switch blocked.place {
        case .signIn: "Next: autoprovision setup --administrator ADDRESS"
        case .connection:
            "Next: autoprovision setup --google-credentials FILE --google-customer ID, or --google-metadata, or --directory-files DIR, or --sandbox URL"
        case .singleSignOn: "Next: autoprovision setup --acknowledge-single-sign-on"
        case .authorization: "Next: autoprovision authorize\(isBearer ? " --bearer-token-file FILE" : "")"
        case .attributes:
            "Next: autoprovision setup --map TARGET=SOURCE; while nothing is mapped, --deprovision alone accepts the proposed mapping"
        case .scope: "Next: autoprovision setup --scope-everyone, or --scope-group GROUP"
        case .deprovisioning: "Next: autoprovision setup --deprovision CAUSE:ACTION:DELAY, such as suspended:suspend:after7Days"
        case .userAccess: "Next: autoprovision setup --turn-on-unit /, or another unit or group"
        }
    }
}
