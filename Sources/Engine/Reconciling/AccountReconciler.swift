import Foundation
package import Provisioning
package import Timing

/// Asks the app for its accounts and has them compared with the ledger. Writes nothing to the app.
package struct AccountReconciler {
    let accounts: any AccountService
    let ledger: any LedgerStore
    let time: Time

    package init(accounts: any AccountService, ledger: any LedgerStore, time: Time) {
        self.accounts = accounts
        self.ledger = ledger
        self.time = time
    }

    /// Compares all accounts, and keeps what was found.
    ///
    /// - Parameter list: the list of all accounts, where it was read just before.
    /// - Throws: also when the list is not whole: then nothing was found by it.
    package func compare(_ input: PlanInput, list: [ObservedAccount]?) async throws(OperationError) -> Reconciliation.Result {
        let reconciliation = Reconciliation(input, keepsExternalID: accounts.keepsExternalID, inDoubt: try await inDoubt())
        let all = if let list { list } else { try await listAll() }
        let missing = reconciliation.missing(from: all)
        let absences = await absences(missing, known: Set(input.ledger.findings.lazy.filter { $0.kind == .gone }.map(\.accountID)))
        guard let result = reconciliation.compare(all, absences: absences) else {
            let shown = missing.first { absences[$0.accountID] == .there }
            throw .application(
                code: "list-not-whole",
                message: "\(accounts.application)'s list of accounts is not whole"
                    + (shown.map { ": it leaves out \($0.userName), whose account is there" } ?? "")
                    + ". Nothing was compared; it is tried again.")
        }
        try await recorded(await ledger.record(result, isList: true, readings: [], now: time.now()))
        return result
    }

    /// Reads these accounts by themselves, compares each, and keeps what was found. Returns how many were read.
    func read(_ links: [AccountLink], input: PlanInput, mayGoOn: () async throws(OperationError) -> Bool) async throws(OperationError) -> Int {
        let reconciliation = Reconciliation(input, keepsExternalID: accounts.keepsExternalID, inDoubt: try await inDoubt())
        var all = Reconciliation.Result()
        var read: [String] = []
        for link in links {
            guard try await mayGoOn() else { break }
            let shown: ObservedAccount?
            do throws(AccountError) { shown = try await accounts.shownAccount(id: link.accountID)?.account } catch {
                // What cannot be read now has its turn again.
                if error.suspicion == .run { break }
                continue
            }
            all.add(reconciliation.compare(shown, of: link))
            read.append(link.accountID)
        }
        guard !read.isEmpty else { return 0 }
        try await recorded(await ledger.record(all, isList: false, readings: read, now: time.now()))
        return read.count
    }

    /// What reads say about accounts that the list leaves out: those first that were not known to be gone.
    private func absences(_ missing: [AccountLink], known: Set<String>) async -> [String: Reconciliation.Absence] {
        var absences: [String: Reconciliation.Absence] = [:]
        let ordered = missing.filter { !known.contains($0.accountID) } + missing.filter { known.contains($0.accountID) }
        for link in ordered.prefix(ReconciliationSchedule.absenceReads) {
            do throws(AccountError) {
                let shown = try await accounts.shownAccount(id: link.accountID)
                absences[link.accountID] = shown.map { $0.account.id == link.accountID ? .there : .unknown } ?? .gone
            } catch {
                absences[link.accountID] = .unknown
                if error.suspicion == .run { return absences }
            }
            // One is enough to know that the list cannot be believed.
            if absences[link.accountID] == .there { return absences }
        }
        return absences
    }

    private func inDoubt() async throws(OperationError) -> Set<String> {
        Set(try await recorded(await ledger.openIntents()).map(\.personID))
    }

    private func listAll() async throws(OperationError) -> [ObservedAccount] {
        do throws(AccountError) {
            return try await accounts.accounts()
        } catch {
            throw OperationError(error, application: accounts.application)
        }
    }
}
