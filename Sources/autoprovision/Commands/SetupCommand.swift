import ArgumentParser
import ConfigurationStore
import Directory
import Foundation
import Provisioning
import Sync

/// Everything that the console's set-up does, without a screen.
struct SetupCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup", abstract: "Set up without a screen: connection, user access, mapping, scope, deprovisioning.",
        discussion: """
            Give only what is to change. The set-up counts as finished as soon as the mandatory attributes are mapped and a deprovisioning action is chosen;
            `autoprovision authorize` and `autoprovision on` come after it. Groups are named by address, id or whole name.

            A sandbox in three steps:
              autoprovision setup --sandbox http://127.0.0.1:8080 --turn-on-unit / --deprovision suspended:suspend:within24Hours
              autoprovision authorize
              autoprovision on
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the configuration as JSON.") var json = false

    @Option(help: ArgumentHelp("A JSON file with settings, laid out like config.json.", valueName: "file")) var from: String?
    @Option(help: ArgumentHelp("Connect both sides to the sandbox at this address.", valueName: "url")) var sandbox: String?
    @Option(help: ArgumentHelp("Your address as an administrator.", valueName: "address")) var administrator: String?

    @Option(help: ArgumentHelp("Read the directory from a folder of exported files.", valueName: "dir")) var directoryFiles: String?
    @Option(help: ArgumentHelp("Read the directory from Google, with this service-account key file.", valueName: "file")) var googleKey: String?
    @Option(help: ArgumentHelp("The administrator in whose name Google is read.", valueName: "address")) var googleAdministrator: String?
    @Option(help: ArgumentHelp("Google's customer id.", valueName: "id")) var googleCustomer = "my_customer"
    @Option(help: ArgumentHelp("Another address for Google's Directory API.", valueName: "url")) var googleServer: String?

    @Option(help: ArgumentHelp("RingCentral's server.", valueName: "url")) var server: String?
    @Option(help: ArgumentHelp("The client id of the app registration.", valueName: "id")) var clientID: String?
    @Option(help: ArgumentHelp("A file that holds the client secret; it is sealed and the file is no longer needed.", valueName: "file"))
    var clientSecretFile: String?
    @Option(help: ArgumentHelp("The loopback port of the registered redirect address; 0 takes any.", valueName: "port")) var redirectPort: UInt16?
    @Option(
        help: ArgumentHelp(
            "A profile file that describes another app than RingCentral; an empty text returns to RingCentral.", valueName: "file"))
    var applicationProfile: String?
    @Option(
        help: ArgumentHelp(
            "A file that holds the bearer token of an app that takes one; it is sealed and the file is no longer needed.", valueName: "file"))
    var bearerTokenFile: String?
    @Flag(help: "Single sign-on to the app is set up, or not wanted.") var acknowledgeSingleSignOn = false

    @Option(name: .long, parsing: .singleValue, help: ArgumentHelp("Turn the app on for this organizational unit. Repeatable.", valueName: "path"))
    var turnOnUnit: [String] = []
    @Option(name: .long, parsing: .singleValue, help: ArgumentHelp("Turn the app off for this organizational unit. Repeatable.", valueName: "path"))
    var turnOffUnit: [String] = []
    @Option(name: .long, parsing: .singleValue, help: ArgumentHelp("Let this unit inherit again. Repeatable.", valueName: "path"))
    var inheritUnit: [String] = []
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Turn the app on for this group. Repeatable; replaces the access groups.", valueName: "group"))
    var accessGroup: [String] = []

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "Map an attribute: sources separated by |, tried in turn; a text in double quotes is the same for everyone. Repeatable. "
                + "Without any, the proposed mapping is used.", valueName: "target=source"))
    var map: [MappingArgument] = []
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Restrict the scope to this group. Repeatable; replaces the scope.", valueName: "group"))
    var scopeGroup: [String] = []
    @Flag(help: "Lift the restriction to groups.") var scopeEveryone = false
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "appTurnedOff, suspended or deleted; suspend or hardDelete; within24Hours, after1Day, after7Days or after21Days. "
                + "Repeatable; replaces the rules.", valueName: "cause:action:delay"))
    var deprovision: [DeprovisioningArgument] = []
    @Flag(help: "Accept a hard delete that is not later than the suspension.") var confirmHardDelete = false
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("A limit for mass changes, or KIND:off. Repeatable.", valueName: "kind:number:percent"))
    var safeguard: [SafeguardArgument] = []

    @Option(help: ArgumentHelp("Minutes between two unattended runs (autoprovision run).", valueName: "minutes")) var runInterval: Int?

    func validate() throws {
        guard directoryFiles == nil || googleKey == nil else { throw ValidationError("--directory-files and --google-key exclude one another.") }
        guard (googleKey == nil) == (googleAdministrator == nil) else {
            throw ValidationError("--google-key and --google-administrator belong together.")
        }
        guard scopeGroup.isEmpty || !scopeEveryone else { throw ValidationError("--scope-group and --scope-everyone exclude one another.") }
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        if let sandbox {
            guard let url = URL(string: sandbox), Configuration.isServerAddress(sandbox) else {
                throw OperationError.invalidInput("\"\(sandbox)\" is no address. Use the one that `autoprovision sandbox` prints.")
            }
            try await SandboxConnection.load(from: url).connect(workspace)
        }
        if let clientSecretFile {
            try await workspace.setClientSecret(SecretFile.read(clientSecretFile, holding: "the client secret"))
        }
        var edited = try await workspace.configuration()
        if let from { edited = try ConfigurationOverlay(file: from).applied(to: edited, in: workspace) }
        applyConnection(to: &edited)
        // A group's name means nothing before its directory is known, so that is saved first.
        edited = edited == (try await workspace.configuration()) ? edited : try await workspace.save(edited)
        if let bearerTokenFile {
            // It belongs to the address that the profile names, so the profile is saved first.
            try await workspace.setBearerToken(SecretFile.read(bearerTokenFile, holding: "the bearer token"))
            edited = try await workspace.configuration()
        }
        let saved = edited
        try await applyAccess(to: &edited, in: workspace)
        try await applySettings(to: &edited, in: workspace)
        if edited != saved { edited = try await workspace.save(edited) }
        try await report(edited, in: workspace)
        return .done
    }

    private func applyConnection(to edited: inout Configuration) {
        if let administrator { edited.administrator = administrator }
        if let directoryFiles { edited.directory = .files(folder: URL(fileURLWithPath: directoryFiles).path) }
        if let googleKey, let googleAdministrator {
            edited.directory = .google(
                keyFile: URL(fileURLWithPath: googleKey).path, administrator: googleAdministrator, customer: googleCustomer, apiBaseURL: googleServer)
        }
        if let server { edited.application.baseURL = server }
        if let clientID { edited.application.clientID = clientID }
        if let applicationProfile {
            edited.application.profile = applicationProfile.isEmpty ? nil : URL(fileURLWithPath: applicationProfile).standardizedFileURL.path
        }
        if let redirectPort { edited.application.redirectPort = Int(redirectPort) }
        if let runInterval { edited.runIntervalMinutes = runInterval }
        if acknowledgeSingleSignOn { edited.singleSignOnAcknowledged = true }
    }

    private func applyAccess(to edited: inout Configuration, in workspace: Workspace) async throws {
        if !(turnOnUnit + turnOffUnit).isEmpty {
            let known = Set(try await workspace.organizationalUnits().map(\.path))
            for path in turnOnUnit + turnOffUnit where path != "/" && !known.contains(path) {
                throw OperationError.invalidInput("The directory has no organizational unit \"\(path)\". Write its whole path, such as /Sales/West.")
            }
        }
        for path in turnOnUnit { edited.userAccess.organizationalUnits[path] = .on }
        for path in turnOffUnit { edited.userAccess.organizationalUnits[path] = .off }
        for path in inheritUnit { edited.userAccess.organizationalUnits[path] = nil }
        guard !accessGroup.isEmpty || !scopeGroup.isEmpty else { return }
        let groups = try await workspace.groups()
        if !accessGroup.isEmpty { edited.userAccess.groups = try GroupLookup.references(accessGroup, in: groups) }
        if !scopeGroup.isEmpty { edited.autoprovisioning.scope.groups = try GroupLookup.references(scopeGroup, in: groups) }
    }

    private func applySettings(to edited: inout Configuration, in workspace: Workspace) async throws {
        let targets = workspace.targets
        if scopeEveryone { edited.autoprovisioning.scope.groups = [] }
        if edited.autoprovisioning.mapping.isEmpty, !map.isEmpty || !deprovision.isEmpty || from != nil {
            edited.autoprovisioning.mapping = MappingTable.defaults(for: targets)
        }
        for argument in map {
            edited.autoprovisioning.mapping.removeAll { $0.target == argument.mapping.target }
            if !argument.mapping.sources.isEmpty { edited.autoprovisioning.mapping.append(argument.mapping) }
        }
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
                "\(cause.title): the hard delete is not later than the suspension, so nobody gets a chance to notice. Add --confirm-hard-delete if you mean it."
            )
        }
        for argument in safeguard { edited.safeguards.limits[argument.kind] = argument.limit }
        let table = MappingTable(targets: targets, mappings: edited.autoprovisioning.mapping)
        if SetupGate.attributes(table) == nil, SetupGate.deprovisioning(policy) == nil {
            edited.autoprovisioning.setupProgress = .finished
        } else if edited.autoprovisioning.setupProgress == .finished {
            throw OperationError.blocked(
                SetupGate.attributes(table) ?? SetupGate.deprovisioning(policy) ?? Blocked(.attributes, "The set-up is incomplete."))
        }
    }

    private func report(_ edited: Configuration, in workspace: Workspace) async throws {
        if json { return try Output.json(edited) }
        Output.line("Saved as revision \(edited.revision) in \(workspace.home.configurationFile.path).")
        let status = try await workspace.status()
        if edited.autoprovisioning.setupProgress != .finished {
            Output.line("The set-up is not finished: map the mandatory attributes and choose a deprovisioning action (--deprovision).")
        } else if !status.authorization.isAuthorized {
            Output.line(
                "Next: autoprovision authorize\(status.application.authorization == .bearer ? " --bearer-token-file FILE" : "")")
        } else if let blocked = status.turnOnBlocked {
            Output.line(blocked.description)
        } else if !edited.autoprovisioning.isOn {
            Output.line("Next: autoprovision on")
        }
    }
}
