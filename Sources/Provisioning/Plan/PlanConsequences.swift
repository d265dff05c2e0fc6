package import Foundation

/// What a change of the configuration leads to.
package struct PlanConsequences: Sendable, Equatable {
    /// A kind of action that a safeguard would hold.
    package struct Held: Sendable, Equatable {
        package let hold: SafeguardHold
        /// How many of those that it holds come by the change.
        package let count: Int

        /// So many that this holds.
        package init(_ hold: SafeguardHold, count: Int) { (self.hold, self.count) = (hold, count) }
    }

    /// Actions with a delay, and when the first of them is due.
    package struct Delayed: Sendable, Equatable {
        package let action: DeprovisioningAction
        package let count: Int
        package let first: Date
    }

    /// Why it cannot be foretold; `nil` when it can.
    package var obstacle: String?
    /// Whether autoprovisioning is off, so that nothing of it happens before it is turned on.
    package var isOff = false
    /// Kinds of actions that had a limit and have none any more.
    package var liftedLimits: [ActionKind] = []
    /// Limits that let more through than before.
    package var loosened: [LoosenedLimit] = []
    /// What safeguards hold now and would hold no more, by kind; `nil` when it is not known what they hold now.
    package var letThrough: [ActionKind: Int]?
    /// What the next run would do, by kind.
    package var changes: [ActionKind: Int] = [:]
    /// The kinds of which the next run does something all the same, so that its numbers will be larger.
    package var comesAnyway: Set<ActionKind> = []
    /// What safeguards would hold, in the order in which a run writes.
    package var held: [Held] = []
    /// The hard deletes that follow the suspensions among all this.
    package var deletionsToFollow: Delayed?
    /// For how many people a delay would begin.
    package var beginningDelays = 0
    /// What comes at the end of those delays.
    package var endsOfDelays: [Delayed] = []
    /// For how many people something is planned now that would not be done.
    package var dropped = 0
    /// The problems that the change would make.
    package var newProblems: [ProblemEntry] = []

    /// For whom the app has no license, as far as it told.
    package var capacity: CapacityOutlook?

    /// Whether the next run would delete accounts that it leaves otherwise: that cannot be undone.
    package var deletesAccounts: Bool { (letThrough?[.delete] ?? 0) + (changes[.delete] ?? 0) > 0 }
    /// Whether safeguards let more through than before.
    package var loosensSafeguards: Bool { !liftedLimits.isEmpty || !loosened.isEmpty }

    /// Whether there is nothing to ask about: the next run would do the same, and every safeguard stays.
    package var isNothing: Bool {
        obstacle == nil && !loosensSafeguards && letThrough?.isEmpty != false && changes.isEmpty && held.isEmpty && beginningDelays == 0
            && dropped == 0 && newProblems.isEmpty
    }

    /// Nothing.
    package init() {}
}

/// A limit of a kind of action that is larger than before.
package struct LoosenedLimit: Sendable, Equatable {
    package let kind: ActionKind
    package let before: Safeguards.Limit
    package let after: Safeguards.Limit

    package init(_ kind: ActionKind, before: Safeguards.Limit, after: Safeguards.Limit) {
        (self.kind, self.before, self.after) = (kind, before, after)
    }
}

extension Safeguards {
    /// What is looser here than in `saved`: the kinds that have a limit there and none here, and the limits that are larger here in their number or in their share.
    package func loosening(of saved: Safeguards) -> (lifted: [ActionKind], loosened: [LoosenedLimit]) {
        let lifted = ActionKind.allCases.filter { saved.limits[$0] != nil && limits[$0] == nil }
        let loosened: [LoosenedLimit] = ActionKind.allCases.compactMap { kind in
            guard let before = saved.limits[kind], let after = limits[kind] else { return nil }
            return after.number > before.number || after.percent > before.percent ? LoosenedLimit(kind, before: before, after: after) : nil
        }
        return (lifted, loosened)
    }
}

extension Plan {
    /// What this plan's configuration would change. For a configuration that is about to be saved.
    ///
    /// - Parameter saved: the plan with what is saved now, whose effects come in any case and do not count; `nil` when there is none to compare with.
    package func consequences(comparedTo saved: Plan?) -> PlanConsequences {
        let (entries, held) = (entries, held)
        let before = Set((saved.map { $0.entries + $0.held } ?? []).map(Effect.init))
        let heldBefore = Set((saved?.held ?? []).map(Effect.init))
        let added = entries.filter { !before.contains(Effect($0)) }
        let addedHeld = held.filter { !before.contains(Effect($0)) }
        let waiting = beginning.subtracting(saved?.beginning ?? []).subtracting((entries + held).map(\.personID))
        let suspended = Set((added + addedHeld).lazy.filter { $0.kind == .suspend }.map(\.personID))
        var consequences = PlanConsequences()
        consequences.letThrough = saved == nil ? nil : Plan.count(entries.filter { heldBefore.contains(Effect($0)) })
        consequences.changes = Plan.count(added)
        consequences.held = heldShares(Plan.count(addedHeld))
        consequences.deletionsToFollow = delayed(.hardDelete, of: suspended)
        consequences.beginningDelays = waiting.count
        consequences.endsOfDelays = [DeprovisioningAction.suspend, .hardDelete].compactMap { delayed($0, of: waiting) }
        consequences.dropped = Set(before.map(\.personID)).subtracting((entries + held).map(\.personID)).count
        consequences.newProblems = Self.newProblems(problems, besides: saved?.problems ?? [])
        guard !consequences.isNothing else { return consequences }
        consequences.capacity = capacityOutlook.flatMap { $0.waiting.isEmpty ? nil : $0 }
        consequences.comesAnyway = Set((saved?.entries ?? []).map(\.kind))
        return consequences
    }

    /// What an entry does, whatever the reason for it is.
    private struct Effect: Hashable {
        let personID: String
        let kind: ActionKind
        let after: [String: String]

        init(_ entry: PlanEntry) { (personID, kind, after) = (entry.personID, entry.kind, entry.after) }
    }

    /// Whose deprovisioning delay would begin with this plan.
    private var beginning: Set<String> { Set(pending.lazy.filter { $0.scheduled.firstSeen == made && !$0.isHeld }.map(\.personID)) }

    private func heldShares(_ planned: [ActionKind: Int]) -> [PlanConsequences.Held] {
        holds.values.sorted { $0.kind < $1.kind }.compactMap { hold in planned[hold.kind].map { PlanConsequences.Held(hold, count: $0) } }
    }

    /// What is to come for these people.
    private func delayed(_ action: DeprovisioningAction, of people: Set<String>) -> PlanConsequences.Delayed? {
        let entries = pending.filter { people.contains($0.personID) && $0.scheduled.action == action && !$0.isHeld && !$0.isCancelled }
        return entries.map(\.scheduled.due).min().map { PlanConsequences.Delayed(action: action, count: entries.count, first: $0) }
    }

    private static func newProblems(_ problems: [ProblemEntry], besides saved: [ProblemEntry]) -> [ProblemEntry] {
        let known = Dictionary(grouping: saved, by: \.personID)
        return problems.filter { problem in !(known[problem.personID] ?? []).contains(problem) }
    }
}
