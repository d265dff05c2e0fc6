package import Engine
import Ledger
package import Provisioning
import Timing

extension Workspace {
    /// Releases or rejects what a safeguard holds, or takes that back; the next plan knows it. All or none of `entries`.
    package func decide(_ change: HeldChange, about entries: [PlanEntry]) throws(OperationError) {
        let who = try decidedBy()
        try recorded(ledger.decide(change.verdict, about: entries, by: who, now: time.now()))
    }

    /// Asks that what failed is tried again by the next run, although its time has not come; people by directory id.
    package func requestRetry(of personIDs: [String]) throws(OperationError) {
        try recorded(ledger.requestRetry(personIDs: personIDs))
    }
}
