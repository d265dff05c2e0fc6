package import Engine
package import Foundation
import Ledger
package import Provisioning
import Timing

extension Workspace {
    /// Cancels, postpones or restores an action that is to come; the next plan knows it.
    package func decide(_ change: PendingChange, about entry: PendingEntry) throws(OperationError) {
        try decide(about: [entry]) { _ in change }
    }

    /// The same about several of them, all or none.
    package func decide(about entries: [PendingEntry], _ change: (PendingEntry) -> PendingChange) throws(OperationError) {
        let who = try decidedBy()
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
        try recorded(ledger.decide(decisions.map { ($0.0, about: $0.1, logged: $0.2) }, now: time.now()))
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
        max(entry.scheduled.due, time.now()) + Double(days) * 86_400
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

/// What an administrator chooses about actions that are to come.
package enum PendingChoice: Sendable, Equatable {
    case cancel
    case postpone(days: Int)
    case restore
}
