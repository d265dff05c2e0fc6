import Directory

/// Tells row by row whether a mapping gives for a person just what their account has.
struct MappingComparison: Sendable {
    private enum Role: Sendable {
        case userName
        case country
        case region
        case otherPartOfAddress
    }

    private struct Row: Sendable {
        let mapping: AttributeMapping
        let isMandatory: Bool
        let role: Role?
    }

    private let rows: [Row]
    private let address: AddressRule?

    /// - Returns: `nil` when an attribute has two rows, when a mandatory one has none, or when there is more than one address.
    init?(_ mappings: [AttributeMapping], targets: [TargetAttribute], addresses: [AddressRule]) {
        let mandatory = Set(targets.lazy.filter(\.isMandatory).map(\.path))
        let mapped = Set(mappings.map(\.target))
        guard mapped.count == mappings.count, mandatory.isSubset(of: mapped), addresses.count <= 1 else { return nil }
        let address = addresses.first
        self.address = address
        rows = mappings.map { mapping in
            let role: Role? =
                switch mapping.target {
                case MappingTable.userNamePath: .userName
                case address?.country: .country
                case address?.region: .region
                default: address?.parts.contains(mapping.target) == true ? .otherPartOfAddress : nil
                }
            return Row(mapping: mapping, isMandatory: mandatory.contains(mapping.target), role: role)
        }
    }

    /// The user name, where all values are those of the account; `nil` where one is another, missing or in doubt.
    func userName(of person: Person, having link: AccountLink, _ context: ValueContext) -> String? {
        var count = 0
        var (userName, country, region): (String?, String?, String?) = (nil, nil, nil)
        var hasAddress = false
        // By place, and not one after the other: for each person that would copy every row.
        for index in rows.indices {
            let role = rows[index].role
            switch rows[index].mapping.result(for: person, context) {
            case .value(let value)?:
                guard value.utf8.count <= MappingTable.greatestLength, link.kept.has(value, for: rows[index].mapping.target) else { return nil }
                count += 1
                switch role {
                case .userName?: userName = value
                case .country?: (country, hasAddress) = (value, true)
                case .region?: (region, hasAddress) = (value, true)
                case .otherPartOfAddress?: hasAddress = true
                case nil: break
                }
            case .none(let reason)?:
                // An optional attribute without a value is left out. A doubtful country or region takes the rule of addresses.
                if rows[index].isMandatory || (role == .country || role == .region) && reason.isDoubt { return nil }
            case nil: if rows[index].isMandatory { return nil }
            }
        }
        guard count == link.kept.count else { return nil }
        if hasAddress, address?.countryOfMissingRegion(region, country: country, context.tools) != nil { return nil }
        return userName
    }
}
