import Directory

extension Plan {
    /// The part of it that is about one person, made from a directory of which that person alone was read.
    ///
    /// - Parameter ledger: what the plan was made from: who else has the user name that the person is to get is known by it alone.
    package func limited(to personID: String, ledger: LedgerState) -> Plan {
        var problems = problems.filter { $0.personID == personID }
        var items = items.filter { $0.action.personID == personID }
        if let entry = items.first?.action, let holder = ledger.holder(of: entry.after[MappingTable.userNamePath] ?? "", beside: personID) {
            items = []
            problems.append(ProblemEntry(entry.person, problem: .sameUserName(userName: holder.userName, other: holder.userName)))
        }
        var plan = Plan(
            configurationRevision: configurationRevision, made: made, items: items,
            holds: holds.filter { hold in items.contains { $0.action.kind == hold.key && $0.fate == .held } },
            lapsedDecisions: lapsedDecisions.filter { $0.personID == personID },
            timerChanges: timerChanges.filter { $0.personID == personID },
            pending: pending.filter { $0.personID == personID }, problems: problems,
            excluded: excluded.filter { $0.personID == personID }, entitledCount: entitledCount)
        // Its move is one decision about everybody in the unit: only its place in the person's plan is of interest here.
        plan.unitHold = unitHold.flatMap { UnitHold($0.effects.filter { $0.person.id == personID }) }
        plan.releasedByUnit = releasedByUnit
        if plan.unitHold != nil {
            plan.notes.append(
                "More people than this one are concerned: a unit was moved in the directory, and what follows from it is one decision about all of its people."
            )
        }
        if problems.contains(where: { if case .sameUserName = $0.problem { true } else { false } }) {
            plan.notes.append("More people than this one are concerned: a run for everybody sees who is to have that user name.")
        }
        return plan
    }
}

extension TimerChange {
    /// Whose delay begins or ends.
    fileprivate var personID: String {
        switch self {
        case .start(let personID, _), .cancel(let personID, _): personID
        }
    }
}

extension LedgerState {
    /// Whose account has a user name, beside one person; `nil` when nobody's has.
    fileprivate func holder(of userName: String, beside personID: String) -> AccountLink? {
        guard !userName.isEmpty else { return nil }
        let wanted = userName.caseFolded
        return links.values.first { $0.personID != personID && $0.userName.caseFolded == wanted }
    }
}
