package import Engine
package import Provisioning

extension RunService {
    /// What is asked about before `edited` is saved, from the console and by commands alike; `nil` when nothing is. Writes nothing.
    ///
    /// While autoprovisioning is on, that is what a run would do otherwise than with the saved configuration. While it is off, nothing happens before somebody turns it
    /// on and is told then what will; but nobody is told then that a safeguard lets more through than it did, so that is asked about at any time.
    ///
    /// - Throws: ``OperationError`` when the saved configuration cannot be read. That the directory or the app cannot be asked is said in the answer.
    package func consequences(of edited: Configuration) async throws(OperationError) -> PlanConsequences? {
        let saved = try context.configuration()
        guard edited.decidesOtherwise(than: saved) else { return nil }
        // Nobody has relied yet on the safeguards of a home in which nothing was ever saved.
        let (lifted, loosened) = saved.revision == 0 && !saved.autoprovisioning.isOn ? ([], []) : edited.safeguards.loosening(of: saved.safeguards)
        let isOff = !edited.autoprovisioning.isOn
        guard !isOff || !lifted.isEmpty || !loosened.isEmpty else { return nil }
        var consequences = PlanConsequences()
        do throws(OperationError) { consequences = try await plannedConsequences(of: edited) } catch { consequences.obstacle = "\(error)" }
        (consequences.isOff, consequences.liftedLimits, consequences.loosened) = (isOff, lifted, loosened)
        return consequences.isNothing ? nil : consequences
    }

    private func plannedConsequences(of edited: Configuration) async throws(OperationError) -> PlanConsequences {
        let plan = try await preview(of: edited)
        let saved: Plan?
        // What the saved one cannot be planned with, the edited one may mend.
        do throws(OperationError) { saved = try await preview() } catch { saved = nil }
        return plan.consequences(comparedTo: saved)
    }
}
