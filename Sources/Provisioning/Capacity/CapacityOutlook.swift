package import Foundation

/// Whom the app has no license for, as far as it told how many are free. Creations are tried all the same, in the order of the plan: the app has the last word.
package struct CapacityOutlook: Sendable, Equatable {
    /// A license that a deletion to come will free.
    package struct Release: Sendable, Equatable {
        package let person: PersonReference
        package let due: Date
    }

    package let capacity: Capacity
    /// How many accounts the run makes.
    package let creations: Int
    /// How many accounts the run deletes before: each frees a license, as a rule.
    package let deletions: Int
    /// The people who wait for a license, in the order in which they get one.
    package let waiting: [PersonReference]
    /// The deletions to come that will free licenses for them, the first one first; at most as many as wait.
    package let releases: [Release]

    /// How many licenses are left after the run; 0 when there are too few.
    package var left: Int { max(0, capacity.free + deletions - creations) }
}

extension Plan {
    /// What the app's licenses mean for this plan; `nil` when the app did not tell how many are free.
    package var capacityOutlook: CapacityOutlook? {
        guard let capacity else { return nil }
        let due = items.lazy.filter(\.fate.isDone).map(\.action)
        let newcomers = due.filter { $0.kind == .create }.map(\.person)
        let deletions = due.count { $0.kind == .delete }
        let waiting = Array(newcomers.dropFirst(capacity.free + deletions))
        let releases = pending.lazy.filter { $0.scheduled.action == .hardDelete && !$0.isHeld && !$0.isCancelled }
            .prefix(waiting.count).map { CapacityOutlook.Release(person: $0.person, due: $0.scheduled.due) }
        return CapacityOutlook(
            capacity: capacity, creations: newcomers.count, deletions: deletions, waiting: waiting, releases: Array(releases))
    }
}
