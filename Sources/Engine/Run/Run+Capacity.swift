import Foundation
import Provisioning
import Timing

extension Run {
    /// Keeps how many accounts the app can still take: as it was asked for the plan, and asked anew when the run made or deleted accounts, and once a day.
    func rememberCapacity(_ plan: Plan, _ progress: RunProgress) async throws(OperationError) {
        let now = time.now()
        let hasChanged = (progress.counts[.create] ?? 0) + (progress.counts[.delete] ?? 0) > 0
        let known = try await recorded(await ledger.capacity())
        let isOld = plan.capacity == nil && known.map { abs(now.timeIntervalSince($0.read)) >= 86_400 } ?? false
        let free = hasChanged || isOld ? await observation.accounts.freeLicenses() : nil
        guard let capacity = free.map({ Capacity(free: $0, read: now) }) ?? plan.capacity else { return }
        try await recorded(await ledger.remember(capacity))
    }
}
