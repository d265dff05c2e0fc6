/// What an administrator does about actions that a safeguard holds.
package enum HeldChange: String, Sendable, Equatable, CaseIterable {
    /// They are done by the next run.
    case release
    /// They are not done as long as the same change is planned.
    case reject
    /// What was decided is taken back; the safeguard judges them again.
    case restore

    /// The decision that it leaves.
    package var verdict: HeldDecision.Verdict? {
        switch self {
        case .release: .released
        case .reject: .rejected
        case .restore: nil
        }
    }
}

extension Plan {
    /// How an action of this plan stands towards the safeguards.
    package enum Standing: String, Sendable {
        case held
        case released
        case rejected
    }

    /// Everything that a safeguard holds or that was decided about, in the order of the plan.
    package var judged: [(entry: PlanEntry, standing: Standing)] {
        held.map { ($0, .held) } + releasedEntries.map { ($0, .released) } + rejected.map { ($0, .rejected) }
    }

    /// What a decision about these actions of this plan leads to. The rest of a kind may come under its limit by it.
    package func effect(of change: HeldChange, on chosen: [PlanEntry]) -> HeldEffect {
        let ids = Set(chosen.map(\.personID))
        var done = chosen
        let kinds = ActionKind.allCases.compactMap { kind -> HeldEffect.OfKind? in
            let count = chosen.count { $0.kind == kind }
            guard count > 0 else { return nil }
            if change == .release, let hold = holds[kind], hold.asksForAuthorizer > 0 {
                return .init(kind: kind, count: count, rest: .asksForAuthorizer)
            }
            guard let hold = holds[kind], change != .restore else { return .init(kind: kind, count: count, rest: .none) }
            let others = held.filter { $0.kind == kind && !ids.contains($0.personID) }
            guard !others.isEmpty else { return .init(kind: kind, count: count, rest: .none) }
            let rejected = change == .reject && chosen.contains { $0.kind == kind && $0.cause != nil } ? count : 0
            let counted = others.count + hold.unconfirmed + hold.recent + hold.rejected + rejected
            if counted > hold.allowance { return .init(kind: kind, count: count, rest: .staysHeld(others.count)) }
            done += others
            return .init(kind: kind, count: count, rest: .isDone(others.count, allowance: hold.allowance, recent: hold.recent))
        }
        let followed = change == .restore ? [] : following(change == .release ? done : chosen).filter { !$0.isCancelled }
        return HeldEffect(change: change, kinds: kinds, following: followed)
    }

    /// The hard deletes that are to come after these suspensions, for the same cause: whoever rejects a suspension means that the account stays.
    package func following(_ suspensions: [PlanEntry]) -> [PendingEntry] {
        let causes = Dictionary(suspensions.filter { $0.kind == .suspend }.map { ($0.personID, $0.cause) }, uniquingKeysWith: { first, _ in first })
        return pending.filter { $0.scheduled.action == .hardDelete && causes[$0.personID] == .some($0.scheduled.cause) }
    }
}

/// What a decision about held actions leads to.
package struct HeldEffect: Sendable, Equatable {
    /// What it does to one kind of action.
    package struct OfKind: Sendable, Equatable {
        /// What becomes of the actions of the kind that the decision is not about.
        package enum Rest: Sendable, Equatable {
            case none
            /// Those that were released wait until it is said whose account authorized the app.
            case asksForAuthorizer
            /// This many stay held.
            case staysHeld(Int)
            /// This many are within the limit then, and the next run does them too.
            case isDone(Int, allowance: Int, recent: Int)
        }

        package let kind: ActionKind
        /// How many the decision is about.
        package let count: Int
        package let rest: Rest
    }

    package let change: HeldChange
    /// In the order in which a run writes.
    package let kinds: [OfKind]
    /// The hard deletes that follow, or that are canceled.
    package let following: [PendingEntry]
}
