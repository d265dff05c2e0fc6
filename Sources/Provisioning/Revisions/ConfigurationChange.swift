/// What saving a changed configuration means, and what is asked before: the same for the console and the command line.
extension Configuration {
    /// Whether a run may do something else with this configuration than with `saved`. Only then there is something to foretell.
    package func decidesOtherwise(than saved: Configuration) -> Bool {
        var same = saved
        same.userAccess = userAccess
        same.safeguards = safeguards
        same.directory = directory
        same.autoprovisioning = autoprovisioning
        same.application.protectedAccount = application.protectedAccount
        // With all that decides taken over, nothing of it differed if it is still what was saved.
        return same != saved
    }

    /// The hard deletes that nobody would get a chance to notice and that came with a change of the rules: each wants to be confirmed before it is saved.
    package func hardDeletesToConfirm(since saved: Configuration) -> [DeprovisioningCause] {
        let (policy, before) = (autoprovisioning.deprovisioning, saved.autoprovisioning.deprovisioning)
        return policy == before ? [] : policy.causesToConfirm
    }
}
