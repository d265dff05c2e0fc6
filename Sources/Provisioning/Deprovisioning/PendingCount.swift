package import Foundation

/// How many suspensions and deletions wait in the ledger, whatever the last run was.
package struct PendingCount: Sendable, Equatable {
    /// Actions of one kind whose delay has not passed.
    package struct Upcoming: Sendable, Equatable {
        package private(set) var count = 0
        /// When the first of them is due.
        package private(set) var first: Date?

        package init(count: Int = 0, first: Date? = nil) { (self.count, self.first) = (count, first) }

        mutating func add(due: Date) {
            count += 1
            first = first.map { min($0, due) } ?? due
        }
    }

    /// Whose delay has not passed.
    package private(set) var upcoming: [DeprovisioningAction: Upcoming] = [:]
    /// Whose delay has passed and that nobody carried out, because a safeguard holds them or no run came.
    package private(set) var due = 0
    /// Canceled by an administrator.
    package private(set) var cancelled = 0

    /// Makes a count; without arguments nothing waits.
    package init(upcoming: [DeprovisioningAction: Upcoming] = [:], due: Int = 0, cancelled: Int = 0) {
        self.upcoming = upcoming
        self.due = due
        self.cancelled = cancelled
    }

    /// How many have a delay that has not passed.
    package var toCome: Int { upcoming.values.reduce(0) { $0 + $1.count } }

    /// Adds what waits for one person.
    /// - Parameter rejected: kinds of action that an administrator rejected for this person: due, they wait for nothing.
    package mutating func add(_ schedule: DeprovisioningSchedule, rejected: Set<ActionKind> = [], now: Date) {
        for item in schedule.items {
            if item.isCancelled {
                cancelled += 1
            } else if !item.isDue(at: now) {
                upcoming[item.action.action, default: Upcoming()].add(due: item.action.due)
            } else if !rejected.contains(item.action.action.kind) {
                due += 1
            }
        }
    }
}
