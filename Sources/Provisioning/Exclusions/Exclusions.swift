/// People and accounts that an administrator excluded: nothing is made for them, changed or taken away, whatever the directory says.
package struct Exclusions: Sendable, Equatable {
    /// People, whatever their status: they are treated like archived ones.
    package var people: [ExcludedPerson]
    /// Accounts of the app, each by its user name or its SCIM id.
    package var accounts: [String]

    /// Without arguments nobody is excluded.
    package init(people: [ExcludedPerson] = [], accounts: [String] = []) {
        (self.people, self.accounts) = (people, accounts)
    }

    package var isEmpty: Bool { people.isEmpty && accounts.isEmpty }
}

/// Somebody who is excluded: known by the directory id, so that a rename changes nothing.
package struct ExcludedPerson: Sendable, Equatable, Hashable {
    /// The directory id. Where somebody wrote only an address, that address.
    package var id: String
    /// The address when the person was excluded.
    package var email: String

    package init(id: String, email: String) { (self.id, self.email) = (id, email) }

    package init(_ person: PersonReference) { self.init(id: person.id, email: person.email) }

    /// Whether only an address is known.
    package var isByAddress: Bool { id == email }
}

extension Exclusions: Codable {
    private enum CodingKeys: String, CodingKey {
        case people, accounts
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            people: try container.decodeIfPresent([ExcludedPerson].self, forKey: .people) ?? [],
            accounts: try container.decodeIfPresent([String].self, forKey: .accounts) ?? [])
    }
}

extension ExcludedPerson: Codable {
    private enum CodingKeys: String, CodingKey {
        case id, email
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let email = try container.decode(String.self, forKey: .email)
        self.init(id: try container.decodeIfPresent(String.self, forKey: .id) ?? email, email: email)
    }
}
