import Foundation
import Provisioning
import Wording

/// The counters for machines: their sums, and each day.
struct UsageReport: Encodable {
    private let last30Days: OrNull<Usage>
    private let days: OrNull<[Day]>

    private struct Day: Encodable {
        /// The day by this machine's calendar: 2026-11-28.
        let day: String
        let created: Int
        let suspended: Int
        let deleted: Int
        let failures: Int
    }

    /// The counters, or null when autoprovisioning was never on.
    init(_ days: [UsageDay]?) {
        last30Days = OrNull(days.map(UsageDay.sum))
        self.days = OrNull(
            days?.map { day in
                Day(
                    day: day.time.lowerBound.dayWords, created: day.usage.created, suspended: day.usage.suspended, deleted: day.usage.deleted,
                    failures: day.usage.failures)
            })
    }
}
