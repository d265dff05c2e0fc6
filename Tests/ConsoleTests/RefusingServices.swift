import Directory
import Engine
import Foundation
import Provisioning
import Wording

@testable import Console
@testable import Sync

/// Services that refuse everything, without a disk and without a network; a test says what it expects to be asked for.
protocol RefusingServices: ConsoleSetupService, ConsoleAuthorizationService, ConsoleRunService, ConsoleHistoryService, ConsoleCheckService {}

extension ConsoleServices {
    /// All that is asked for is answered by one value.
    init(_ all: some RefusingServices) {
        self.init(setup: all, authorization: all, runs: all, history: all, checks: all, clock: { Fixture.now })
    }
}

extension RefusingServices {
    private var refused: OperationError { .invalidInput("Nobody expected this.") }

    func status() async throws(OperationError) -> WorkspaceStatus { throw refused }
    func configuration() async throws(OperationError) -> Configuration { throw refused }
    func changes() throws(OperationError) -> AsyncStream<Void> { throw refused }
    func groups() async throws(OperationError) -> [Group] { throw refused }
    func organizationalUnits() async throws(OperationError) -> [OrganizationalUnit] { throw refused }
    func attributes() async throws(OperationError) -> [DirectoryAttribute] { throw refused }
    func samplePeople(_ attributes: Set<String>, first id: String?) async throws(OperationError) -> [Person] { throw refused }
    func isAdministrator(_ address: String) async throws(OperationError) -> Bool? { throw refused }
    func scopeSummary(of edited: Configuration) async throws(OperationError) -> ScopeSummary { throw refused }
    func alerts() async throws(OperationError) -> AlertOverview { throw refused }
    func checkAlerts(_ teller: @Sendable (AlertMessage, AlertOrigin) -> AlertNotice) async throws(OperationError) -> AlertOverview { throw refused }
    func lookForAlerts(_ teller: @Sendable (AlertMessage, AlertOrigin) -> AlertNotice) async throws(OperationError) { throw refused }
    func testAlerts(
        _ notice: @Sendable (Date, AlertOrigin) -> AlertNotice
    ) async throws(OperationError) -> [AlertTestResult] { throw refused }
    func sync(person name: String, isTakenByOther: @Sendable () -> Void) async throws(OperationError) -> RunRecord { throw refused }
    func quality(of edited: Configuration?) async throws(OperationError) -> DataQuality { throw refused }
    func peopleOrMemory() async throws(OperationError) -> (people: [ListedPerson], obstacle: PlanMemory.Obstacle?) { throw refused }
    func explainer() async throws(OperationError) -> PersonExplainer { throw refused }
    func explain(_ name: String) async throws(OperationError) -> (explained: ExplainedPerson, history: [ActivityEntry]) { throw refused }
    func identityChange() async throws(OperationError) -> IdentityChange? { throw refused }
    func carryLinks(_ change: IdentityChange) async throws(OperationError) -> Int { throw refused }
    func separate(_ change: IdentityChange) async throws(OperationError) { throw refused }
    func preview(of edited: Configuration?) async throws(OperationError) -> Plan { throw refused }
    func planOrMemory() async throws(OperationError) -> Plan { throw refused }
    func memoryBeforeAsking() async throws(OperationError) -> Plan? { throw refused }
    func planAgain(after obstacle: PlanMemory.Obstacle?) async throws(OperationError) -> Plan { throw refused }
    func consequences(of edited: Configuration) async throws(OperationError) -> PlanConsequences? { throw refused }
    func decide(_ choice: PendingChoice, about entries: [PendingEntry]) async throws(OperationError) { throw refused }
    func decide(_ change: HeldChange, about entries: [PlanEntry]) async throws(OperationError) { throw refused }
    func decide(_ change: HeldChange, about moves: [UnitMove]) async throws(OperationError) { throw refused }
    func requestRetry(of personIDs: [String]) async throws(OperationError) { throw refused }
    func find(_ query: ActivityQuery) async throws(OperationError) -> (found: ActivityIndex, total: Int) { throw refused }
    func entries(_ ids: [Int64]) async throws(OperationError) -> [ActivityEntry] { throw refused }
    func standingFailures() async throws(OperationError) -> [StandingFailure] { throw refused }
    func usageByDay() async throws(OperationError) -> [UsageDay]? { throw refused }
    func export(_ query: ActivityQuery, as form: TableForm<ActivityEntry>, to file: URL, replacing: Bool) async throws(OperationError) -> Int? {
        throw refused
    }
    func exportFailures(as form: TableForm<StandingFailure>, to file: URL, replacing: Bool) async throws(OperationError) -> Int? { throw refused }
    func accounts() async throws(OperationError) -> AccountsOverview { throw refused }
    func compareAccounts() async throws(OperationError) -> AccountsOverview { throw refused }
    func propose(_ verdict: AccountDecision.Verdict, about account: String, person name: String?) async throws(OperationError) -> AccountProposal {
        throw refused
    }
    func propose(
        _ verdict: AccountDecision.Verdict, aboutEach accounts: [String]
    ) async throws(OperationError) -> (proposals: [AccountProposal], refusals: [String]) { throw refused }
    func decide(_ proposals: [AccountProposal]) async throws(OperationError) { throw refused }
    func takeBackDecision(about account: String) async throws(OperationError) -> AccountDecision { throw refused }
    func save(_ edited: Configuration, restoring restored: Int?) async throws(OperationError) -> Configuration { throw refused }
    func requireNewest(_ edited: Configuration) async throws(OperationError) { throw refused }
    func foreignParts(of change: SetupChange, readsDirectory: Bool) async throws(OperationError) -> ForeignParts { throw refused }
    func connect(_ change: SetupChange, rebinding foreign: ForeignParts?) async throws(OperationError) -> Configuration { throw refused }
    func deleteConfiguration() async throws(OperationError) { throw refused }
    func revisions(about setting: String?) async throws(OperationError) -> [RevisionStep] { throw refused }
    func restoration(of number: Int, only names: [String]) async throws(OperationError) -> Configuration { throw refused }
    func requireRestorable(_ edited: Configuration) async throws(OperationError) { throw refused }
    func turnOn() async throws(OperationError) { throw refused }
    func turnOff() async throws(OperationError) { throw refused }
    func answer(_ answer: ResumptionAnswer) async throws(OperationError) { throw refused }
    func begin() async throws(OperationError) -> AuthorizationAttempt { throw refused }
    func sync(
        released: Set<ActionKind>, releasesUnitMoves: Bool, isUnattended: Bool, progress: @escaping @Sendable (RunProgress) -> Void,
        isPaused: @escaping @Sendable () -> Bool, isStopped: @escaping @Sendable () -> Bool
    ) async throws(OperationError) -> RunRecord { throw refused }
    func undoPlan(of run: Int64) async throws(OperationError) -> UndoPlan { throw refused }
    func undo(
        run undone: Int64, progress: @escaping @Sendable (RunProgress) -> Void, isPaused: @escaping @Sendable () -> Bool,
        isStopped: @escaping @Sendable () -> Bool
    ) async throws(OperationError) -> RunRecord { throw refused }
    func exportFile(atPath path: String) -> URL { URL(filePath: path) }
}
