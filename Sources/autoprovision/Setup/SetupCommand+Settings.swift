import Directory
import Engine
import Foundation
import Provisioning
import Sync
import Wording

/// How the options change the settings.
extension SetupCommand {
    func applyConnection(to edited: inout Configuration) throws {
        if let administrator, !administrator.isEmpty { edited.administrator = administrator }
        if let directoryFiles { edited.directory = .files(folder: Self.wholePath(directoryFiles)) }
        if let connection = try googleConnection(changing: edited.directory) { edited.directory = .google(connection) }
        if let server { edited.application.baseURL = server }
        if let clientID { edited.application.clientID = clientID }
        if let applicationProfile { edited.application.profile = applicationProfile.isEmpty ? nil : Self.wholePath(applicationProfile) }
        if let protectedAccount { edited.application.protectedAccount = protectedAccount.isEmpty ? nil : protectedAccount }
        if let redirectPort { edited.application.redirectPort = redirectPort }
        if let runInterval { edited.runIntervalMinutes = runInterval }
        if acknowledgeSingleSignOn { edited.singleSignOnAcknowledged = true }
    }

    func applyAccess(to change: inout SetupChange, in workspace: Workspace) async throws {
        if !(turnOnUnit + turnOffUnit).isEmpty {
            let units = try await workspace.setup.organizationalUnits(of: change)
            // A unit that was renamed since is the one under its new path.
            change.configuration.userAccess = await workspace.setup.following(units, change.configuration.userAccess)
            for (paths, access) in [(turnOnUnit, UserAccess.Setting.on), (turnOffUnit, .off)] {
                for path in paths { change.configuration.userAccess.set(access, at: try UnitLookup.unit(path, in: units)) }
            }
        }
        for path in inheritUnit { change.configuration.userAccess.inherit(at: OrganizationalUnit(id: path, path: path, name: path)) }
        guard !accessGroup.isEmpty else { return }
        change.configuration.userAccess.groups = try GroupLookup.references(accessGroup, in: try await workspace.setup.groups(of: change))
    }

    func applySettings(to edited: inout Configuration, targets: [TargetAttribute]) throws {
        if edited.autoprovisioning.mapping.isEmpty, !map.isEmpty || !drift.isEmpty || !deprovision.isEmpty || from != nil {
            edited.autoprovisioning.mapping = MappingTable.defaults(for: targets)
        }
        for argument in map {
            var row = argument.mapping
            // Other sources say nothing about changes by hand.
            row.drift = edited.autoprovisioning.mapping.first { $0.target == row.target }?.drift ?? row.drift
            edited.autoprovisioning.mapping.removeAll { $0.target == row.target }
            if !row.sources.isEmpty { edited.autoprovisioning.mapping.append(row) }
        }
        if let companyCountry { edited.autoprovisioning.companyCountry = companyCountry.isEmpty ? nil : companyCountry.uppercased() }
        for argument in drift { try argument.apply(to: &edited.autoprovisioning.mapping) }
        if !deprovision.isEmpty { edited.autoprovisioning.deprovisioning = DeprovisioningPolicy() }
        for argument in deprovision {
            switch argument.action {
            case .suspend: edited.autoprovisioning.deprovisioning[argument.cause].suspend = argument.delay
            case .hardDelete: edited.autoprovisioning.deprovisioning[argument.cause].hardDelete = argument.delay
            }
        }
        let policy = edited.autoprovisioning.deprovisioning
        if !confirmHardDelete, !deprovision.isEmpty || from != nil, let cause = policy.causesToConfirm.first {
            throw OperationError.invalidInput(
                "\(policy.warning(cause)) Nothing was saved; add --confirm-hard-delete if you mean it.")
        }
        for argument in safeguard { edited.safeguards.limits[argument.kind] = argument.limit }
        let table = MappingTable(targets: targets, mappings: edited.autoprovisioning.mapping)
        if let blocked = SetupGate.attributes(table) ?? SetupGate.deprovisioning(policy) {
            if edited.autoprovisioning.setupProgress == .finished { throw OperationError.blocked(blocked) }
        } else {
            edited.autoprovisioning.setupProgress = .finished
        }
    }

    /// Names the rules that `--deprovision` takes away, because it replaces all of them.
    func noteDroppedRules(of saved: DeprovisioningPolicy, in edited: DeprovisioningPolicy) {
        guard !deprovision.isEmpty else { return }
        let kept = Set(DeprovisioningArgument.rules(of: edited))
        let dropped = DeprovisioningArgument.rules(of: saved).filter { !kept.contains($0) }
        guard !dropped.isEmpty else { return }
        Output.note("--deprovision replaces all rules. It removes: \(dropped.joined(separator: ", ")).")
    }

    static func wholePath(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
}
