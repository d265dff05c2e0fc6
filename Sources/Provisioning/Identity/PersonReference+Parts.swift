// Initializers that take a person in three parts.

extension PlanEntry {
    package init(
        personID: String, name: String, email: String, kind: ActionKind, accountID: String? = nil, before: [String: String] = [:],
        after: [String: String] = [:], reason: PlanReason
    ) {
        self.init(
            PersonReference(id: personID, name: name, email: email), kind: kind, accountID: accountID, before: before, after: after, reason: reason)
    }
}

extension ProblemEntry {
    package init(personID: String, name: String, email: String, problem: PlanProblem) {
        self.init(PersonReference(id: personID, name: name, email: email), problem: problem)
    }
}

extension PendingEntry {
    package init(
        personID: String, name: String, email: String, accountID: String, scheduled: ScheduledAction, isHeld: Bool, decision: PendingDecision? = nil
    ) {
        self.init(
            PersonReference(id: personID, name: name, email: email), accountID: accountID, scheduled: scheduled, isHeld: isHeld, decision: decision)
    }
}

extension ExcludedEntry {
    package init(personID: String, name: String, email: String, exclusion: Exclusion) {
        self.init(PersonReference(id: personID, name: name, email: email), exclusion: exclusion)
    }
}

extension UnitHold.Effect {
    init(personID: String, name: String, email: String, isGain: Bool, move: UnitMove) {
        self.init(person: PersonReference(id: personID, name: name, email: email), isGain: isGain, move: move)
    }
}
