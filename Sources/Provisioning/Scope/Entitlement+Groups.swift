package import Directory

extension EntitlementRule {
    /// The groups of which one membership would let the person in, when only that is missing; none when something else leaves them out, or when nothing does.
    package func groupsThatWouldEntitle(_ person: Person, configuration: Configuration) -> [GroupReference] {
        switch entitlement(of: person) {
        case .excluded(.notInScopeGroups): configuration.autoprovisioning.scope.groups
        case .excluded(.appOff): configuration.userAccess.groups
        case .entitled, .excluded: []
        }
    }
}
