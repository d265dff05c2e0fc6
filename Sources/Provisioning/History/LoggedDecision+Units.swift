extension LoggedDecision {
    /// A unit that was renamed or moved in the directory; no administrator of ours decided it.
    package init(_ change: UnitChange) {
        self.init(
            change.isMove ? .moved : .renamed, PersonReference(id: change.id, name: "Unit \(change.to)", email: ""), accountID: nil,
            .unitPlace(from: change.from), by: nil)
    }

    /// A decision about what a moved unit alone would change.
    package init(_ verdict: Verdict, about move: UnitMove, by who: AuditActor) {
        self.init(
            verdict, PersonReference(id: move.id, name: "Unit \(move.to)", email: ""), accountID: nil,
            .unitMove(from: move.from), by: who)
    }
}
