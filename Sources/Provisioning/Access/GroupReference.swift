package import Directory

/// A group that the admin picked, with the words shown for it; the id is what counts.
package struct GroupReference: Sendable, Equatable, Hashable, Codable {
    /// The group's immutable id. Where somebody wrote only an address, that address, which may be an alias: the directory finds the group by it too.
    package var id: String
    /// The address when it was picked.
    package var email: String
    /// The name when it was picked.
    package var name: String

    package init(id: String, email: String, name: String) {
        self.id = id
        self.email = email
        self.name = name
    }

    package init(_ group: Group) {
        self.init(id: group.id, email: group.email, name: group.name)
    }

    private enum CodingKeys: String, CodingKey {
        case id, email, name
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let email = try container.decode(String.self, forKey: .email)
        self.init(
            id: try container.decodeIfPresent(String.self, forKey: .id) ?? email, email: email,
            name: try container.decodeIfPresent(String.self, forKey: .name) ?? email)
    }
}
