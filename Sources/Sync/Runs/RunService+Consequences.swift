package import Engine
package import Provisioning

extension RunService {
    /// What saving `edited` would change; `nil` when a run would do the same as with the saved configuration and every safeguard stays. Writes nothing.
    ///
    /// - Throws: ``OperationError`` when the saved configuration cannot be read. That the directory or the app cannot be asked is said in the answer.
    package func consequences(of edited: Configuration) async throws(OperationError) -> PlanConsequences? {
        let saved = try context.configuration()
        guard edited.decidesOtherwise(than: saved) else { return nil }
        var planned: PlanConsequences?
        do throws(OperationError) { planned = try await plannedConsequences(of: edited) } catch {
            planned = PlanConsequences()
            planned?.obstacle = "\(error)"
        }
        let lifted = edited.safeguards.lifted(since: saved.safeguards)
        guard !lifted.isEmpty else { return planned }
        var consequences = planned ?? PlanConsequences()
        consequences.liftedLimits = lifted
        return consequences
    }

    private func plannedConsequences(of edited: Configuration) async throws(OperationError) -> PlanConsequences? {
        let plan = try await preview(of: edited)
        let saved: Plan?
        // What the saved one cannot be planned with, the edited one may mend.
        do throws(OperationError) { saved = try await preview() } catch { saved = nil }
        return plan.consequences(comparedTo: saved)
    }
}
