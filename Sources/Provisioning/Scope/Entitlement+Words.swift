extension AccessPath {
    /// "unit /Sales", "group Phone users".
    package var words: String {
        switch self {
        case .organizationalUnit(let path): "unit \(path)"
        case .group(let name): "group \(name)"
        }
    }
}

extension Exclusion {
    /// A sentence without its subject: "the app is off at /Contractors".
    package var words: String {
        switch self {
        case .archived: "archived in Google: left alone"
        case .guest: "a guest account"
        case .suspended: "suspended in Google"
        case .appOff(let unit, .some(let origin)) where unit != origin: "the app is off at \(unit) (inherited from \(origin))"
        case .appOff(let unit, _): "the app is off at \(unit)"
        case .notInScopeGroups: "in none of the groups of the scope"
        case .secondaryDomain(let domain): "on the secondary domain \(domain)"
        case .conditionNotMet(let condition, let value): condition.words(unmetBy: value)
        case .excludedPerson: "excluded by an administrator: left alone"
        case .excludedAccount(let userName): "the account \(userName) is excluded by an administrator: left alone"
        }
    }
}
