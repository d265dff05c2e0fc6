package import Foundation
package import Provisioning

/// Running delays, and what administrators decided.
package protocol DecisionStore: Sendable {
    /// Starts and ends delays, all or none.
    func applyTimerChanges(_ changes: [TimerChange]) async throws(LedgerError)

    /// Records decisions about actions to come, by person, all or none.
    func record(_ decisions: [(personID: String, decision: PendingDecision)], now: Date) async throws(LedgerError)

    /// Records decisions about held actions, by person, all or none.
    func record(_ decisions: [(personID: String, decision: HeldDecision)]) async throws(LedgerError)

    /// Forgets decisions about held actions that are not wanted any more.
    func forget(_ lapsed: [LapsedDecision]) async throws(LedgerError)

    /// Forgets decisions about these accounts, and logs why.
    func forgetAccountDecisions(_ decisions: [(accountID: String, logged: LoggedDecision)], run: Int64?, now: Date) async throws(LedgerError)

    /// Records entries of the log alone, all or none.
    func log(_ decisions: [LoggedDecision], now: Date) async throws(LedgerError)
}
