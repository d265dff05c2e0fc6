import Directory
package import Engine
import Foundation
import Ledger
package import Provisioning
import Timing

/// What is known here without the directory and the app: what the newest plan said, with the decisions, delays and links of now.
extension RunService {
    /// What a run would do. Where the directory or the app cannot be asked, what is remembered of the newest plan (``Plan/memory`` says so then).
    ///
    /// - Throws: ``OperationError`` when something else is in the way, or nothing is remembered.
    package func planOrMemory() async throws(OperationError) -> Plan {
        let before = try await recentObstacle()
        if let plan = try await asked(briefly: before != nil, { () async throws(OperationError) in try await self.askedPlan() }) { return plan }
        if let before, let plan = try remembered(behind: before) { return plan }
        return try await askedPlan()
    }

    private func askedPlan() async throws(OperationError) -> Plan {
        do throws(OperationError) {
            let plan = try await preview()
            remember(plan)
            return plan
        } catch {
            guard let plan = try remembered(because: error) else { throw error }
            return plan
        }
    }

    /// Who could not be asked a moment ago gets so long to answer; nobody who has to stop something waits half a minute for it.
    static let briefly = Duration.seconds(10)

    /// Asks; `nil` when it was to be asked briefly and nobody answered in that time.
    func asked<Value: Sendable>(
        briefly isBrief: Bool, _ ask: @escaping @Sendable () async throws(OperationError) -> Value
    ) async throws(OperationError) -> Value? {
        guard isBrief else { return try await ask() }
        let answer = await withTaskGroup(of: Result<Value, OperationError>?.self) { group in
            group.addTask {
                let result: Result<Value, OperationError>
                do throws(OperationError) { result = .success(try await ask()) } catch { result = .failure(error) }
                return result
            }
            group.addTask {
                try? await Task.sleep(for: Self.briefly)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        guard let answer else { return nil }
        return try answer.get()
    }

    /// Why somebody could not be asked a moment ago: the authorization has ended, or the newest run failed as a whole. `nil` otherwise.
    func recentObstacle() async throws(OperationError) -> PlanMemory.Obstacle? {
        if case .revoked(let reason, let since) = try await authorization.status() {
            let error = OperationError.reauthorizationNeeded(reason: reason, since: since)
            return PlanMemory.Obstacle(code: error.code, whom: context.applicationName, reason: error.description)
        }
        let last = try context.lastRun()
        guard let last, last.outcome == .failed, let message = last.message else { return nil }
        return PlanMemory.Obstacle(code: "unreachable", whom: context.directoryName, reason: message)
    }

    /// The plan after a decision. Where the one before came from memory, so does this one: who could not be asked a moment ago is not asked again.
    ///
    /// - Parameter obstacle: why the plan before came from memory; `nil` when it did not.
    package func planAgain(after obstacle: PlanMemory.Obstacle?) async throws(OperationError) -> Plan {
        guard let obstacle, let again = try remembered(behind: obstacle) else { return try await planOrMemory() }
        return again
    }

    /// What is remembered while it is clear already that nobody can be asked: the authorization has ended, or the newest run could not ask either. `nil` otherwise.
    package func memoryBeforeAsking() async throws(OperationError) -> Plan? {
        guard let obstacle = try await recentObstacle() else { return nil }
        return try remembered(behind: obstacle)
    }

    /// What is remembered of the newest plan; `nil` when the error is about something else than asking, or nothing is remembered.
    func remembered(because error: OperationError) throws(OperationError) -> Plan? {
        guard error.isAboutAsking else { return nil }
        let whom = error.isAboutDirectory ? context.directoryName : context.applicationName
        return try remembered(behind: PlanMemory.Obstacle(code: error.code, whom: whom, reason: error.description))
    }

    func remembered(behind obstacle: PlanMemory.Obstacle) throws(OperationError) -> Plan? {
        let configuration = try context.configuration()
        guard let plan = try recorded(rememberedPlan()) else { return nil }
        let state = try recorded(context.ledger.state(now: context.now))
        let names = state.timers.isEmpty ? [:] : try recorded(context.ledger.knownPeople())
        return plan.recalled(ledger: state, configuration: configuration, names: names, obstacle: obstacle, now: context.now)
    }

    /// What was kept; of a ledger whose runs kept nothing yet, at least when the newest one read the directory: delays and decisions are there all the same.
    private func rememberedPlan() throws(LedgerError) -> RememberedPlan? {
        if let plan = try context.ledger.rememberedPlan() { return plan }
        guard let run = try context.ledger.newestPlanningRun() else { return nil }
        return RememberedPlan(
            origin: .run(run.id), made: run.started, configurationRevision: run.revision, entitledCount: 0, holds: [:], entries: [], leftOut: 0)
    }

    /// Keeps a plan that somebody looked at. That it cannot be kept is no reason not to show it.
    private func remember(_ plan: Plan) { try? context.ledger.remember(RememberedPlan(plan, origin: .preview)) }
}

extension OperationError {
    /// Whether somebody outside could not be asked, or gave an answer that no plan can be made of; what is known here is worth showing then.
    var isAboutAsking: Bool {
        switch self {
        case .directory(.cancelled): false
        case .directory, .application, .unreachable, .reauthorizationNeeded, .notAuthorized, .wrongClock, .disputedClock, .noTimeTold, .filesChanging,
            .identityChanged:
            true
        default: false
        }
    }

    /// Whether it was the directory that could not be asked.
    var isAboutDirectory: Bool {
        switch self {
        case .directory, .filesChanging, .identityChanged: true
        default: false
        }
    }
}
