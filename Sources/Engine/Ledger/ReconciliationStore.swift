package import Foundation
package import Provisioning

/// What the app's list of accounts showed: accounts without a link, and what somebody did by hand.
package protocol ReconciliationStore: Sendable {
    /// Replaces what is known of accounts that carry an id without a link by what a list of all accounts showed: no other account is ours then.
    func rememberUnlinked(_ accounts: [UnlinkedAccount], now: Date) async throws(LedgerError)

    /// Keeps which of these accounts nobody is to have, and why.
    func rememberOrphans(_ orphans: [OrphanedAccount]) async throws(LedgerError)

    /// Accounts that nobody is to have, as the newest run found them, ordered by user name; with when they were seen.
    func orphans() async throws(LedgerError) -> (accounts: [OrphanedAccount], seen: Date?)

    /// Active ones of ``orphans()`` that were not seen since a moment, by account id, those first that were not seen for the longest time.
    func activeOrphans(seenBefore moment: Date, limit: Int) async throws(LedgerError) -> [String]

    /// Keeps what one account looked like when it was read again; without `isActive` it is gone, and so it is when it carries another id.
    func lookedAgain(at account: String, isActive: Bool?, externalID: String?, now: Date) async throws(LedgerError)

    /// When the accounts were last compared and read.
    func reconciliationMoments() async throws(LedgerError) -> ReconciliationMoments

    /// What comparisons found.
    func findings() async throws(LedgerError) -> [ReconciliationFinding]

    /// Keeps what a comparison found, all or none.
    ///
    /// - Parameters:
    ///   - isList: whether all accounts were compared; otherwise those that were read in turn.
    ///   - readings: accounts that were read by themselves.
    func record(_ result: Reconciliation.Result, isList: Bool, readings: [String], now: Date) async throws(LedgerError)

    /// How many linked accounts were not read by themselves since a moment.
    func countOfAccountsToRead(before moment: Date) async throws(LedgerError) -> Int

    /// The same, those first that were not read for the longest time.
    func accountsToRead(before moment: Date, limit: Int) async throws(LedgerError) -> [AccountLink]
}
