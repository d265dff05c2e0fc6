import Directory
import Engine
import Foundation
import Terminal
import Testing

@testable import Console
@testable import Provisioning
@testable import Sync
@testable import Wording

/// A state of the console that is worth looking at.
struct Scene: Sendable, CustomTestStringConvertible {
    /// The name of its file.
    let name: String
    let configuration: Configuration
    var authorization = Fixture.authorized
    let lead: @Sendable (inout ConsoleState) -> Void

    var testDescription: String { name }

    func state(_ size: Size, _ symbols: SymbolSet) -> ConsoleState {
        var model = ConsoleModel(targets: SnapshotWorld.targets, homeName: "~/.config/autoprovision", sandbox: nil)
        model.status = nil
        var state = ConsoleState(model: model, size: size, symbols: symbols)
        guard name != "loading" else { return state }
        _ = state.handle(.statusLoaded(SnapshotWorld.status(configuration, authorization)))
        _ = state.handle(
            .groupsLoaded(SnapshotWorld.groups.enumerated().map { Group(id: "g\($0)", email: $1.1, name: $1.0, directMemberCount: $1.2) }))
        _ = state.handle(.unitsLoaded(SnapshotWorld.units))
        _ = state.handle(.attributesLoaded(DirectoryAttribute.standard + [.custom(schema: "Telephony", field: "extension")]))
        _ = state.handle(.sampleLoaded(SnapshotWorld.people))
        lead(&state)
        return state
    }
}

extension Scene {
    private static let on = SnapshotWorld.configuration(isOn: true)
    private static let off = SnapshotWorld.configuration()

    /// A scene on a page that can be gone to, after this news.
    private static func at(
        _ place: Place, _ name: String, _ configuration: Configuration = on, news: [ConsoleEvent] = [],
        then lead: @escaping @Sendable (inout ConsoleState) -> Void = { _ in }
    ) -> Scene {
        Scene(name: name, configuration: configuration) { state in
            _ = state.enter(place)
            for event in news { _ = state.handle(event) }
            lead(&state)
        }
    }

    /// A scene of the setup, on the step that this progress leads to.
    private static func setup(
        _ name: String, _ progress: SetupProgress, _ lead: @escaping @Sendable (inout ConsoleState) -> Void = { _ in }
    ) -> Scene {
        Scene(
            name: name, configuration: SnapshotWorld.configuration(progress),
            authorization: progress == .notStarted ? .notAuthorized : Fixture.authorized
        ) {
            state in
            _ = state.press(.enter, .enter)
            lead(&state)
        }
    }

    private static let address = URL(
        string:
            "https://platform.ringcentral.com/restapi/oauth/authorize?response_type=code&client_id=AbCdEfGh1234&state=5f0c2e9a71b84d7bb0e2&code_challenge="
            + "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&redirect_uri=http%3A%2F%2F127.0.0.1%3A8765%2Foauth%2Fcallback")!

    private static func activity(
        _ query: ActivityQuery = ActivityQuery(), count: Int = 40, where isFound: (ActivityEntry) -> Bool = { _ in true }
    ) -> [ConsoleEvent] {
        let ids = (1...40).reversed().map { Int64($0) }.filter { isFound(SnapshotWorld.entry($0)) }.prefix(count)
        return [
            .activityFound(query, ActivityIndex(Array(ids)), total: count == 0 ? 0 : 40), .entriesRead(query, start: 0, ids.map(SnapshotWorld.entry)),
        ]
    }

    private static let running: RunProgress = {
        var progress = RunProgress()
        progress.phase = .writing
        (progress.total, progress.done, progress.failed) = (212, 118, 1)
        progress.counts = [.create: 110, .update: 8]
        (progress.current, progress.currentAddress) = ("佐藤 花子", "hanako.sato@corp.example")
        (progress.secondsLeft, progress.actionsPerMinute) = (340, 16.4)
        return progress
    }()

    static let start: [Scene] = [
        Scene(name: "loading", configuration: Configuration()) { _ in },
        Scene(name: "home-unreadable", configuration: on) {
            _ = $0.handle(
                .failure(
                    ReadStatus(),
                    "The configuration ~/.config/autoprovision/config.json is not valid: line 12, column 5: a comma is missing. Correct it there."))
        },
        Scene(name: "sign-in", configuration: Configuration(), authorization: .notAuthorized) { _ = $0 },
        Scene(name: "sign-in-refused", configuration: Configuration(), authorization: .notAuthorized) {
            $0.type("zoe@corp.example")
            $0.press(.enter)
            _ = $0.handle(.administratorChecked("zoe@corp.example", .notAnAdministrator))
        },
        Scene(name: "apps", configuration: on) { _ = $0 },
        Scene(name: "apps-failing", configuration: on) {
            _ = $0.handle(.statusLoaded(FailingRunsTests.status(SnapshotWorld.status(on, Fixture.authorized), failures: 5)))
        },
        at(.singleSignOn, "single-sign-on", SnapshotWorld.configuration(.notStarted, singleSignOn: false)),
        at(.connection, "connection"),
    ]

    static let app: [Scene] = [
        at(.app, "app-not-set-up", SnapshotWorld.configuration(.notStarted)),
        at(.app, "app-nobody", SnapshotWorld.configuration(access: ["/": .off])),
        at(.app, "app-off", off), at(.app, "app-on"),
        at(.app, "app-failing", news: [.statusLoaded(FailingRunsTests.status(SnapshotWorld.status(on, Fixture.authorized), failures: 5))]),
        at(.app, "app-decided", news: [.statusLoaded(SnapshotWorld.decided(on))]), at(.app, "app-running", news: [.runProgressed(running)]),
        Scene(name: "app-revoked", configuration: on, authorization: Fixture.revoked) { _ = $0.enter(.app) },
        Scene(name: "banner", configuration: on, authorization: Fixture.revoked) { _ = $0.go(to: .settings) },
        Scene(name: "banner-typing", configuration: on, authorization: Fixture.revoked) { _ = $0.go(to: .scope) },
        at(.settings, "settings"), at(.userAccess, "user-access", news: [.scopeCounted(SnapshotWorld.unitSummary, request: 0)]),
        at(.userAccess, "user-access-changed", news: [.scopeCounted(SnapshotWorld.unitSummary, request: 0)]) {
            $0.press(.down, .down, .character(" "))
            _ = $0.handle(.scopeCounted(SnapshotWorld.unitSummary, request: $0.model.scopeRequest))
        },
        at(.userAccess, "user-access-group") { $0.press(.character("A")) },
    ]

    static let setups: [Scene] = [
        setup("setup-authorize", .notStarted),
        setup("setup-authorize-waiting", .notStarted) { _ = $0.handle(.authorizationBegun(address, browserStarted: false, hint: nil)) },
        setup("setup-authorize-ended", .notStarted) { _ = $0.handle(.authorizationEnded("The sign-in was canceled in the browser. Try again.")) },
        setup("setup-attributes", .authorized),
        setup("setup-attributes-source", .authorized) { $0.press(.down, .down, .enter) },
        setup("setup-scope", .attributesMapped) { _ = $0.handle(.scopeCounted(ScopeSummary(entitled: 771), request: $0.model.scopeRequest)) },
        setup("setup-scope-search", .attributesMapped) { $0.type("sal") },
        setup("setup-scope-none", .attributesMapped) { $0.type("xyz") },
        at(.scope, "scope", SnapshotWorld.configuration(isOn: true, scope: ["sales@corp.example", "sales-emea@corp.example"])) {
            _ = $0.handle(.scopeCounted(SnapshotWorld.scopeSummary, request: $0.model.scopeRequest))
            $0.press(.tab)
        },
        at(.conditions, "conditions-none"),
        at(.conditions, "conditions", SnapshotWorld.conditional) {
            _ = $0.handle(.scopeCounted(SnapshotWorld.conditionalSummary, request: $0.model.scopeRequest))
        },
        at(.conditions, "condition", SnapshotWorld.conditional) { $0.press(.enter) },
        at(.exclusions, "exclusions", SnapshotWorld.conditional), at(.exclusions, "exclude-account") { $0.press(.character("B")) },
        setup("setup-deprovisioning", .scopeChosen), at(.deprovisioning, "deprovisioning"), at(.mapping, "mapping"),
        at(.authorization, "authorization"),
    ]

    static let trust: [Scene] = [
        at(.people, "people-none", news: [.peopleLoaded(people)]) { $0.type("xyz") },
        at(.preview, "preview-loading"), at(.preview, "preview", news: [.planLoaded(SnapshotWorld.plan)]),
        at(.preview, "preview-empty", news: [.planLoaded(SnapshotWorld.emptyPlan)]),
        at(
            .preview, "preview-failed",
            news: [.failure(MakePlan(), "The directory cannot be reached: no answer within 30 seconds. Check the network, then press r.")]),
        at(.preview, "preview-units", news: [.planLoaded(UnitHoldPageTests.held)]),
        at(.preview, "preview-units-rejected", news: [.planLoaded(UnitHoldPageTests.rejected)]) { $0.press(.right) },
        at(.preview, "ask-release-units", news: [.planLoaded(UnitHoldPageTests.held)]) { $0.press(.character("+")) },
        at(.preview, "preview-filter", news: [.planLoaded(SnapshotWorld.plan)]) {
            $0.press(.character("/"))
            $0.type("sil")
        },
        at(.preview, "preview-entry", news: [.planLoaded(SnapshotWorld.plan)]) { $0.press(.end, .enter) },
        at(.preview, "preview-entry-held", news: [.planLoaded(SnapshotWorld.plan)]) { $0.press(.enter) },
        at(.pending, "pending", news: [.planLoaded(SnapshotWorld.plan)]), at(.pending, "pending-empty", news: [.planLoaded(SnapshotWorld.emptyPlan)]),
        at(.activity, "activity", news: activity()), at(.activity, "activity-empty", news: activity(count: 0)),
        at(.activity, "activity-filter", news: activity()) {
            $0.press(.character("/"))
            $0.type("zoe")
            for event in activity(ActivityQuery(text: "zoe"), where: { $0.email.contains("zoe") }) { _ = $0.handle(event) }
        },
        at(.activity, "activity-entry", news: activity()) { $0.press(.down, .down, .down, .down, .enter) },
        at(.activity, "activity-export", news: activity()) { $0.press(.character("e")) },
        at(.failures, "failures", news: [.failuresLoaded(SnapshotWorld.failures, SnapshotWorld.now)]),
        at(.failures, "failures-empty", news: [.failuresLoaded([], SnapshotWorld.now)]),
        at(.quality, "quality", news: [.qualityRead(SnapshotWorld.quality)]),
        at(.quality, "quality-good", news: [.qualityRead(SnapshotWorld.goodQuality)]),
        at(.quality, "quality-people", news: [.qualityRead(SnapshotWorld.quality)]) { $0.press(.enter) },
        at(.mapping, "steps", news: []) { $0.press(.down, .down, .down, .down, .character("|")) },
        at(.mapping, "step-picker", news: []) { $0.press(.character("|"), .character("A")) },
        at(.alerts, "alerts-none", news: [.answer(AlertsPage.Read(), AlertsPageTests.calm)]),
        at(.alerts, "alerts", AlertsPageTests.told, news: [.answer(AlertsPage.Read(), AlertsPageTests.overview)]),
        at(.usage, "usage", news: [.usageLoaded(UsagePageTests.days)]), at(.usage, "usage-none", off, news: [.usageLoaded(nil)]),
        at(.run, "run", news: [.runProgressed(running)]), at(.run, "run-last"), at(.run, "run-none", off),
        at(.preview, "explain", news: [.planLoaded(SnapshotWorld.plan)]) {
            _ = $0.push(ExplainPage(personID: SnapshotWorld.explained.explanation.personID))
            _ = $0.handle(.explained(SnapshotWorld.explained))
        },
    ]

    private static let people = [
        ListedPerson(id: "20", name: "Ana Silva", email: "ana.silva@corp.example", status: .suspended, accountIsActive: false),
        ListedPerson(id: "10", name: "Old Hand", email: "old.hand@corp.example", status: .archived, accountIsActive: true),
        ListedPerson(id: "1", name: "Zoë Kowalczyk", email: "zoe.kowalczyk@corp.example", status: .active, accountIsActive: nil),
        ListedPerson(id: "31", name: "gone@corp.example", email: "gone@corp.example", status: nil, accountIsActive: true),
        ListedPerson(id: "4", name: "佐藤 花子", email: "hanako.sato@corp.example", status: .active, accountIsActive: true),
    ]

    static let overlays: [Scene] = [
        at(.people, "people", news: [.peopleLoaded(people)]),
        at(.app, "app-identities", news: [.statusLoaded(IdentityPageTests.status(SnapshotWorld.status(on, Fixture.authorized)))]),
        at(.identities, "identities", news: [.identitiesForetold(IdentityPageTests.change)]),
        at(.run, "undo") { state in
            _ = state.push(UndoPage(run: 7))
            _ = state.handle(.undoForetold(UndoPageTests.undo()))
        },
        at(.app, "ask-turn-on", off) { _ = $0.handle(.turnOnForetold(.loaded(SnapshotWorld.plan))) },
        at(.app, "ask-turn-off") { $0.question = .turnOff($0.model) },
        at(.settings, "ask-delete-configuration") { $0.question = .deleteConfiguration($0.model) },
        at(.userAccess, "ask-discard") { $0.question = .discardChanges() },
        at(.app, "ask-turn-on-delete", SnapshotWorld.configuration(scope: ["sales@corp.example", "sales-emea@corp.example"])) {
            let plan = SnapshotWorld.plan
            let released = Plan(
                configurationRevision: 3, made: plan.made, entries: plan.entries + plan.held, held: [], holds: [:], timerChanges: [], pending: [],
                problems: [], excluded: [], entitledCount: 805)
            _ = $0.handle(.turnOnForetold(.loaded(released)))
        },
        at(.app, "ask-quit", news: [.runProgressed(running)]) { $0.press(.character("q")) },
        at(.preview, "ask-release", news: [.planLoaded(SnapshotWorld.plan)]) { $0.press(.character("&")) },
        at(.userAccess, "ask-consequences") {
            _ = $0.handle(
                .consequencesFound(
                    Fixture.consequences(.suspend, 2, delays: 41),
                    $0.model.configuration, .back))
        },
        at(.safeguards, "safeguards"),
        at(.history, "history", news: [.historyLoaded(HistoryPageTests.steps)]),
        at(.history, "history-empty", news: [.historyLoaded([])]),
        at(.history, "history-revision", news: [.historyLoaded(HistoryPageTests.steps)]) { $0.press(.down, .down, .enter) },
        at(.history, "ask-restore", off, news: [.historyLoaded(HistoryPageTests.steps)]) { state in
            var edited = state.model.configuration
            edited.autoprovisioning.scope.groups = [GroupReference(id: "g9", email: "engineering@corp.example", name: "Engineering")]
            edited.safeguards.limits[.suspend] = .init(number: 40, percent: 10)
            _ = state.handle(.restorationForetold(2, edited, current: state.model.configuration))
        },
        at(.safeguards, "overtaken") { _ = $0.handle(.overtaken(HistoryPageTests.overtaking, .back)) },
        at(.app, "ask-sign-out") { $0.question = .signOut($0.model) },
        at(.deprovisioning, "ask-hard-delete") {
            $0.question = .hardDelete(
                .init(deleted: .init(suspend: .after7Days, hardDelete: .after7Days)), saving: $0.model.configuration, then: .back)
        },
        at(.failures, "ask-replace", news: [.failuresLoaded(SnapshotWorld.failures, SnapshotWorld.now)]) {
            _ = $0.handle(.exportExists(.failures, path: "~/failures.csv"))
        },
        at(.app, "palette") { $0.press(.character(":")) },
        at(.app, "palette-search") {
            $0.press(.character(":"))
            $0.type("pen")
        },
        at(.app, "palette-none") {
            $0.press(.character(":"))
            $0.type("xyz")
        },
        at(.preview, "help", news: [.planLoaded(SnapshotWorld.plan)]) { $0.press(.character("?")) },
        at(.app, "message") { $0.say("Run 13 done: 2 created.", .success) },
    ]

    /// The plan of a run two hours ago, because nobody can be asked now.
    private static let remembered: Plan = {
        var plan = SnapshotWorld.plan
        plan.memory = PlanMemory(
            origin: .run(12), planned: SnapshotWorld.now - 2 * SnapshotWorld.hour,
            obstacle: .init(code: "directory-unreachable", whom: "Google", reason: "Nothing answers at admin.googleapis.com. Check the network."))
        return plan
    }()

    private static let waiting: WorkspaceStatus = {
        var status = SnapshotWorld.status(on, Fixture.authorized)
        status.resumption = ResumptionQuestion(asked: SnapshotWorld.now - 600, by: AuditActor(user: "mario"))
        return status
    }()

    static let memories: [Scene] = [
        at(.preview, "preview-memory", news: [.planLoaded(remembered)]), at(.pending, "pending-memory", news: [.planLoaded(remembered)]),
        at(.preview, "explain-memory", news: [.planLoaded(remembered)]) { state in
            state.press(.character("y"))
            guard let memory = remembered.memory else { return }
            let explanation = Explanation(
                personID: "h1", person: KnownPerson(name: "Leaver 1", email: "leaver-1@corp.example"),
                ledger: LedgerState(
                    links: ["h1": AccountLink(personID: "h1", accountID: "201", values: ["userName": "leaver-1@corp.example"], isActive: false)],
                    timers: ["h1": [DeprovisioningTimer(cause: .deleted, firstSeen: SnapshotWorld.now - 21 * SnapshotWorld.day)]]),
                plan: remembered, memory: memory, isOn: true)
            _ = state.handle(.explained(ExplainPage.Explained(explanation: explanation, history: [SnapshotWorld.entry(2)])))
        },
        at(.app, "app-waiting", news: [.statusLoaded(waiting)]),
        at(.app, "ask-resumption", news: [.statusLoaded(waiting)]) { state in
            guard let question = waiting.resumption else { return }
            _ = state.handle(.resumptionForetold(waiting, SnapshotWorld.plan))
        },
    ]

    static let accounts: [Scene] = [
        at(.accounts, "accounts", news: [.accountsListed(AccountsPageTests.overview)]) { $0.press(.down, .down) },
        at(.accounts, "accounts-empty", news: [.accountsListed(AccountsOverview())]),
        at(.accounts, "account", news: [.accountsListed(AccountsPageTests.overview)]) { $0.press(.down, .enter) },
        at(.accounts, "ask-account", news: [.accountsListed(AccountsPageTests.overview)]) {
            let account = AccountsPageTests.overview.accounts[1]
            let decision = AccountDecision(
                .suspend, accountID: account.id, userName: account.userName, externalID: "okta-4711", personID: nil, findings: ["otherSystem"],
                made: SnapshotWorld.now)
            _ = $0.handle(
                .answer(
                    AccountsPage.Propose(verdict: decision.verdict, account: account.id),
                    AccountProposal(decision: decision, account: account, person: nil)))
        },
    ]

    static let all = start + app + setups + trust + overlays + memories + accounts
}
