package import Directory
package import Foundation

/// In which order the directory is asked about linked people who are in none of its lists, when a run has no time to ask about all of them: everybody comes up in
/// turn, whatever was decided about the others.
package enum AbsenceOrder {
    /// Whether something about this person is due now and would be done: not canceled, postponed or rejected by an administrator.
    package static func isDue(_ personID: String, accountIsActive: Bool, ledger: LedgerState, policy: DeprovisioningPolicy, now: Date) -> Bool {
        let rejected = (ledger.heldDecisions[personID] ?? []).rejectedKinds
        return ledger.schedule(of: personID, policy, accountIsActive: accountIsActive).items.contains {
            $0.isDue(at: now) && !rejected.contains($0.action.action.kind)
        }
    }

    /// The linked people who are in none of the directory's lists, in no order.
    package static func missing(from snapshot: DirectorySnapshot, links: [String: AccountLink]) -> [AccountLink] {
        let known = Set(snapshot.people.lazy.map(\.id)).union(snapshot.deletedPeople.lazy.map(\.id))
        return links.values.filter { !known.contains($0.personID) }
    }

    /// The missing people, those first who are to be asked about now.
    ///
    /// Whoever has something due comes first, and of the others whoever was never asked about or not for the longest time. As long as others wait, what is due
    /// takes four of five places at most: it may stay due for days, held by a safeguard or failing.
    ///
    /// - Parameter limit: how many are asked about in a run.
    package static func arranged(
        _ missing: [AccountLink], ledger: LedgerState, policy: DeprovisioningPolicy, now: Date, limit: Int
    ) -> [String] {
        func turn(_ link: AccountLink) -> (Date, String) { (ledger.asked[link.personID] ?? .distantPast, link.personID) }
        let inTurn = missing.sorted { turn($0) < turn($1) }
        guard missing.count > limit else { return inTurn.map(\.personID) }
        let due = inTurn.filter { isDue($0.personID, accountIsActive: $0.isUsable, ledger: ledger, policy: policy, now: now) }.map(\.personID)
        let first = Set(due)
        let others = inTurn.map(\.personID).filter { !first.contains($0) }
        let places = max(limit * 4 / 5, limit - others.count)
        return due.prefix(places) + others + due.dropFirst(places)
    }
}
