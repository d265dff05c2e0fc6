/// People as links and log know them, while the directory cannot be asked.
extension ListedPerson {
    /// Everybody who has an account or is in the log, by name.
    package static func known(_ people: [String: KnownPerson], links: [String: AccountLink]) -> [ListedPerson] {
        Set(people.keys).union(links.keys).map { id -> (key: String, person: ListedPerson) in
            let link = links[id]
            let known = people[id] ?? KnownPerson(name: link?.userName ?? id, email: link?.userName ?? "")
            var person = ListedPerson(id: id, name: known.name, email: known.email, status: nil, accountIsActive: link?.isActive)
            person.isAsked = false
            return (known.name.lowercased(), person)
        }.sorted { ($0.key, $0.person.email, $0.person.id) < ($1.key, $1.person.email, $1.person.id) }.map(\.person)
    }
}

/// Who is meant by a name, an address or an id among people whom the ledger knows.
package enum KnownPersonSearch: Sendable, Equatable {
    /// Exactly one person, by directory id.
    case found(String)
    /// Several people with this name; their addresses.
    case ambiguous([String])
    /// Nobody; and whose names and addresses come near.
    case nobody(SimilarNames)

    /// Looks for `name`. An address that two people had belongs to the one who has the account.
    package init(_ name: String, in people: [String: KnownPerson], links: [String: AccountLink]) {
        let wanted = name.lowercased()
        if people[name] != nil || links[name] != nil {
            self = .found(name)
            return
        }
        let linked = links.values.filter { $0.userName.lowercased() == wanted }.map(\.personID)
        let addressed = people.filter { $0.value.email.lowercased() == wanted }.keys.sorted { first, second in
            (links[first] == nil ? 1 : 0, first) < (links[second] == nil ? 1 : 0, second)
        }
        if let id = linked.min() ?? addressed.first {
            self = .found(id)
            return
        }
        let named = people.filter { $0.value.name.lowercased() == wanted }
        switch named.count {
        case 1: self = .found(named.keys.first ?? name)
        case 0:
            let part = NamePart(name)
            let parts = people.filter { part.isIn($0.value.name) }
            if parts.count == 1, let id = parts.keys.first {
                self = .found(id)
                return
            }
            self = .nobody(SimilarNames(to: name, in: people.values, names: { [$0.name, $0.email] }, label: { "\($0.name) <\($0.email)>" }))
        default: self = .ambiguous(named.values.map(\.email).sorted())
        }
    }
}
