package import Directory
package import JSON

extension Group {
    /// The other addresses of a `groups` resource: those that an administrator gave it, and those that come with alias domains.
    package static func aliases(_ resource: JSONValue) -> [String] {
        ["aliases", "nonEditableAliases"].flatMap { resource[$0]?.elements ?? [] }.compactMap(\.string)
    }
}

extension GroupMember.Kind {
    /// What the `type` of a `members` resource means; `nil` for a word that Google does not use.
    package init?(resourceType: String) {
        switch resourceType {
        case "USER": self = .user
        case "GROUP": self = .group
        case "CUSTOMER": self = .customer
        case "EXTERNAL": self = .external
        default: return nil
        }
    }
}
