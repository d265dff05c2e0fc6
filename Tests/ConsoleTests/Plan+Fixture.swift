import Foundation

@testable import Provisioning

extension Plan {
    /// A plan whose actions are done, released or held.
    init(
        configurationRevision: Int, made: Date, entries: [PlanEntry], held: [PlanEntry], holds: [ActionKind: SafeguardHold],
        released: Set<String> = [], timerChanges: [TimerChange], pending: [PendingEntry], problems: [ProblemEntry], excluded: [ExcludedEntry],
        entitledCount: Int
    ) {
        self.init(
            configurationRevision: configurationRevision, made: made,
            items: entries.map { PlanItem($0, released.contains($0.personID) ? .released : .due) } + held.map { PlanItem($0, .held) }, holds: holds,
            timerChanges: timerChanges, pending: pending, problems: problems, excluded: excluded, entitledCount: entitledCount)
    }
}
