package import Foundation

/// How many suspensions and deletions wait in the ledger, whatever the last run was.
package struct PendingCount: Sendable, Equatable {
    /// Whose delay has not passed.
    package private(set) var toCome = 0
    /// Whose delay has passed and that nobody carried out, because a safeguard holds them or no run came.
    package private(set) var due = 0
    /// Cancelled by an administrator.
    package private(set) var cancelled = 0

    /// Makes a count; without arguments nothing waits.
    package init(toCome: Int = 0, due: Int = 0, cancelled: Int = 0) {
        self.toCome = toCome
        self.due = due
        self.cancelled = cancelled
    }

    /// Adds what waits for one person.
    /// - Parameter rejected: kinds of action that an administrator rejected for this person: due, they wait for nothing.
    package mutating func add(_ schedule: DeprovisioningSchedule, rejected: Set<ActionKind> = [], now: Date) {
        for item in schedule.items {
            if item.isCancelled {
                cancelled += 1
            } else if !item.isDue(at: now) {
                toCome += 1
            } else if !rejected.contains(item.action.action.kind) {
                due += 1
            }
        }
    }
}
