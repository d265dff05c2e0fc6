import Provisioning
import Sync
import Terminal
import Wording

/// Plans. Where it is clear already that nobody can be asked, what is remembered is shown until that is certain.
struct RecallPlan: ConsoleTask {
    func asked(_ model: inout ConsoleModel) { model.plan = .loading }
    func begun(_ model: inout ConsoleModel) { model.isPlanning = true }
    func perform(_ services: ConsoleServices) async throws -> Plan? { try? await services.runs.memoryBeforeAsking() }

    func done(_ known: Plan?, _ console: inout ConsoleState) -> [ConsoleEffect] {
        if let known { console.show(known) }
        return [.task(MakePlan())]
    }
}

/// Asks the directory and plans; where nobody can be asked, remembers.
struct MakePlan: ConsoleTask {
    func perform(_ services: ConsoleServices) async throws -> Plan { try await services.runs.planOrMemory() }

    func done(_ plan: Plan, _ console: inout ConsoleState) -> [ConsoleEffect] {
        console.show(plan)
        return []
    }

    func failed(_ text: String, _ console: inout ConsoleState) -> [ConsoleEffect] {
        console.model.plan = .failed(text)
        console.model.isPlanning = false
        return []
    }
}

/// Decides something about the plan, and plans with it.
struct DecidePlan: ConsoleTask {
    /// What is decided.
    enum Decision: Sendable, Equatable {
        case pending(PendingChoice, [PendingEntry])
        case held(HeldChange, [PlanEntry])
        case unitMoves(HeldChange, [UnitMove])
        /// By directory id.
        case retry(String)
    }

    let decision: Decision
    /// Who could not be asked for the plan that is shown is not asked again for every decision.
    let obstacle: PlanMemory.Obstacle?

    /// - Parameter plan: the one that is shown.
    init(_ decision: Decision, of plan: Plan?) {
        self.decision = decision
        obstacle = plan?.memory?.obstacle
    }

    func begun(_ model: inout ConsoleModel) { model.isPlanning = true }

    func perform(_ services: ConsoleServices) async throws -> Plan {
        switch decision {
        case .pending(let choice, let entries): try await services.runs.decide(choice, about: entries)
        case .held(let change, let entries): try await services.runs.decide(change, about: entries)
        case .unitMoves(let change, let moves): try await services.runs.decide(change, about: moves)
        case .retry(let person): try await services.runs.requestRetry(of: [person])
        }
        return try await services.runs.planAgain(after: obstacle)
    }

    func done(_ plan: Plan, _ console: inout ConsoleState) -> [ConsoleEffect] {
        console.show(plan)
        return []
    }

    func failed(_ text: String, _ console: inout ConsoleState) -> [ConsoleEffect] {
        console.say(text, .danger)
        console.model.isPlanning = false
        return []
    }
}

extension ConsoleEffect {
    /// Plans anew.
    static var loadPlan: ConsoleEffect { .task(RecallPlan()) }
}

extension ConsoleEvent {
    /// The plan that is shown from now on.
    var plan: Plan? {
        success(of: MakePlan.self) ?? success(of: DecidePlan.self) ?? success(of: RecallPlan.self).flatMap(\.self)
            ?? success(of: ForetellTurnOn.self)?.value
    }
}

extension ConsoleState {
    fileprivate mutating func show(_ plan: Plan) {
        model.plan = .loaded(plan)
        model.isPlanning = false
    }
}
