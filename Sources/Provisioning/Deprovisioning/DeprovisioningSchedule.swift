package import Foundation

/// What the running timers of one account will do to it, and when, as administrators' decisions left it: the one answer to what is due, what is still to come and what
/// was canceled.
package struct DeprovisioningSchedule: Sendable, Equatable {
    /// One action of the schedule.
    package struct Item: Sendable, Equatable {
        /// What happens, and the earliest moment at which it does: when its delay has passed, or later if an administrator postponed it.
        package let action: ScheduledAction
        /// What an administrator decided about it.
        package let decision: PendingDecision?

        /// Whether it does not happen as long as its cause lasts.
        package var isCancelled: Bool { decision?.isCancellation ?? false }

        /// Whether its moment has come and nobody canceled it.
        package func isDue(at now: Date) -> Bool { action.due <= now && !isCancelled }
    }

    /// Everything that the timers will do, in the order in which the delays pass; what was postponed keeps its place.
    package let items: [Item]

    /// Makes the schedule of one account.
    ///
    /// - Parameters:
    ///   - timers: the causes that were seen for its person, and since when.
    ///   - decisions: what administrators decided about the actions of this person.
    ///   - accountIsActive: whether there is something that a suspension takes away; an account that is suspended already is not suspended again.
    package init(_ policy: DeprovisioningPolicy, timers: [DeprovisioningTimer], decisions: [PendingDecision], accountIsActive: Bool) {
        items = policy.schedule(for: timers, accountIsActive: accountIsActive).map { action in
            let decision = decisions.first { $0.cause == action.cause && $0.action == action.action }
            // A postponement never makes an action earlier than its delay does.
            return Item(action: action.notBefore(decision?.notBefore), decision: decision)
        }
    }

    /// The action that is to be done now; `nil` when none is due. A deletion makes a suspension that is due as well needless.
    package func action(dueAt now: Date) -> ScheduledAction? {
        let due = items.lazy.filter { $0.isDue(at: now) }.map(\.action)
        return due.first { $0.action == .hardDelete } ?? due.first
    }

    /// What is not to be done now: what is still to come, and what was canceled.
    package func pending(at now: Date) -> [Item] { items.filter { !$0.isDue(at: now) } }
}

extension ScheduledAction {
    /// The same, no earlier than this moment.
    fileprivate func notBefore(_ moment: Date?) -> ScheduledAction {
        ScheduledAction(action: action, cause: cause, firstSeen: firstSeen, due: max(due, moment ?? due))
    }
}

extension LedgerState {
    /// The schedule of a linked person's account by what the ledger remembers.
    package func schedule(of personID: String, _ policy: DeprovisioningPolicy, accountIsActive: Bool) -> DeprovisioningSchedule {
        DeprovisioningSchedule(
            policy, timers: timers[personID] ?? [], decisions: decisions[personID] ?? [], accountIsActive: accountIsActive)
    }
}
