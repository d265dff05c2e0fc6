import Engine
import Provisioning
import Sync

/// What pages ask of runs: the plan, what is decided about it, and that it happens.
protocol ConsoleRunService: Sendable {
    func preview(of edited: Configuration?) async throws(OperationError) -> Plan
    func planOrMemory() async throws(OperationError) -> Plan
    func memoryBeforeAsking() async throws(OperationError) -> Plan?
    func planAgain(after obstacle: PlanMemory.Obstacle?) async throws(OperationError) -> Plan
    func consequences(of edited: Configuration) async throws(OperationError) -> PlanConsequences?

    func peopleOrMemory() async throws(OperationError) -> (people: [ListedPerson], obstacle: PlanMemory.Obstacle?)
    func explain(_ name: String) async throws(OperationError) -> (explained: ExplainedPerson, history: [ActivityEntry])
    func explainer() async throws(OperationError) -> PersonExplainer

    func decide(_ choice: PendingChoice, about entries: [PendingEntry]) async throws(OperationError)
    func decide(_ change: HeldChange, about entries: [PlanEntry]) async throws(OperationError)
    func decide(_ change: HeldChange, about moves: [UnitMove]) async throws(OperationError)
    func requestRetry(of personIDs: [String]) async throws(OperationError)

    func accounts() async throws(OperationError) -> AccountsOverview
    func compareAccounts() async throws(OperationError) -> AccountsOverview
    func propose(_ verdict: AccountDecision.Verdict, about account: String, person name: String?) async throws(OperationError) -> AccountProposal
    func propose(
        _ verdict: AccountDecision.Verdict, aboutEach accounts: [String]
    ) async throws(OperationError) -> (proposals: [AccountProposal], refusals: [String])
    func decide(_ proposals: [AccountProposal]) async throws(OperationError)
    func takeBackDecision(about account: String) async throws(OperationError) -> AccountDecision

    func turnOn() async throws(OperationError)
    func turnOff() async throws(OperationError)
    func sync(
        released: Set<ActionKind>, releasesUnitMoves: Bool, isUnattended: Bool, progress: @escaping @Sendable (RunProgress) -> Void,
        isPaused: @escaping @Sendable () -> Bool, isStopped: @escaping @Sendable () -> Bool
    ) async throws(OperationError) -> RunRecord
    /// A run for one person alone.
    func sync(person name: String, isTakenByOther: @Sendable () -> Void) async throws(OperationError) -> RunRecord
    func undoPlan(of run: Int64) async throws(OperationError) -> UndoPlan
    func undo(
        run undone: Int64, progress: @escaping @Sendable (RunProgress) -> Void, isPaused: @escaping @Sendable () -> Bool,
        isStopped: @escaping @Sendable () -> Bool
    ) async throws(OperationError) -> RunRecord
}

extension RunService: ConsoleRunService {}

/// Runs for a console that only looks.
struct ReadOnlyRuns: ConsoleRunService {
    let base: any ConsoleRunService

    func preview(of edited: Configuration?) async throws(OperationError) -> Plan { try await base.preview(of: edited) }
    func planOrMemory() async throws(OperationError) -> Plan { try await base.planOrMemory() }
    func memoryBeforeAsking() async throws(OperationError) -> Plan? { try await base.memoryBeforeAsking() }
    func planAgain(after obstacle: PlanMemory.Obstacle?) async throws(OperationError) -> Plan { try await base.planAgain(after: obstacle) }
    func consequences(of edited: Configuration) async throws(OperationError) -> PlanConsequences? { try await base.consequences(of: edited) }

    func peopleOrMemory() async throws(OperationError) -> (people: [ListedPerson], obstacle: PlanMemory.Obstacle?) { try await base.peopleOrMemory() }
    func explain(_ name: String) async throws(OperationError) -> (explained: ExplainedPerson, history: [ActivityEntry]) {
        try await base.explain(name)
    }
    func explainer() async throws(OperationError) -> PersonExplainer { try await base.explainer() }

    func decide(_ choice: PendingChoice, about entries: [PendingEntry]) async throws(OperationError) { throw .onlyLooking }
    func decide(_ change: HeldChange, about entries: [PlanEntry]) async throws(OperationError) { throw .onlyLooking }
    func decide(_ change: HeldChange, about moves: [UnitMove]) async throws(OperationError) { throw .onlyLooking }
    func requestRetry(of personIDs: [String]) async throws(OperationError) { throw .onlyLooking }

    func accounts() async throws(OperationError) -> AccountsOverview { try await base.accounts() }
    func compareAccounts() async throws(OperationError) -> AccountsOverview { throw .onlyLooking }
    func propose(_ verdict: AccountDecision.Verdict, about account: String, person name: String?) async throws(OperationError) -> AccountProposal {
        try await base.propose(verdict, about: account, person: name)
    }
    func propose(_ verdict: AccountDecision.Verdict, aboutEach accounts: [String]) async throws(OperationError) -> (
        proposals: [AccountProposal], refusals: [String]
    ) { try await base.propose(verdict, aboutEach: accounts) }
    func decide(_ proposals: [AccountProposal]) async throws(OperationError) { throw .onlyLooking }
    func takeBackDecision(about account: String) async throws(OperationError) -> AccountDecision { throw .onlyLooking }

    func turnOn() async throws(OperationError) { throw .onlyLooking }
    func turnOff() async throws(OperationError) { throw .onlyLooking }
    func sync(
        released: Set<ActionKind>, releasesUnitMoves: Bool, isUnattended: Bool, progress: @escaping @Sendable (RunProgress) -> Void,
        isPaused: @escaping @Sendable () -> Bool, isStopped: @escaping @Sendable () -> Bool
    ) async throws(OperationError) -> RunRecord { throw .onlyLooking }
    func sync(person name: String, isTakenByOther: @Sendable () -> Void) async throws(OperationError) -> RunRecord { throw .onlyLooking }
    func undoPlan(of run: Int64) async throws(OperationError) -> UndoPlan { try await base.undoPlan(of: run) }
    func undo(
        run undone: Int64, progress: @escaping @Sendable (RunProgress) -> Void, isPaused: @escaping @Sendable () -> Bool,
        isStopped: @escaping @Sendable () -> Bool
    ) async throws(OperationError) -> RunRecord { throw .onlyLooking }
}
