/// A group of the directory.
package struct Group: Sendable, Equatable, Identifiable, Codable {
    /// The immutable id; a group's address can change.
    package let id: String
    /// The group's address.
    package var email: String
    /// The group's name.
    package var name: String
    /// How many direct members the directory counts.
    package var directMemberCount: Int
    /// Other addresses of the group.
    package var aliases: [String]

    package init(id: String, email: String, name: String, directMemberCount: Int = 0, aliases: [String] = []) {
        self.id = id
        self.email = email
        self.name = name
        self.directMemberCount = directMemberCount
        self.aliases = aliases
    }

    /// Whether `key` is the group's id, its address or one of its aliases; addresses in whatever case.
    package func answers(to key: String) -> Bool {
        id == key || ([email] + aliases).contains { $0.lowercased() == key.lowercased() }
    }
}

/// A member of a group, as the directory lists it.
package struct GroupMember: Sendable, Equatable {
    /// What a member can be.
    package enum Kind: Sendable {
        /// A person, of this organization or of another: only joining the id with the people tells.
        case user
        /// A nested group.
        case group
        /// Everyone in the organization; has no address.
        case customer
        /// Somebody else's account.
        case external
    }

    /// The id of the person, group or customer.
    package let id: String
    /// The address, where there is one.
    package var email: String?
    /// What the member is.
    package var kind: Kind

    package init(id: String, email: String? = nil, kind: Kind = .user) {
        self.id = id
        self.email = email
        self.kind = kind
    }
}

/// A node of the organization's tree of units.
package struct OrganizationalUnit: Sendable, Equatable, Codable {
    /// The stable id; the path changes when a unit is renamed or moved.
    package let id: String
    /// The full path, `/` is the root.
    package var path: String
    /// The unit's own name.
    package var name: String

    package init(id: String, path: String, name: String) {
        self.id = id
        self.path = path
        self.name = name
    }

    /// The path of the unit above; `nil` for the root.
    package static func parentPath(of path: String) -> String? {
        guard path != "/", let slash = path.lastIndex(of: "/") else { return nil }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
