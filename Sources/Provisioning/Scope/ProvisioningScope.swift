/// Which of the people the app is on for are provisioned.
package struct ProvisioningScope: Sendable, Equatable, Codable {
    /// What happens to people whose primary address is on a secondary domain.
    package enum SecondaryDomainRule: String, Sendable, Codable, CaseIterable {
        /// Left out only when groups restrict the scope: Google's rule.
        case excludedWithGroups
        /// Always left out.
        case excluded
    }

    /// The groups that restrict the scope; none means everyone the app is on for.
    package var groups: [GroupReference]
    /// Whether members of groups inside these groups count.
    package var includesNestedMembers: Bool
    /// What happens to people on secondary domains.
    package var secondaryDomains: SecondaryDomainRule

    /// Makes a scope; without arguments, everyone the app is on for.
    package init(
        groups: [GroupReference] = [], includesNestedMembers: Bool = true, secondaryDomains: SecondaryDomainRule = .excludedWithGroups
    ) {
        self.groups = groups
        self.includesNestedMembers = includesNestedMembers
        self.secondaryDomains = secondaryDomains
    }
}
