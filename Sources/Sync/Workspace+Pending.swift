package import Foundation
import Ledger
package import Provisioning

extension Workspace {
    /// Cancels, postpones or restores an action that is to come; the next plan knows it.
    package func decide(_ change: PendingChange, about entry: PendingEntry) throws(OperationError) {
        let (cause, action) = (entry.scheduled.cause, entry.scheduled.action)
        let decision: PendingDecision? =
            switch change {
            case .cancel: PendingDecision(cause: cause, action: action)
            case .postpone(let notBefore): PendingDecision(cause: cause, action: action, notBefore: notBefore)
            case .restore: nil
            }
        let who = try decidedBy()
        let logged =
            switch change {
            case .cancel: LoggedDecision(.cancelled, about: entry, by: who)
            case .postpone(let notBefore): LoggedDecision(.postponed, about: entry, until: notBefore, by: who)
            case .restore: LoggedDecision(.restored, about: entry, by: who)
            }
        do throws(LedgerError) {
            try ledger.decide(decision, personID: entry.personID, cause: cause, action: action, logging: logged, now: now())
        } catch {
            throw .ledger(error)
        }
    }

    /// The moment from which a postponement counts.
    package func postponed(_ entry: PendingEntry, byDays days: Int) -> Date {
        max(entry.scheduled.due, now()) + Double(days) * 86_400
    }
}

/// What an administrator does about an action that is to come.
package enum PendingChange: Sendable, Equatable {
    /// It does not happen as long as its cause lasts.
    case cancel
    /// It does not happen before this moment.
    case postpone(Date)
    /// It happens as its delay says.
    case restore
}
