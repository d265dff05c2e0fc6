import Directory

extension Exclusions {
    /// Those that concern nobody and nothing that is known: neither a person of the directory, deleted ones included, nor an account. Who is meant may have left long ago, or
    /// may be spelled wrong.
    ///
    /// - Parameters:
    ///   - links: the accounts that people have, by directory id.
    ///   - unlinked: accounts that carry ids of this program and belong to nobody, as the last list showed them.
    func idle(in snapshot: DirectorySnapshot, links: [String: AccountLink], unlinked: [UnlinkedAccount] = []) -> Exclusions {
        guard !isEmpty else { return self }
        var ids = Set(links.keys)
        var names = Set(links.values.lazy.map(\.userName.caseFolded))
        var accountIDs = Set(links.values.lazy.map(\.accountID))
        for person in snapshot.people + snapshot.deletedPeople {
            ids.insert(person.id)
            names.insert(person.primaryEmail.caseFolded)
        }
        for account in unlinked {
            names.insert(account.userName.caseFolded)
            accountIDs.insert(account.id)
        }
        return Exclusions(
            people: people.filter { !ids.contains($0.id) && !($0.isByAddress && names.contains($0.email.caseFolded)) },
            accounts: accounts.filter { !accountIDs.contains($0) && !names.contains($0.caseFolded) })
    }
}
