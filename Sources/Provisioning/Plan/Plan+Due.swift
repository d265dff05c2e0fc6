/// Deprovisioning whose delay has passed.
extension Plan {
    /// What becomes of an action that takes an account away.
    package enum DeprovisioningState: String, Sendable, CaseIterable {
        /// Its delay has not passed, or an administrator canceled it.
        case pending
        /// The next run does it.
        case due
        /// A safeguard holds it.
        case held
        /// An administrator rejected it.
        case rejected
        /// It failed lately, and is not tried again yet.
        case waiting
    }

    /// Every suspension and deletion to come, those whose delay has passed first: an administrator can still cancel or postpone them.
    package var deprovisioning: [(entry: PendingEntry, state: DeprovisioningState)] {
        let passed = items.compactMap { item in PendingEntry(due: item.action).map { (entry: $0, state: DeprovisioningState(item.fate)) } }
        let states: [DeprovisioningState] = [.due, .held, .rejected, .waiting]
        return states.flatMap { state in passed.filter { $0.state == state } } + pending.map { ($0, .pending) }
    }
}

extension Plan.DeprovisioningState {
    fileprivate init(_ fate: PlanFate) {
        self =
            switch fate {
            case .due, .released: .due
            case .held: .held
            case .rejected: .rejected
            case .waiting: .waiting
            }
    }
}

extension PendingEntry {
    /// The action that `entry` carries out; `nil` when it takes no account away.
    fileprivate init?(due entry: PlanEntry) {
        guard case .deprovisioning(let action, _) = entry.reason, let accountID = entry.accountID else { return nil }
        self.init(entry.person, accountID: accountID, scheduled: action, isHeld: false)
    }
}
