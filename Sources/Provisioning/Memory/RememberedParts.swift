/// Parts of a plan that are made here alone, and anew of what was kept of them.
extension UnitMove {
    /// A move as it was kept.
    package static func remembered(id: String, from: String, to: String, parentID: String?) -> UnitMove {
        UnitMove(id: id, from: from, to: to, parentID: parentID)
    }
}

extension UnitHold.Effect {
    /// What a move would mean for somebody, as it was kept.
    package static func remembered(personID: String, name: String, email: String, isGain: Bool, move: UnitMove) -> UnitHold.Effect {
        UnitHold.Effect(personID: personID, name: name, email: email, isGain: isGain, move: move)
    }
}

extension SafeguardHold {
    /// A hold as it was kept.
    package static func remembered(
        kind: ActionKind, planned: Int, unconfirmed: Int, recent: Int, rejected: Int, allowance: Int, isExceeded: Bool, asksForAuthorizer: Int
    ) -> SafeguardHold {
        SafeguardHold(
            kind: kind, planned: planned, unconfirmed: unconfirmed, recent: recent, rejected: rejected, allowance: allowance, isExceeded: isExceeded,
            asksForAuthorizer: asksForAuthorizer)
    }
}
