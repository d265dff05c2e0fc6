package import Directory

/// One person as a list of people shows them: what the directory says, and what account there is.
package struct ListedPerson: Sendable, Equatable {
    /// The directory id.
    package let id: String
    package let name: String
    package let email: String
    /// `nil` when the directory lists the person no more, but an account is still kept.
    package let status: Person.Status?
    /// Whether the account was last known to be active; `nil` without one.
    package let accountIsActive: Bool?
    /// Whether the directory was asked about the person.
    package var isAsked = true

    package init(id: String, name: String, email: String, status: Person.Status?, accountIsActive: Bool?) {
        self.id = id
        self.name = name
        self.email = email
        self.status = status
        self.accountIsActive = accountIsActive
    }

    /// Everybody whom the directory or the ledger knows, by name; deleted people last among those of the same name.
    package static func all(_ snapshot: DirectorySnapshot, links: [String: AccountLink]) -> [ListedPerson] {
        let listed = (snapshot.people + snapshot.deletedPeople).map { person in
            ListedPerson(
                id: person.id, name: person.fullName, email: person.primaryEmail, status: person.status,
                accountIsActive: links[person.id]?.isActive)
        }
        let known = Set(listed.map(\.id))
        let others = links.values.filter { !known.contains($0.personID) }.map { link in
            ListedPerson(id: link.personID, name: link.userName, email: link.userName, status: nil, accountIsActive: link.isActive)
        }
        // Compared once folded, not once per comparison: there can be 100,000.
        return (listed + others).map { (key: $0.name.lowercased(), isGone: ($0.status ?? .deleted) == .deleted, person: $0) }.sorted {
            ($0.key, $0.isGone ? 1 : 0, $0.person.email) < ($1.key, $1.isGone ? 1 : 0, $1.person.email)
        }.map(\.person)
    }

    /// What the directory says.
    package var statusWords: String { isAsked ? status?.rawValue ?? "not listed" : "not asked" }

    /// What account there is.
    package var accountWords: String { accountIsActive.map { $0 ? "active" : "suspended" } ?? "none" }
}
