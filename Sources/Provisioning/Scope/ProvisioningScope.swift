/// Which of the people the app is on for are provisioned.
package struct ProvisioningScope: Sendable, Equatable {
    /// What happens to people whose primary address is on a secondary domain.
    package enum SecondaryDomainRule: String, Sendable, Codable, CaseIterable {
        /// Left out only when groups restrict the scope: Google's rule.
        case excludedWithGroups
        /// Always left out.
        case excluded

        /// The words within a sentence: "always left out".
        package var words: String {
            switch self {
            case .excludedWithGroups: "left out when groups restrict the scope"
            case .excluded: "always left out"
            }
        }
    }

    /// The groups that restrict the scope; none means everyone the app is on for.
    package var groups: [GroupReference]
    /// What everybody in the scope must meet beside; none means nothing.
    package var conditions: [ScopeCondition]
    /// Whether members of groups inside these groups count.
    package var includesNestedMembers: Bool
    /// What happens to people on secondary domains.
    package var secondaryDomains: SecondaryDomainRule

    /// Makes a scope; without arguments, everyone the app is on for.
    package init(
        groups: [GroupReference] = [], conditions: [ScopeCondition] = [], includesNestedMembers: Bool = true,
        secondaryDomains: SecondaryDomainRule = .excludedWithGroups
    ) {
        self.groups = groups
        self.conditions = conditions
        self.includesNestedMembers = includesNestedMembers
        self.secondaryDomains = secondaryDomains
    }
}

extension ProvisioningScope: Codable {
    private enum CodingKeys: String, CodingKey {
        case groups, conditions, includesNestedMembers, secondaryDomains
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            groups: try container.decode([GroupReference].self, forKey: .groups),
            conditions: try container.decodeIfPresent([ScopeCondition].self, forKey: .conditions) ?? [],
            includesNestedMembers: try container.decode(Bool.self, forKey: .includesNestedMembers),
            secondaryDomains: try container.decode(SecondaryDomainRule.self, forKey: .secondaryDomains))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(groups, forKey: .groups)
        // Written once somebody chose something, so that nobody's file changes by itself.
        if !conditions.isEmpty { try container.encode(conditions, forKey: .conditions) }
        try container.encode(includesNestedMembers, forKey: .includesNestedMembers)
        try container.encode(secondaryDomains, forKey: .secondaryDomains)
    }
}
