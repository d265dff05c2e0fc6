extension LedgerState {
    /// The same for an undo: accounts without a link that were suspended by a decision can be enabled again.
    package var withDecidedSuspensions: LedgerState {
        var state = self
        state.links.merge(decidedSuspensions) { link, _ in link }
        return state
    }
}
