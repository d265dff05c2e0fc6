import Foundation
import Provisioning
import Timing

/// What a run remembers about whose the accounts are.
extension Run {
    /// Makes durable what observing found: to which directory the ledger belongs, which links were corrected, which accounts no link leads to, and about whom the
    /// directory was asked. Answers with sentences for the administrator.
    func remember(_ input: PlanInput) async throws(OperationError) -> [String] {
        let found = input.recognition
        if let customer = DirectoryBinding.customerID(of: input.snapshot) {
            try await recorded(await ledger.bind(toCustomer: customer, now: time.now()))
        }
        if found.isVerified { try await recorded(await ledger.correctLinks(found.corrections, now: time.now())) }
        try await recorded(await ledger.updateLinks(found.outdated))
        if let unlinked = found.unlinked { try await recorded(await ledger.rememberUnlinked(unlinked, now: time.now())) }
        try await recorded(await ledger.rememberAsked(found.asked, now: time.now()))
        let outdated = found.outdated.count
        let upToDate =
            outdated == 0
            ? []
            : [
                "\(outdated == 1 ? "1 account" : "\(outdated) accounts") in \(writer.accounts.application) \(outdated == 1 ? "looks" : "look") different from what the older copy "
                    + "remembered; the ledger follows what \(writer.accounts.application) shows."
            ]
        guard found.isVerified else { return upToDate }
        let (moved, forgotten) = (found.corrections.moved.count, found.corrections.forgotten.count)
        return upToDate + [
            "After the rebinding \(input.ledger.links.count == 1 ? "1 link" : "\(input.ledger.links.count) links") to accounts "
                + "\(input.ledger.links.count == 1 ? "was" : "were") confirmed, \(moved) of them at another account than before; "
                + "\(forgotten == 0 ? "none was" : "\(forgotten) \(forgotten == 1 ? "was" : "were")") forgotten."
        ]
    }

    /// So old, in seconds, may be what is known of an account that nobody is to have before it is looked at again.
    private static let orphanAge: TimeInterval = 86_400
    /// So many of them a run looks at again.
    private static let orphanReads = 10

    /// Finds the accounts that carry ids of people who are gone or not entitled, and keeps them. Answers with a sentence that names them.
    func orphans(_ input: PlanInput, _ plan: Plan) async throws(OperationError) -> String? {
        let known = input.recognition.unlinked ?? input.ledger.unlinked
        let orphans = OrphanedAccount.all(known, input: input, plan: plan)
        try await recorded(await ledger.rememberOrphans(orphans))
        guard !orphans.isEmpty, input.recognition.unlinked == nil else {
            return OrphanedAccount.sentence(orphans, application: writer.accounts.application)
        }
        let old = try await recorded(await ledger.activeOrphans(seenBefore: time.now() - Self.orphanAge, limit: Self.orphanReads))
        for id in old {
            let account: ObservedAccount?
            // What cannot be read now stays as it was seen.
            do throws(AccountError) { account = try await writer.accounts.account(id: id) } catch { continue }
            try await recorded(await ledger.lookedAgain(at: id, isActive: account?.isActive, externalID: account?.externalID, now: time.now()))
        }
        let current = try await recorded(await ledger.orphans().accounts)
        return OrphanedAccount.sentence(current, application: writer.accounts.application)
    }
}
