import Engine
import Ledger
import Provisioning

extension HomeContext {
    /// Directory ids of people whose delays are held, because they are archived or excluded, as the newest plan has it.
    ///
    /// A service asks every minute, and a plan may have many thousand entries: it is read again only when it is another one.
    func peopleLeftAlone() throws(LedgerError) -> Set<String> {
        guard let plan = try ledger.rememberedPlanMark() else { return [] }
        return try leftAlone.value(from: plan) { () throws(LedgerError) in
            let entries = try ledger.rememberedPlan()?.entries ?? []
            return Set(entries.compactMap { if case .deprovisioning(let entry) = $0, entry.isHeld { entry.personID } else { nil } })
        }
    }
}
