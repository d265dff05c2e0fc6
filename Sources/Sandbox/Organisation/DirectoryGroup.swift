/// A group of the sample organisation.
struct DirectoryGroup: Codable, Sendable, Equatable {
    /// A direct member.
    struct Member: Codable, Sendable, Equatable {
        enum Kind: String, Codable, Sendable {
            case user = "USER"
            case group = "GROUP"
            /// Everybody in the account; `id` is the customer's and there is no address.
            case customer = "CUSTOMER"
        }

        /// OWNER, MANAGER or MEMBER.
        var role: String
        var kind: Kind
        var id: String
        /// Set for people from outside only: the address of an insider is the person's own.
        var outsideEmail: String?
    }

    var id: String
    var email: String
    var name: String
    var description: String
    var members: [Member] = []
    /// Addresses that an administrator added; `nil` in a state that was kept before there were any.
    var aliases: [String]?

    /// The address that each address of the primary domain has in the alias domain too.
    var nonEditableAliases: [String] {
        let suffix = "@" + Organisation.primaryDomain
        return email.hasSuffix(suffix) ? [email.dropLast(suffix.count) + "@" + Organisation.aliasDomain] : []
    }

    func answers(to key: String) -> Bool {
        id == key || ([email] + (aliases ?? []) + nonEditableAliases).contains { $0.lowercased() == key.lowercased() }
    }
}
