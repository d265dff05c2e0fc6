import Directory

/// Tells row by row whether a mapping gives for a person just what their account has.
struct MappingComparison: Sendable {
    private struct Row: Sendable {
        let mapping: AttributeMapping
        let isMandatory: Bool
        let isUserName: Bool
        let isOfAddress: Bool
        let isRegion: Bool
    }

    private let rows: [Row]
    private let addresses: Int

    /// - Returns: `nil` when an attribute has two rows, or when a mandatory one has none.
    init?(_ mappings: [AttributeMapping], targets: [TargetAttribute], addresses: [AddressRule]) {
        let mandatory = Set(targets.lazy.filter(\.isMandatory).map(\.path))
        let mapped = Set(mappings.map(\.target))
        guard mapped.count == mappings.count, mandatory.isSubset(of: mapped) else { return nil }
        let parts = Set(addresses.flatMap(\.parts))
        let regions = Set(addresses.map(\.region))
        self.addresses = addresses.count
        rows = mappings.map { mapping in
            Row(
                mapping: mapping, isMandatory: mandatory.contains(mapping.target), isUserName: mapping.target == MappingTable.userNamePath,
                isOfAddress: parts.contains(mapping.target), isRegion: regions.contains(mapping.target))
        }
    }

    /// The user name, where all values are those of the account; `nil` where one is another, missing or in doubt.
    func userName(of person: Person, having link: AccountLink, _ context: ValueContext) -> String? {
        var (count, regions, hasAddress): (Int, Int, Bool) = (0, 0, false)
        var userName: String?
        for row in rows {
            switch row.mapping.result(for: person, context) {
            case .value(let value)?:
                guard value.utf8.count <= MappingTable.greatestLength, link.kept.has(value, for: row.mapping.target) else { return nil }
                count += 1
                if row.isUserName { userName = value }
                if row.isOfAddress { hasAddress = true }
                if row.isRegion { regions += 1 }
            case .none?: return nil
            case nil: if row.isMandatory { return nil }
            }
        }
        // Whether an address may lack its region is for the rule of addresses to say.
        guard count == link.kept.count, !hasAddress || regions == addresses else { return nil }
        return userName
    }
}
