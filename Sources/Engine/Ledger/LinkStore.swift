package import Foundation
package import Provisioning

/// Whose the accounts are, and what the store belongs to.
package protocol LinkStore: Sendable {
    /// How many accounts are linked.
    func linkCount() async throws(LedgerError) -> Int

    /// To whom these accounts are linked: directory ids by account id. Accounts of nobody are left out.
    func holders(ofAccounts ids: [String]) async throws(LedgerError) -> [String: String]

    /// Those of these people for whom the journal has no account begun, neither made nor adopted.
    func withoutBegunAccount(_ people: [String]) async throws(LedgerError) -> [String]

    /// Keeps links as the app shows their accounts, where something older was remembered.
    func updateLinks(_ links: [AccountLink]) async throws(LedgerError)

    /// Keeps what a comparison after a rebinding found: links to other accounts than before, and links that nothing leads to.
    func correctLinks(_ corrections: LinkCorrections, now: Date) async throws(LedgerError)

    /// Notes that the app shows these accounts as active by now, by their ids.
    func noteActivated(accounts: [String]) async throws(LedgerError)

    /// Belongs to the directory with this customer id from now on.
    func bind(toCustomer id: String, now: Date) async throws(LedgerError)

    /// Why links may be missing or outdated; `nil` when there is no doubt.
    ///
    /// - Parameter hasBegunRun: whether it is asked for a run that has begun: that one noticed already whether the store is an older copy, and noted the doubt.
    func linkDoubt(hasBegunRun: Bool) async throws(LedgerError) -> LinkDoubt?

    /// Begins every running timer anew, because nobody knows what happened in a time that was lost, and notes that links may be missing.
    func restartTimers(now: Date) async throws(LedgerError)

    /// Makes the next run count the store as replaced once more: the moment at which the delays began anew was not confirmed by any clock.
    func countAsReplaced() async
}
