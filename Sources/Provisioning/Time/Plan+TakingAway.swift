extension ActionKind {
    /// Whether an account's owner loses it by this action. Such an action has its moment, and is never early.
    package var takesAway: Bool { self == .suspend || self == .delete }
}

extension Plan {
    /// Whether it depends on the right time: something is taken away, or a delay begins.
    package var needsTime: Bool { items.contains(where: \.takesAwayNow) || timerChanges.contains { $0.beginsDelay } }

    /// The same plan for a run that nobody told the time: nothing is taken away and no delay begins. What is left out comes again with the next plan.
    package func withoutTime() -> (plan: Plan, withheld: [PlanEntry]) {
        var plan = self
        plan.items.removeAll(where: \.takesAwayNow)
        plan.timerChanges.removeAll(where: \.beginsDelay)
        return (plan, items.lazy.filter(\.takesAwayNow).map(\.action))
    }
}

extension PlanItem {
    /// Whether the run takes an account away by it.
    fileprivate var takesAwayNow: Bool { fate.isDone && action.kind.takesAway }
}

extension TimerChange {
    /// Whether a delay begins with it, at the moment of the plan.
    fileprivate var beginsDelay: Bool {
        switch self {
        case .start: true
        case .cancel: false
        }
    }
}
