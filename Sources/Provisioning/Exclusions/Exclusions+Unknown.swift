import Directory

extension Exclusions {
    /// Excluded people whom nobody knows: neither the directory, deleted people included, nor an account. They left long ago, or are spelled wrong. Of excluded accounts it
    /// cannot be told: most of them are nobody's.
    ///
    /// - Parameter links: the accounts that people have, by directory id.
    func unknownPeople(in snapshot: DirectorySnapshot, links: [String: AccountLink]) -> [ExcludedPerson] {
        guard !people.isEmpty else { return [] }
        var ids = Set(links.keys)
        var addresses = Set(links.values.lazy.map(\.userName.caseFolded))
        for person in snapshot.people + snapshot.deletedPeople {
            ids.insert(person.id)
            addresses.insert(person.primaryEmail.caseFolded)
        }
        return people.filter { !ids.contains($0.id) && !($0.isByAddress && addresses.contains($0.email.caseFolded)) }
    }
}
