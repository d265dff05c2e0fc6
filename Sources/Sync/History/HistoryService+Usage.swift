package import Engine
import Foundation
import Ledger
package import Provisioning

extension HistoryService {
    /// The counters of the last 30 days, day by day, the first one as far as they reach into it; `nil` until autoprovisioning was first turned on.
    package nonisolated func usageByDay() async throws(OperationError) -> [UsageDay]? {
        guard try await wasEverOn() else { return nil }
        return try recorded(context.ledger.usage(of: Self.usageTimes(until: context.now)))
    }

    private func wasEverOn() throws(OperationError) -> Bool { try context.configuration().autoprovisioning.firstTurnedOn != nil }

    /// The usage counters look back 30 days.
    private static let usagePeriod: TimeInterval = 30 * 86_400

    /// The days that the counters add up: those of this machine's time zone, in whatever language.
    static func usageTimes(until end: Date) -> [Range<Date>] {
        UsageDay.days(from: end - usagePeriod, to: end, in: Calendar(identifier: .gregorian))
    }
}
