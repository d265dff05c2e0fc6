package import Engine
package import Foundation
import Ledger
package import Provisioning
import Timing

extension RunService {
    /// Cancels, postpones or restores an action that is to come; the next plan knows it.
    package func decide(_ change: PendingChange, about entry: PendingEntry) throws(OperationError) {
        try decide(about: [entry]) { _ in change }
    }

    /// The same about several of them, all or none.
    package func decide(about entries: [PendingEntry], _ change: (PendingEntry) -> PendingChange) throws(OperationError) {
        let who = try context.decidedBy()
        let decisions = entries.map { entry -> (PendingDecision?, PendingEntry, LoggedDecision) in
            let (cause, action) = (entry.scheduled.cause, entry.scheduled.action)
            return switch change(entry) {
            case .cancel: (PendingDecision(cause: cause, action: action), entry, LoggedDecision(.cancelled, about: entry, by: who))
            case .postpone(let notBefore):
                (
                    PendingDecision(cause: cause, action: action, notBefore: notBefore), entry,
                    LoggedDecision(.postponed, about: entry, until: notBefore, by: who)
                )
            case .restore: (nil, entry, LoggedDecision(.restored, about: entry, by: who))
            }
        }
        try recorded(context.ledger.decide(decisions.map { ($0.0, about: $0.1, logged: $0.2) }, now: context.now))
    }

    /// Cancels, postpones by days or restores several actions that are to come, all or none.
    package func decide(_ choice: PendingChoice, about entries: [PendingEntry]) throws(OperationError) {
        try decide(about: entries) { entry in
            switch choice {
            case .cancel: .cancel
            case .postpone(let days): .postpone(postponed(entry, byDays: days))
            case .restore: .restore
            }
        }
    }

    /// The moment from which a postponement counts.
    package func postponed(_ entry: PendingEntry, byDays days: Int) -> Date {
        max(entry.scheduled.due, context.now) + Double(days) * 86_400
    }

    /// Releases or rejects what a safeguard holds, or takes that back; the next plan knows it. All or none of `entries`.
    package func decide(_ change: HeldChange, about entries: [PlanEntry]) throws(OperationError) {
        let who = try context.decidedBy()
        try recorded(context.ledger.decide(change.verdict, about: entries, by: who, now: context.now))
    }

    /// Asks that what failed is tried again by the next run, although its time has not come; people by directory id.
    package func requestRetry(of personIDs: [String]) throws(OperationError) {
        try recorded(context.ledger.requestRetry(personIDs: personIDs))
    }

    /// Releases or rejects what moved units would change, or takes that back; the next plan knows it.
    package func decide(_ change: HeldChange, about moves: [UnitMove]) throws(OperationError) {
        let who = try context.decidedBy()
        try recorded(context.ledger.decide(change.verdict, about: moves, by: who, now: context.now))
    }
}
