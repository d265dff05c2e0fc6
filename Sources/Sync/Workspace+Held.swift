package import Engine
import Ledger
package import Provisioning

extension Workspace {
    /// Releases or rejects what a safeguard holds, or takes that back; the next plan knows it. All or none of `entries`.
    package func decide(_ change: HeldChange, about entries: [PlanEntry]) throws(OperationError) {
        let who = try decidedBy()
        do throws(LedgerError) { try ledger.decide(change.verdict, about: entries, by: who, now: now()) } catch { throw .ledger(error) }
    }

    /// Asks that what failed is tried again by the next run, although its time has not come; people by directory id.
    package func requestRetry(of personIDs: [String]) throws(OperationError) {
        do throws(LedgerError) { try ledger.requestRetry(personIDs: personIDs) } catch { throw .ledger(error) }
    }

    /// The newest failures in a row of everybody whose last action failed, by directory id.
    package func failedAttempts() throws(OperationError) -> [String: FailedAttempts] {
        do throws(LedgerError) { return try ledger.state(now: now()).failures } catch { throw .ledger(error) }
    }
}
