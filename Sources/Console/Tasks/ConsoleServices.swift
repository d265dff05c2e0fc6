import Directory
import Engine
import Foundation
import Provisioning
import Sync
import Wording

/// What the console asks for outside of its own state. A ``Workspace`` does it; a test can answer without a disk.
protocol ConsoleServices: Sendable {
    // MARK: The home

    /// The moment, by the time that delays are counted with.
    var now: Date { get }
    func status() async throws(OperationError) -> WorkspaceStatus
    func configuration() async throws(OperationError) -> Configuration
    func changes() throws(OperationError) -> AsyncStream<Void>

    // MARK: The directory

    func groups() async throws(OperationError) -> [Group]
    func organizationalUnits() async throws(OperationError) -> [OrganizationalUnit]
    func attributes() async throws(OperationError) -> [DirectoryAttribute]
    func samplePeople(_ attributes: Set<String>, first id: String?) async throws(OperationError) -> [Person]
    func isAdministrator(_ address: String) async throws(OperationError) -> Bool?
    func scopeSummary(of edited: Configuration) async throws(OperationError) -> ScopeSummary
    func quality(of edited: Configuration?) async throws(OperationError) -> DataQuality
    func peopleOrMemory() async throws(OperationError) -> (people: [ListedPerson], obstacle: PlanMemory.Obstacle?)
    func explain(_ name: String) async throws(OperationError) -> (explained: ExplainedPerson, history: [ActivityEntry])
    func explainer() async throws(OperationError) -> PersonExplainer
    func identityChange() async throws(OperationError) -> IdentityChange?
    func carryLinks(_ change: IdentityChange) async throws(OperationError) -> Int
    func separate(_ change: IdentityChange) async throws(OperationError)

    // MARK: The plan and what is decided about it

    func preview(of edited: Configuration?) async throws(OperationError) -> Plan
    func planOrMemory() async throws(OperationError) -> Plan
    func memoryBeforeAsking() async throws(OperationError) -> Plan?
    func planAgain(after obstacle: PlanMemory.Obstacle?) async throws(OperationError) -> Plan
    func consequences(of edited: Configuration) async throws(OperationError) -> PlanConsequences?
    func decide(_ choice: PendingChoice, about entries: [PendingEntry]) async throws(OperationError)
    func decide(_ change: HeldChange, about entries: [PlanEntry]) async throws(OperationError)
    func decide(_ change: HeldChange, about moves: [UnitMove]) async throws(OperationError)
    func requestRetry(of personIDs: [String]) async throws(OperationError)

    // MARK: The log

    func find(_ query: ActivityQuery) async throws(OperationError) -> (found: ActivityIndex, total: Int)
    func entries(_ ids: [Int64]) async throws(OperationError) -> [ActivityEntry]
    func standingFailures() async throws(OperationError) -> [StandingFailure]
    func usageByDay() async throws(OperationError) -> [UsageDay]?
    func exportFile(atPath path: String) -> URL
    func export(_ query: ActivityQuery, as form: TableForm<ActivityEntry>, to file: URL, replacing: Bool) async throws(OperationError) -> Int?
    func exportFailures(as form: TableForm<StandingFailure>, to file: URL, replacing: Bool) async throws(OperationError) -> Int?

    // MARK: Alerts

    func alerts() async throws(OperationError) -> AlertOverview
    func checkAlerts(_ teller: @Sendable (AlertMessage, AlertOrigin) -> AlertNotice) async throws(OperationError) -> AlertOverview
    func lookForAlerts(_ teller: @Sendable (AlertMessage, AlertOrigin) -> AlertNotice) async throws(OperationError)
    func testAlerts(_ notice: @Sendable (Date, AlertOrigin) -> AlertNotice) async throws(OperationError) -> [AlertTestResult]

    // MARK: The app's accounts

    func accounts() async throws(OperationError) -> AccountsOverview
    func compareAccounts() async throws(OperationError) -> AccountsOverview
    func propose(_ verdict: AccountDecision.Verdict, about account: String, person name: String?) async throws(OperationError) -> AccountProposal
    func propose(
        _ verdict: AccountDecision.Verdict, aboutEach accounts: [String]
    ) async throws(OperationError) -> (proposals: [AccountProposal], refusals: [String])
    func decide(_ proposals: [AccountProposal]) async throws(OperationError)
    func takeBackDecision(about account: String) async throws(OperationError) -> AccountDecision

    // MARK: The configuration and its history

    func save(_ edited: Configuration, restoring restored: Int?) async throws(OperationError) -> Configuration
    func requireNewest(_ edited: Configuration) async throws(OperationError)
    func foreignParts(of change: SetupChange, readsDirectory: Bool) async throws(OperationError) -> ForeignParts
    /// Keeps another connection; `foreign` are the parts of the ledger that are rebound for it.
    func connect(_ change: SetupChange, rebinding foreign: ForeignParts?) async throws(OperationError) -> Configuration
    func deleteConfiguration() async throws(OperationError)
    func revisions(about setting: String?) async throws(OperationError) -> [RevisionStep]
    func restoration(of number: Int, only names: [String]) async throws(OperationError) -> Configuration
    func requireRestorable(_ edited: Configuration) async throws(OperationError)

    // MARK: The switch, the authorization and runs

    func turnOn() async throws(OperationError)
    func turnOff() async throws(OperationError)
    func answer(_ answer: ResumptionAnswer) async throws(OperationError)
    func beginAuthorization() async throws(OperationError) -> AuthorizationAttempt
    func run(
        released: Set<ActionKind>, releasesUnitMoves: Bool, isUnattended: Bool, progress: @escaping @Sendable (RunProgress) -> Void,
        isPaused: @escaping @Sendable () -> Bool, isStopped: @escaping @Sendable () -> Bool
    ) async throws(OperationError) -> RunRecord
    /// A run for one person alone.
    func run(person name: String, isTakenByOther: @Sendable () -> Void) async throws(OperationError) -> RunRecord
    func undoPlan(of run: Int64) async throws(OperationError) -> UndoPlan
    func undo(
        run undone: Int64, progress: @escaping @Sendable (RunProgress) -> Void, isPaused: @escaping @Sendable () -> Bool,
        isStopped: @escaping @Sendable () -> Bool
    ) async throws(OperationError) -> RunRecord
}

extension Workspace: ConsoleServices {
    func connect(_ change: SetupChange, rebinding foreign: ForeignParts?) throws(OperationError) -> Configuration {
        if let foreign { try keep(change, rebinding: foreign) } else { try keep(change) }
    }
}
