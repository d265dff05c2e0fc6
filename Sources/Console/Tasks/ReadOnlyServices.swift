import Directory
import Engine
import Foundation
import Provisioning
import Sync
import Wording

/// What a console may ask for that only looks: whatever would change the home, the app or what is told to anybody is refused here, so that no page has to know.
///
/// A file that somebody exports to changes none of these.
struct ReadOnlyServices: ConsoleServices {
    private let base: any ConsoleServices

    init(_ base: any ConsoleServices) { self.base = base }

    private var refusal: OperationError { .invalidInput("This console was started with --read-only, so it changes nothing.") }

    var now: Date { base.now }

    // MARK: What looks

    func status() async throws(OperationError) -> WorkspaceStatus { try await base.status() }
    func configuration() async throws(OperationError) -> Configuration { try await base.configuration() }
    func changes() throws(OperationError) -> AsyncStream<Void> { try base.changes() }
    func groups() async throws(OperationError) -> [Group] { try await base.groups() }
    func organizationalUnits() async throws(OperationError) -> [OrganizationalUnit] { try await base.organizationalUnits() }
    func attributes() async throws(OperationError) -> [DirectoryAttribute] { try await base.attributes() }
    func samplePeople(_ attributes: Set<String>, first id: String?) async throws(OperationError) -> [Person] {
        try await base.samplePeople(attributes, first: id)
    }
    func isAdministrator(_ address: String) async throws(OperationError) -> Bool? { try await base.isAdministrator(address) }
    func scopeSummary(of edited: Configuration) async throws(OperationError) -> ScopeSummary { try await base.scopeSummary(of: edited) }
    func quality(of edited: Configuration?) async throws(OperationError) -> DataQuality { try await base.quality(of: edited) }
    func peopleOrMemory() async throws(OperationError) -> (people: [ListedPerson], obstacle: PlanMemory.Obstacle?) { try await base.peopleOrMemory() }
    func explain(_ name: String) async throws(OperationError) -> (explained: ExplainedPerson, history: [ActivityEntry]) {
        try await base.explain(name)
    }
    func explainer() async throws(OperationError) -> PersonExplainer { try await base.explainer() }
    func identityChange() async throws(OperationError) -> IdentityChange? { try await base.identityChange() }
    func preview(of edited: Configuration?) async throws(OperationError) -> Plan { try await base.preview(of: edited) }
    func planOrMemory() async throws(OperationError) -> Plan { try await base.planOrMemory() }
    func memoryBeforeAsking() async throws(OperationError) -> Plan? { try await base.memoryBeforeAsking() }
    func planAgain(after obstacle: PlanMemory.Obstacle?) async throws(OperationError) -> Plan { try await base.planAgain(after: obstacle) }
    func consequences(of edited: Configuration) async throws(OperationError) -> PlanConsequences? { try await base.consequences(of: edited) }
    func find(_ query: ActivityQuery) async throws(OperationError) -> (found: ActivityIndex, total: Int) { try await base.find(query) }
    func entries(_ ids: [Int64]) async throws(OperationError) -> [ActivityEntry] { try await base.entries(ids) }
    func standingFailures() async throws(OperationError) -> [StandingFailure] { try await base.standingFailures() }
    func usageByDay() async throws(OperationError) -> [UsageDay]? { try await base.usageByDay() }
    func exportFile(atPath path: String) -> URL { base.exportFile(atPath: path) }
    func export(_ query: ActivityQuery, as form: TableForm<ActivityEntry>, to file: URL, replacing: Bool) async throws(OperationError) -> Int? {
        try await base.export(query, as: form, to: file, replacing: replacing)
    }
    func exportFailures(as form: TableForm<StandingFailure>, to file: URL, replacing: Bool) async throws(OperationError) -> Int? {
        try await base.exportFailures(as: form, to: file, replacing: replacing)
    }
    func alerts() async throws(OperationError) -> AlertOverview { try await base.alerts() }
    func accounts() async throws(OperationError) -> AccountsOverview { try await base.accounts() }
    func propose(_ verdict: AccountDecision.Verdict, about account: String, person name: String?) async throws(OperationError) -> AccountProposal {
        try await base.propose(verdict, about: account, person: name)
    }
    func propose(_ verdict: AccountDecision.Verdict, aboutEach accounts: [String]) async throws(OperationError) -> (
        proposals: [AccountProposal], refusals: [String]
    ) { try await base.propose(verdict, aboutEach: accounts) }
    func requireNewest(_ edited: Configuration) async throws(OperationError) { try await base.requireNewest(edited) }
    func foreignParts(of change: SetupChange, readsDirectory: Bool) async throws(OperationError) -> ForeignParts {
        try await base.foreignParts(of: change, readsDirectory: readsDirectory)
    }
    func revisions(about setting: String?) async throws(OperationError) -> [RevisionStep] { try await base.revisions(about: setting) }
    func restoration(of number: Int, only names: [String]) async throws(OperationError) -> Configuration {
        try await base.restoration(of: number, only: names)
    }
    func requireRestorable(_ edited: Configuration) async throws(OperationError) { try await base.requireRestorable(edited) }
    func undoPlan(of run: Int64) async throws(OperationError) -> UndoPlan { try await base.undoPlan(of: run) }

    // MARK: What changes something

    func carryLinks(_ change: IdentityChange) async throws(OperationError) -> Int { throw refusal }
    func separate(_ change: IdentityChange) async throws(OperationError) { throw refusal }
    func decide(_ choice: PendingChoice, about entries: [PendingEntry]) async throws(OperationError) { throw refusal }
    func decide(_ change: HeldChange, about entries: [PlanEntry]) async throws(OperationError) { throw refusal }
    func decide(_ change: HeldChange, about moves: [UnitMove]) async throws(OperationError) { throw refusal }
    func requestRetry(of personIDs: [String]) async throws(OperationError) { throw refusal }
    func checkAlerts(_ teller: @Sendable (AlertMessage, AlertOrigin) -> AlertNotice) async throws(OperationError) -> AlertOverview { throw refusal }
    func lookForAlerts(_ teller: @Sendable (AlertMessage, AlertOrigin) -> AlertNotice) async throws(OperationError) { throw refusal }
    func testAlerts(_ notice: @Sendable (Date, AlertOrigin) -> AlertNotice) async throws(OperationError) -> [AlertTestResult] {
        throw refusal
    }
    func compareAccounts() async throws(OperationError) -> AccountsOverview { throw refusal }
    func decide(_ proposals: [AccountProposal]) async throws(OperationError) { throw refusal }
    func takeBackDecision(about account: String) async throws(OperationError) -> AccountDecision { throw refusal }
    func save(_ edited: Configuration, restoring restored: Int?) async throws(OperationError) -> Configuration { throw refusal }
    func connect(_ change: SetupChange, rebinding foreign: ForeignParts?) async throws(OperationError) -> Configuration { throw refusal }
    func deleteConfiguration() async throws(OperationError) { throw refusal }
    func turnOn() async throws(OperationError) { throw refusal }
    func turnOff() async throws(OperationError) { throw refusal }
    func answer(_ answer: ResumptionAnswer) async throws(OperationError) { throw refusal }
    func beginAuthorization() async throws(OperationError) -> AuthorizationAttempt { throw refusal }
    func run(
        released: Set<ActionKind>, releasesUnitMoves: Bool, isUnattended: Bool, progress: @escaping @Sendable (RunProgress) -> Void,
        isPaused: @escaping @Sendable () -> Bool, isStopped: @escaping @Sendable () -> Bool
    ) async throws(OperationError) -> RunRecord { throw refusal }
    func run(person name: String, isTakenByOther: @Sendable () -> Void) async throws(OperationError) -> RunRecord { throw refusal }
    func undo(
        run undone: Int64, progress: @escaping @Sendable (RunProgress) -> Void, isPaused: @escaping @Sendable () -> Bool,
        isStopped: @escaping @Sendable () -> Bool
    ) async throws(OperationError) -> RunRecord { throw refusal }
}
