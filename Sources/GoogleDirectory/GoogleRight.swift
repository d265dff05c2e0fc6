/// A part of the directory that is read, with what Google wants for it: a scope of the token, and a right of the reader's role.
package enum GoogleRight: String, Sendable, CaseIterable {
    case users
    case groups
    case units
    case schemas
    case domains

    /// What a role needs for everything that is read; the domains are not among it, because no role may read them without the right to change them.
    package static let ofRole: [GoogleRight] = [.users, .groups, .units, .schemas]

    /// The privilege of an administrator's role (`privilegeName` of the Directory API's roles).
    package var privilege: String {
        switch self {
        case .users: "USERS_RETRIEVE"
        case .groups: "GROUPS_RETRIEVE"
        case .units: "ORGANIZATION_UNITS_RETRIEVE"
        case .schemas: "SCHEMA_RETRIEVE"
        case .domains: "DOMAIN_MANAGEMENT"
        }
    }

    /// The privilege as the Admin console shows it, under "Admin API privileges" of a role.
    package var label: String {
        switch self {
        case .users: "Users › Read"
        case .groups: "Groups › Read"
        case .units: "Organizational Units › Read"
        case .schemas: "Schema Management › Schema Read"
        case .domains: "Domain Management"
        }
    }

    /// The scopes that the part needs.
    package var scopes: [String] {
        let names =
            switch self {
            case .users: ["user"]
            case .groups: ["group", "group.member"]
            case .units: ["orgunit"]
            case .schemas: ["userschema"]
            case .domains: ["domain"]
            }
        return names.map { Self.scope($0, readOnly: true) }
    }

    /// The scopes with which the part could be changed, which nothing here needs.
    var writingScopes: [String] { scopes.map { String($0.dropLast(".readonly".utf8.count)) } }

    /// What stands in sentences.
    var subject: String {
        switch self {
        case .users: "people"
        case .groups: "groups"
        case .units: "organizational units"
        case .schemas: "custom schemas"
        case .domains: "domains"
        }
    }

    /// The scopes of a token for everything. Each must be on the entry of a domain-wide delegation, or the token call fails as a whole.
    package static func scopes(readsDomains: Bool) -> [String] {
        (readsDomains ? [.users, .groups, .units, .domains, .schemas] : ofRole).flatMap(\.scopes)
    }

    /// The right that a request needs, by its path below the version of the API; `nil` for one that is not among them.
    init?(path: String) {
        let parts = path.split(separator: "/")
        switch parts.first {
        case "users": self = .users
        case "groups": self = .groups
        case "customer" where parts.count > 2 && parts[2] == "orgunits": self = .units
        case "customer" where parts.count > 2 && parts[2] == "schemas": self = .schemas
        case "customer" where parts.count > 2 && parts[2] == "domains": self = .domains
        default: return nil
        }
    }

    private static func scope(_ name: String, readOnly: Bool) -> String {
        "https://www.googleapis.com/auth/admin.directory.\(name)\(readOnly ? ".readonly" : "")"
    }
}
