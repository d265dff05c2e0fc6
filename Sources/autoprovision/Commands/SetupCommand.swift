import ArgumentParser
import Directory
import Engine
import FileHome
import Foundation
import Provisioning
import Sync
import Wording

/// Everything that the console's setup does, without a screen.
struct SetupCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup", abstract: "Set up without a screen: connection, user access, mapping, scope, deprovisioning.",
        discussion: """
            Give only what is to change: all of it is checked, then saved together or not at all. \(SaveQuestion.help) The setup counts as finished as soon as the mandatory attributes are mapped and a deprovisioning action is chosen; \
            `autoprovision authorize` and `autoprovision on` come after it. Groups are named by address, id or whole name.

            A sandbox in three steps:
              autoprovision setup --sandbox http://127.0.0.1:8080 --turn-on-unit / \\
                --deprovision suspended:suspend:within24Hours
              autoprovision authorize --sign-in-for-me
              autoprovision on
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the configuration as JSON.") var json = false

    @Option(
        help: ArgumentHelp(
            "A JSON file with settings, laid out like config.json; its revision, setupProgress, on and firstTurnedOn are ignored.", valueName: "file"),
        completion: .file()) var from: String?
    @Option(help: ArgumentHelp("Connect both sides to the sandbox at this address.", valueName: "url")) var sandbox: String?
    @Option(help: ArgumentHelp("Your address as an administrator; an empty text signs out.", valueName: "address")) var administrator: String?

    @Option(
        help: ArgumentHelp("Read the directory from a folder of exported files.", valueName: "dir"), completion: .directory) var directoryFiles:
        String?
    @Option(
        help: ArgumentHelp("Read the directory from Google, with this service-account key file.", valueName: "file"), completion: .file())
    var googleKey: String?
    @Option(help: ArgumentHelp("The administrator in whose name Google is read.", valueName: "address")) var googleAdministrator: String?
    @Option(help: ArgumentHelp("Google's customer id; my_customer, which is the administrator's own, unless it is given.", valueName: "id"))
    var googleCustomer: String?
    @Option(help: ArgumentHelp("Another address for Google's Directory API.", valueName: "url")) var googleServer: String?

    @OptionGroup var google: GoogleOptions

    @OptionGroup var alerts: AlertOptions

    @Option(help: ArgumentHelp("RingCentral's server.", valueName: "url")) var server: String?
    @Option(help: ArgumentHelp("The client id of the app registration.", valueName: "id")) var clientID: String?
    @Option(
        help: ArgumentHelp("A file that holds the client secret; it is sealed and the file is no longer needed.", valueName: "file"),
        completion: .file())
    var clientSecretFile: String?
    @Option(
        help: ArgumentHelp("The loopback port of the registered redirect address; 0 takes any.", valueName: "port"),
        transform: NumberArgument.reader("a port", in: SettingsTable.range(of: "application.redirectPort"))) var redirectPort: Int?
    @Option(
        help: ArgumentHelp(
            "A profile file that describes another app than RingCentral; an empty text returns to RingCentral.", valueName: "file"),
        completion: .file())
    var applicationProfile: String?
    @Option(
        help: ArgumentHelp(
            "A file that holds the bearer token of an app that takes one; it is sealed and the file is no longer needed.", valueName: "file"),
        completion: .file())
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
            "Map an attribute: sources separated by |, tried in turn; a text in double quotes is the same for everyone. Steps follow a source, each behind >, such as "
                + "'phones[work]>e164:US'. Repeatable. Without any, the proposed mapping is used.", valueName: "target=source"),
        transform: MappingArgument.init(parsing:))
    var map: [MappingArgument] = []
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "A table for the step lookUp, from a CSV file with two columns (what the directory says, what the app gets) or a JSON object. NAME= takes it away. Repeatable.",
            valueName: "name=file"), completion: .file(), transform: TableArgument.init(parsing:))
    var table: [TableArgument] = []
    @Option(
        help: ArgumentHelp(
            "The company's country, by its code of two letters: what phone numbers and states mean where a person's own country is not known.",
            valueName: "country"))
    var companyCountry: String?
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "What happens when somebody changes a mapped attribute by hand in the app: report, restore (the next run writes the mapped value again) or accept "
                + "(the app's value stays until the directory's changes). all stands for every mapped attribute. Repeatable.",
            valueName: "target=policy"), completion: .list(DriftPolicy.allCases.map { "all=\($0.rawValue)" }),
        transform: DriftArgument.init(parsing:))
    var drift: [DriftArgument] = []
    @OptionGroup var scope: ScopeOptions

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "A cause, an action and a delay: \(DeprovisioningCause.list); \(DeprovisioningAction.list); \(DeprovisioningDelay.list). "
                + "Repeatable; replaces the rules. within24Hours means at the next run.", valueName: "cause:action:delay"),
        completion: .list(DeprovisioningArgument.all), transform: DeprovisioningArgument.init(parsing:))
    var deprovision: [DeprovisioningArgument] = []
    @Flag(help: "Accept a hard delete that is not later than the suspension.") var confirmHardDelete = false
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "A limit for mass changes, or KIND:off; KIND is one of \(ActionKind.list). Repeatable.", valueName: "kind:number:percent"),
        completion: .list(ActionKind.allCases.map { "\($0.rawValue):off" }), transform: SafeguardArgument.init(parsing:))
    var safeguard: [SafeguardArgument] = []

    @Flag(
        inversion: .prefixedNo,
        help: ArgumentHelp(
            "The directory names the same people by other ids: carry their accounts over to the new ids, or take them for other people. Asked; comes after all other options."
        ))
    var carryLinks: Bool?
    @Option(
        help: ArgumentHelp(
            "The account that authorized the app and is never suspended or deleted: its address or id, or none. An empty text leaves it to what the app tells.",
            valueName: "account")) var protectedAccount: String?
    @Flag(
        help: ArgumentHelp(
            "The ledger of this home belongs to the app and the directory that are configured, although it was bound to others: links are compared with what is there, and delays begin anew."
        )) var rebind = false
    @Flag(help: "The same as --rebind.") var exchangeDirectory = false
    @Flag(help: "Save without asking, whatever the change takes away or lets through; carry links without asking.") var yes = false

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Minutes between two unattended runs (autoprovision run).", valueName: "minutes"),
        transform: NumberArgument.reader("minutes", in: SettingsTable.range(of: "runIntervalMinutes")))
    var runInterval: Int?

    var makesHome: Bool { true }

    func validate() throws {
        guard directoryFiles == nil || googleKey == nil else { throw ValidationError("--directory-files and --google-key exclude one another.") }
        try validateGoogle()
        guard sandbox == nil || (googleKey == nil && googleCustomer == nil && googleServer == nil && server == nil) else {
            throw ValidationError(
                "--sandbox connects the sandbox's own directory and app: leave out --server, --google-key and the other options for Google.")
        }
        guard directoryFiles == nil || (googleCustomer == nil && googleServer == nil) else {
            throw ValidationError("--google-customer and --google-server do not go with --directory-files.")
        }
    }

    mutating func run() async throws {
        guard let way = google.printed else { return try await runReporting() }
        Output.lines(GoogleInstructions.text(for: way))
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        let saved = try await workspace.setup.configuration()
        let overlay = try from.map { try ConfigurationOverlay(file: $0) }
        // A sandbox takes the place of whatever directory and app the file names.
        var change = try await connected(overlay?.applied(to: saved, in: workspace) ?? saved, in: workspace)
        change.clientSecret = try clientSecretFile.map { try SecretFile.read($0, holding: "the client secret") } ?? change.clientSecret
        change.bearerToken = try bearerTokenFile.map { try SecretFile.read($0, holding: "the bearer token") }
        try applyConnection(to: &change.configuration)
        try alerts.apply(to: &change)
        if administrator?.isEmpty == true {
            change.configuration = change.configuration.signedOut(owner: try await workspace.authorization.status().owner)
        }
        // Before the directory is asked for groups and units, which the settings so far name.
        try requireValid(change.configuration, overlay, in: workspace)
        try await applyAccess(to: &change, in: workspace)
        try await scope.apply(to: &change, in: workspace)
        for argument in table {
            let rows = argument.file.isEmpty ? nil : try workspace.setup.tableRows(ofFile: argument.file)
            change.configuration.autoprovisioning.tables[argument.name] = rows
        }
        try applySettings(to: &change.configuration, targets: workspace.setup.application(of: change.configuration).attributes)
        try requireValid(change.configuration, overlay, in: workspace)
        noteDroppedRules(of: saved.autoprovisioning.deprovisioning, in: change.configuration.autoprovisioning.deprovisioning)
        try await workspace.setup.require(change)
        try await checkConnection(change, comparedTo: saved, in: workspace)
        let foreign = try await workspace.setup.foreignParts(of: change, readsDirectory: rebind || exchangeDirectory)
        try confirmRebinding(foreign)
        try await SaveQuestion.ask(about: change.configuration, in: workspace, isAnswered: yes)
        let isSame =
            foreign.isEmpty && change.configuration == saved && change.clientSecret == nil && change.bearerToken == nil && change.alertSecrets.isEmpty
            && sandbox == nil
        let kept = try await workspace.setup.keep(change, rebinding: foreign)
        // A call that only decides about changed ids says nothing about settings.
        if json || !isSame || carryLinks == nil { try await report(kept, isSame: isSame, in: workspace) }
        if let carryLinks { try await decideIdentities(carry: carryLinks, in: workspace) }
        if change.bearerToken != nil, let question = try await workspace.authorization.openResumption() {
            let sentence = question.sentence(application: workspace.applicationName)
            Output.note(homeOptions.completing(ResumptionQuestion.hints.following(sentence, on: .commandLine)))
        }
        return .done
    }

    private func connected(_ saved: Configuration, in workspace: Workspace) async throws -> SetupChange {
        guard let sandbox else { return SetupChange(saved) }
        guard let url = URL(string: sandbox), Configuration.isServerAddress(sandbox) else {
            throw OperationError.invalidInput("--sandbox: \"\(sandbox)\" is not an address. Use the one that `autoprovision sandbox` prints.")
        }
        return try await SandboxConnection.load(from: url).change(of: saved, at: workspace.home)
    }

    /// Says what of the ledger belongs to something else, and asks.
    private func confirmRebinding(_ foreign: ForeignParts) throws {
        guard !foreign.isEmpty else { return }
        guard rebind || exchangeDirectory else {
            throw OperationError.belongsElsewhere(
                [foreign.application, foreign.directory].compactMap(\.self).joined(separator: " ") + " Nothing was saved.")
        }
        Output.note(foreign.words)
        if !yes { try Confirmation.ask(word: "rebind", nobody: "Add --yes to rebind it", refused: "Nothing was saved") }
    }

    private func report(_ kept: Configuration, isSame: Bool, in workspace: Workspace) async throws {
        if json { return try Output.json(kept) }
        let file = workspace.home.place(of: .configuration)
        if !isSame {
            Output.line("Saved as revision \(kept.revision) in \(file).")
        } else if kept.revision > 0 {
            Output.line("Nothing has changed: revision \(kept.revision) in \(file) remains.")
        } else {
            Output.line("Nothing was given that could be saved, so there is no \(file) yet.")
        }
        let status = try await workspace.checks.status()
        if let next = NextStep.sentence(status, targets: workspace.targets) { Output.line(homeOptions.completing(next)) }
    }
}
