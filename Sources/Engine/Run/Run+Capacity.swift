import Provisioning
import Timing

extension Run {
    /// Keeps how many accounts the app can still take: as it was asked for the plan, and asked once more when the run made or deleted accounts.
    func rememberCapacity(_ plan: Plan, _ progress: RunProgress) async throws(OperationError) {
        let hasChanged = (progress.counts[.create] ?? 0) + (progress.counts[.delete] ?? 0) > 0
        let free = hasChanged ? await observation.accounts.freeLicences() : nil
        guard let capacity = free.map({ Capacity(free: $0, read: time.now()) }) ?? plan.capacity else { return }
        try await recorded(await ledger.remember(capacity))
    }
}
