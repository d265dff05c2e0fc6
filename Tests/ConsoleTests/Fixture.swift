import Directory
import Engine
import Foundation
import Terminal
import Wording

@testable import Console
@testable import Provisioning
@testable import Sync

/// Console states without a terminal and without a workspace: events in, canvas out.
enum Fixture {
    static let now = Date(timeIntervalSince1970: 1_780_000_000)

    static let targets: [TargetAttribute] = [
        .init(path: "userName", label: "User name", isMandatory: true, defaultSource: "primaryEmail", category: "Account"),
        .init(path: "name.givenName", label: "First name", isMandatory: true, defaultSource: "name.givenName", category: "Account"),
        .init(path: "title", label: "Job title", defaultSource: "organizations[primary].title", category: "Work"),
    ]

    static let groups = [
        Group(id: "g1", email: "sales@corp.example", name: "Sales", directMemberCount: 12),
        Group(id: "g2", email: "presales@corp.example", name: "Presales", directMemberCount: 1),
        Group(id: "g3", email: "team@corp.example", name: "Équipe 営業", directMemberCount: 3),
    ]

    static let units = ["/", "/Sales", "/Sales/West"].map {
        OrganizationalUnit(id: $0, path: $0, name: $0 == "/" ? "/" : String($0.split(separator: "/").last ?? ""))
    }

    static let authorized = AuthorizationStatus.authorized(owner: "7", since: now, idleDeadline: now + 604_800)
    /// That the next run would do this to so many people.
    static func consequences(_ kind: ActionKind, _ count: Int, delays: Int = 0) -> PlanConsequences {
        var consequences = PlanConsequences()
        (consequences.changes, consequences.beginningDelays) = ([kind: count], delays)
        return consequences
    }

    static let revoked = AuthorizationStatus.revoked(
        reason: "The authorization was revoked: the administrator's password was changed or the session was ended.", since: now)

    static func configuration(
        progress: SetupProgress = .finished, isOn: Bool = false, access: UserAccess = UserAccess(organizationalUnits: ["/": .on]),
        policy: DeprovisioningPolicy = .init(suspended: .init(suspend: .after7Days)), singleSignOn: Bool = true
    ) -> Configuration {
        Configuration(
            revision: 3, administrator: "admin@corp.example", directory: .files(folder: "/export"), application: .init(clientID: "id"),
            singleSignOnAcknowledged: singleSignOn, userAccess: access,
            autoprovisioning: .init(
                setupProgress: progress, mapping: progress < .attributesMapped ? [] : MappingTable.defaults(for: targets),
                deprovisioning: progress == .finished ? policy : .init(), isOn: isOn, firstTurnedOn: isOn ? now : nil))
    }

    static func status(
        _ configuration: Configuration, _ authorization: AuthorizationStatus = authorized, usage: Usage? = nil, lastRun: RunRecord? = nil,
        running: RunProgress? = nil
    )
        -> WorkspaceStatus
    {
        WorkspaceStatus(
            configuration: configuration, authorization: authorization,
            usage: usage ?? (configuration.autoprovisioning.firstTurnedOn == nil ? nil : Usage()),
            turnOnBlocked: SetupGate.turnOn(configuration, targets: targets, isAuthorized: authorization.isAuthorized), lastRun: lastRun,
            runHolder: running == nil ? nil : "autoprovision, process 7, since now", running: running,
            isSandbox: true)
    }

    /// A console that shows the first page for this configuration.
    static func console(
        _ configuration: Configuration = configuration(), _ authorization: AuthorizationStatus = authorized, size: Size = Size(columns: 80, rows: 24),
        symbols: SymbolSet = .unicode
    ) -> ConsoleState {
        var state = ConsoleState(model: ConsoleModel(targets: targets, homeName: "/home", sandbox: nil), size: size, symbols: symbols)
        _ = state.handle(.statusLoaded(status(configuration, authorization)))
        _ = state.handle(.groupsLoaded(groups))
        _ = state.handle(.unitsLoaded(units))
        _ = state.handle(.attributesLoaded(DirectoryAttribute.standard + [.custom(schema: "Telephony", field: "extension")]))
        return state
    }

    /// A console on the app's page.
    static func app(_ configuration: Configuration = configuration(), _ authorization: AuthorizationStatus = authorized) -> ConsoleState {
        var state = console(configuration, authorization)
        _ = state.press(.enter)
        return state
    }

    static let plan = Plan(
        configurationRevision: 3, made: now,
        entries: [
            PlanEntry(
                PersonReference(id: "1", name: "Zoë \u{1B}[31mred", email: "zoe@corp.example"), kind: .create,
                after: ["userName": "zoe@corp.example"],
                reason: .entitled(access: .organizationalUnit(path: "/"), scopeGroup: nil)),
            PlanEntry(
                PersonReference(id: "2", name: String(repeating: "W", count: 10_000), email: "w@corp.example"), kind: .update, accountID: "9",
                before: ["title": "a"], after: ["title": "b"], reason: .attributesChanged(["Job title"])),
        ],
        held: [
            PlanEntry(
                PersonReference(id: "3", name: "\u{202E}bidi", email: "b@corp.example"), kind: .suspend, accountID: "8",
                reason: .deprovisioning(.init(action: .suspend, cause: .suspended, firstSeen: now, due: now), detail: nil))
        ], holds: [.suspend: SafeguardHold(kind: .suspend, planned: 20, recent: 0, allowance: 10)], timerChanges: [],
        pending: [
            PendingEntry(
                PersonReference(id: "4", name: "P", email: "p@corp.example"), accountID: "7",
                scheduled: .init(action: .hardDelete, cause: .deleted, firstSeen: now, due: now + 86_400), isHeld: false)
        ], problems: [ProblemEntry(PersonReference(id: "5", name: "Q", email: "q@corp.example"), problem: .missingValues(["First name"]))],
        excluded: [ExcludedEntry(PersonReference(id: "6", name: "A", email: "a@corp.example"), exclusion: .archived)], entitledCount: 12)
}

extension ConsoleState {
    /// Presses keys and returns all that is to be done then.
    @discardableResult
    mutating func press(_ keys: Key...) -> [ConsoleEffect] { keys.flatMap { handle(.terminal(.key($0))) } }

    /// Types text.
    @discardableResult
    mutating func type(_ text: String) -> [ConsoleEffect] { text.flatMap { handle(.terminal(.key(.character($0)))) } }

    var text: String { draw().plainText() }
}
