package import Foundation

/// A cause that was seen for a person, and since when. It lives in the ledger: Google forgets deleted people after about 20 days.
package struct DeprovisioningTimer: Sendable, Equatable, Codable {
    /// What was seen.
    package let cause: DeprovisioningCause
    /// When a run first saw it.
    package let firstSeen: Date

    package init(cause: DeprovisioningCause, firstSeen: Date) {
        self.cause = cause
        self.firstSeen = firstSeen
    }
}

/// What a deprovisioning rule does to an account.
package enum DeprovisioningAction: String, Sendable, Codable, CaseIterable, Comparable {
    case suspend
    case hardDelete

    package static func < (first: Self, second: Self) -> Bool { first == .suspend && second == .hardDelete }

    /// The kind of action that it is in a plan.
    package var kind: ActionKind {
        switch self {
        case .suspend: .suspend
        case .hardDelete: .delete
        }
    }
}

/// An action that will come due, with the cause that started it.
package struct ScheduledAction: Sendable, Equatable {
    package let action: DeprovisioningAction
    package let cause: DeprovisioningCause
    /// When the cause was first seen.
    package let firstSeen: Date
    /// The earliest moment of the action.
    package let due: Date

    package init(action: DeprovisioningAction, cause: DeprovisioningCause, firstSeen: Date, due: Date) {
        self.action = action
        self.cause = cause
        self.firstSeen = firstSeen
        self.due = due
    }
}

extension DeprovisioningPolicy {
    /// Everything that the running timers of one account will do by their delays alone, earliest first; at the same moment the hard delete comes first, since it makes the
    /// suspension needless. An account that is suspended already is not suspended again.
    func schedule(for timers: [DeprovisioningTimer], accountIsActive: Bool) -> [ScheduledAction] {
        var scheduled: [ScheduledAction] = []
        for timer in timers {
            let rule = self[timer.cause]
            if let delay = rule.suspend, accountIsActive {
                scheduled.append(.init(action: .suspend, cause: timer.cause, firstSeen: timer.firstSeen, due: timer.firstSeen + delay.seconds))
            }
            if let delay = rule.hardDelete {
                scheduled.append(.init(action: .hardDelete, cause: timer.cause, firstSeen: timer.firstSeen, due: timer.firstSeen + delay.seconds))
            }
        }
        return scheduled.sorted { first, second in
            if first.due != second.due { return first.due < second.due }
            if first.action != second.action { return first.action > second.action }
            return first.cause.rawValue < second.cause.rawValue
        }
    }
}
