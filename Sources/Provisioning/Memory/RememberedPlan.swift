package import Foundation

/// What is kept of a plan so that it can be looked at and decided about while neither directory nor app can be asked: what is to come, what is held, and for whom
/// nothing could be done.
package struct RememberedPlan: Sendable, Equatable {
    /// One entry of the plan.
    package enum Entry: Sendable, Equatable {
        /// A safeguard held it, or an administrator released or rejected it.
        case judged(PlanEntry)
        /// It failed lately.
        case waiting(PlanEntry)
        /// A suspension or deletion that was to come, or was due.
        case deprovisioning(PendingEntry)
        case problem(ProblemEntry)
        /// What the move of a unit would mean for somebody.
        case unitEffect(UnitHold.Effect)
        /// Whose delay for access waits with the move of a unit although they are suspended.
        case unitDelay(UnitHold.Effect)
        /// A moved unit, with or without a decision about it.
        case unitMove(UnitMove)
    }

    /// Of each sort of entries at most this many are kept: nobody decides about more of them one by one, and the ledger stays small.
    package static let mostOfASort = 10_000

    package let origin: PlanMemory.Origin
    package let made: Date
    /// The configuration that it was made from.
    package let configurationRevision: Int
    /// How many people were entitled.
    package let entitledCount: Int
    /// Why safeguards held something, by kind.
    package let holds: [ActionKind: SafeguardHold]
    package let entries: [Entry]
    /// How many entries were too many to be kept.
    package let leftOut: Int

    /// Puts together what was kept.
    package init(
        origin: PlanMemory.Origin, made: Date, configurationRevision: Int, entitledCount: Int, holds: [ActionKind: SafeguardHold], entries: [Entry],
        leftOut: Int
    ) {
        self.origin = origin
        self.made = made
        self.configurationRevision = configurationRevision
        self.entitledCount = entitledCount
        self.holds = holds
        self.entries = entries
        self.leftOut = leftOut
    }

    /// Takes from a plan what is worth keeping.
    package init(_ plan: Plan, origin: PlanMemory.Origin) {
        let sorts: [[Entry]] = [
            plan.deprovisioning.map { .deprovisioning($0.entry) }, plan.judged.map { .judged($0.entry) }, plan.waiting.map { .waiting($0.entry) },
            plan.problems.map(Entry.problem), (plan.unitHold?.effects ?? []).map(Entry.unitEffect), plan.unitDelays.map(Entry.unitDelay),
            (plan.undecidedUnitMoves + plan.releasedUnitMoves + plan.rejectedUnitMoves).map(Entry.unitMove),
        ]
        self.init(
            origin: origin, made: plan.made, configurationRevision: plan.configurationRevision, entitledCount: plan.entitledCount, holds: plan.holds,
            entries: sorts.flatMap { $0.prefix(Self.mostOfASort) }, leftOut: sorts.reduce(0) { $0 + max(0, $1.count - Self.mostOfASort) })
    }
}
