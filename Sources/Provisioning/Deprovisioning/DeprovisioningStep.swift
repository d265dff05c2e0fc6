/// One thing that a rule really does to an account, and when.
package struct DeprovisioningStep: Sendable, Equatable {
    /// What happens.
    package let action: DeprovisioningAction
    /// How long after the cause was first seen.
    package let delay: DeprovisioningDelay

    package init(_ action: DeprovisioningAction, _ delay: DeprovisioningDelay) {
        self.action = action
        self.delay = delay
    }
}

extension DeprovisioningRule {
    /// What happens to an account, in its order. A suspension that would come at or after the hard delete never takes place.
    package var steps: [DeprovisioningStep] {
        var steps: [DeprovisioningStep] = []
        if let suspend, !deletesNoLaterThanItSuspends { steps.append(DeprovisioningStep(.suspend, suspend)) }
        if let hardDelete { steps.append(DeprovisioningStep(.hardDelete, hardDelete)) }
        return steps
    }
}
