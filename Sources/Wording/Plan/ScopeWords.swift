package import Provisioning

extension ScopeSummary {
    /// Who is left out: "120 in none of the groups, 4 on a secondary domain"; `nil` when nobody is.
    package var exclusionWords: String? {
        let parts = Exclusion.Kind.allCases.compactMap { kind in
            excluded[kind].flatMap { $0 > 0 ? "\($0) \(kind.words(count: $0))" : nil }
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

extension Exclusion.Kind {
    /// What follows the count.
    func words(count: Int) -> String {
        switch self {
        case .appOff: "with the app off"
        case .notInScopeGroups: "in none of the groups"
        case .secondaryDomain: "on a secondary domain"
        case .conditionNotMet: "not meeting the conditions"
        case .excludedPerson: "excluded"
        case .excludedAccount: count == 1 ? "with an excluded account" : "with excluded accounts"
        case .suspended: "suspended"
        case .archived: "archived"
        case .guest: count == 1 ? "guest" : "guests"
        }
    }
}
