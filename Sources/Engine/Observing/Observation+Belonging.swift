import Directory
import Provisioning

/// Whether directory and app are those that the ledger belongs to, and whose the accounts of newcomers are.
extension Observation {
    /// - Throws: ``OperationError/belongsElsewhere(_:)`` when the directory is another one than the ledger's.
    func requireDirectory(of snapshot: DirectorySnapshot, for ledger: LedgerState) throws(OperationError) {
        guard !bindings.mustVerifyDirectory else { return }
        if case .foreign(let sentence) = DirectoryBinding.judge(bound: bindings.customerID, snapshot: snapshot, ledger: ledger) {
            throw .belongsElsewhere(sentence)
        }
    }

    /// Compares the links with what is there, after an administrator rebound the ledger; with the list of all accounts if that had to be read.
    func verified(_ ledger: LedgerState, _ snapshot: DirectorySnapshot) async throws(OperationError) -> (Recognition, [ObservedAccount]?) {
        var recognition = Recognition()
        var links = ledger.links
        var list: [ObservedAccount]?
        if bindings.mustVerifyDirectory {
            let known = Set(snapshot.people.lazy.map(\.id)).union(snapshot.deletedPeople.lazy.map(\.id))
            let corrections = LinkCorrections(links: links, knownIn: known.contains)
            links = corrections.applied(to: links)
            recognition.corrections.forgotten += corrections.forgotten
        }
        if bindings.mustVerifyApplication {
            let accounts = try await listAll()
            let corrections = LinkCorrections(links: links, accounts: accounts)
            recognition.corrections.moved += corrections.moved
            recognition.corrections.forgotten += corrections.forgotten
            list = accounts
        }
        recognition.isVerified = bindings.mustVerifyDirectory || bindings.mustVerifyApplication
        return (recognition, list)
    }

    /// Takes over what the app shows of linked accounts, when the ledger is an older copy that does not know what was written since.
    func bringUpToDate(
        _ links: inout [String: AccountLink], _ recognition: inout Recognition, _ list: inout [ObservedAccount]?
    ) async throws(OperationError) {
        let all = if let list { list } else { try await listAll() }
        list = all
        recognition.outdated = OutdatedLinks.corrected(links, accounts: all)
        for link in recognition.outdated { links[link.personID] = link }
    }

    private func listAll() async throws(OperationError) -> [ObservedAccount] {
        do throws(AccountError) {
            return try await accounts.accounts()
        } catch {
            throw OperationError(error, application: accounts.application)
        }
    }

    /// The accounts that newcomers have already, by the user name that they are to have: those that carry their ids, then those with the name; and why the app did
    /// not answer about somebody, by id.
    ///
    /// - Parameters:
    ///   - known: accounts that carry an id without a link, from an earlier list: asked for by their own id, which costs no more than a lookup by name.
    ///   - list: all accounts, where they were read before or are read now.
    func accounts(
        of newcomers: [PlanEntry], known: [UnlinkedAccount], list: inout [ObservedAccount]?, listsAll: Bool
    ) async throws(AccountError) -> (found: [String: ObservedAccount], refusals: [String: PlanProblem]) {
        guard !newcomers.isEmpty else { return ([:], [:]) }
        if !listsAll, list == nil {
            var lookups = NewcomerLookups(accounts: accounts)
            lookups.known = Dictionary(known.map { ($0.externalID, $0.id) }, uniquingKeysWith: min)
            let names = newcomers.map { ($0.personID, ($0.after[MappingTable.userNamePath] ?? "").lowercased()) }
            if let answers = try await lookups.ask(names) { return answers }
        }
        let all = if let list { list } else { try await accounts.accounts() }
        list = all
        return (AccountRecognition.accounts(of: newcomers, in: all), [:])
    }
}
