package import Foundation
package import Provisioning

/// What a run remembers and is remembered of it, by subject.
package protocol LedgerStore: RunJournal, LinkStore, DecisionStore, RunMemory, ReconciliationStore {
    /// What the plan reads.
    ///
    /// - Parameter hasBegunRun: whether it is read for a run that has begun: that one noticed already whether the store is an older copy, and began its timers anew.
    func state(now: Date, hasBegunRun: Bool) async throws(LedgerError) -> LedgerState
}

/// What the ledger answers; its error becomes the operation's.
func recorded<Value>(_ answer: @autoclosure () async throws(LedgerError) -> Value) async throws(OperationError) -> Value {
    do throws(LedgerError) { return try await answer() } catch { throw .ledger(error) }
}
