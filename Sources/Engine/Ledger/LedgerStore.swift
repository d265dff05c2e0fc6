package import Foundation
package import Provisioning

/// What a run remembers and is remembered of it, by subject.
package protocol LedgerStore: RunJournal, LinkStore, DecisionStore, RunMemory, ReconciliationStore {
    /// What the plan reads.
    ///
    /// - Parameter hasBegunRun: whether it is read for a run that has begun: that one noticed already whether the store is an older copy, and began its timers anew.
    func state(now: Date, hasBegunRun: Bool) async throws(LedgerError) -> LedgerState
}
