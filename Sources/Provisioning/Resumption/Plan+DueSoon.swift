package import Foundation

extension Plan {
    /// Suspensions and deletions that the runs of the next day do, the next one first. What was canceled or rejected, what a safeguard holds, and what waits for archived
    /// people is not among them.
    package func dueSoon(at now: Date) -> [PendingEntry] {
        deprovisioning.filter { entry, state in
            state != .rejected && state != .held && !entry.isCancelled && !entry.isHeld && entry.scheduled.due <= now + 86_400
        }.map(\.entry).sorted {
            ($0.scheduled.due, $0.email, $0.personID) < ($1.scheduled.due, $1.email, $1.personID)
        }
    }
}
