import Directory
import Foundation
import Ledger
package import Provisioning

/// What is known here without the directory and the app: what the newest plan said, with the decisions, delays and links of now.
extension Workspace {
    /// What a run would do. Where the directory or the app cannot be asked, what is remembered of the newest plan (``Plan/memory`` says so then).
    ///
    /// - Throws: ``OperationError`` when something else is in the way, or nothing is remembered.
    package func planOrMemory() async throws(OperationError) -> Plan {
        do throws(OperationError) {
            let plan = try await preview()
            remember(plan)
            return plan
        } catch {
            guard let plan = try remembered(because: error) else { throw error }
            return plan
        }
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
        if case .revoked(let reason, let since) = try await authorizationStatus() {
            return try remembered(because: .reauthorizationNeeded(reason: reason, since: since))
        }
        guard let failures = try await unattendedFailures() else { return nil }
        return try remembered(behind: PlanMemory.Obstacle(code: "unreachable", whom: directoryName(), reason: failures.reason))
    }

    /// What is remembered of the newest plan; `nil` when the error is about something else than asking, or nothing is remembered.
    func remembered(because error: OperationError) throws(OperationError) -> Plan? {
        guard error.isAboutAsking else { return nil }
        let whom = error.isAboutDirectory ? directoryName() : applicationName
        return try remembered(behind: PlanMemory.Obstacle(code: error.code, whom: whom, reason: error.description))
    }

    private func remembered(behind obstacle: PlanMemory.Obstacle) throws(OperationError) -> Plan? {
        let configuration = try configuration()
        do throws(LedgerError) {
            guard let plan = try rememberedPlan() else { return nil }
            let state = try ledger.state(now: now())
            let names = state.timers.isEmpty ? [:] : try ledger.knownPeople()
            return plan.recalled(ledger: state, configuration: configuration, names: names, obstacle: obstacle, now: now())
        } catch {
            throw .ledger(error)
        }
    }

    /// What was kept; of a ledger whose runs kept nothing yet, at least when the newest one read the directory: delays and decisions are there all the same.
    private func rememberedPlan() throws(LedgerError) -> RememberedPlan? {
        if let plan = try ledger.rememberedPlan() { return plan }
        guard let run = try ledger.newestPlanningRun() else { return nil }
        return RememberedPlan(
            origin: .run(run.id), made: run.started, configurationRevision: run.revision, entitledCount: 0, holds: [:], entries: [], leftOut: 0)
    }

    /// Keeps a plan that somebody looked at. That it cannot be kept is no reason not to show it.
    private func remember(_ plan: Plan) { try? ledger.remember(RememberedPlan(plan, origin: .preview)) }

    /// The directory in a word.
    func directoryName() -> String {
        switch try? configuration().directory {
        case .google: "Google"
        default: "the directory"
        }
    }
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
