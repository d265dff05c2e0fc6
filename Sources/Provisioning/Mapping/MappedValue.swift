package import Directory

/// What one attribute of the app gets for one person.
package enum MappedValue: Sendable, Equatable {
    /// The value as the app gets it.
    case value(String)
    /// No value; the app does without.
    case empty
    /// No value, and without one the person gets no account.
    case missing
    /// A value that the app does not take, with the most characters that it does.
    case tooLong(String, limit: Int)

    /// Whether the person gets no account because of this.
    package var isProblem: Bool {
        switch self {
        case .value, .empty: false
        case .missing, .tooLong: true
        }
    }
}

extension MappingTable {
    /// What `target` gets for `person`, by the same rule as ``account(for:)``.
    package func value(of target: TargetAttribute, for person: Person) -> MappedValue {
        guard let value = mappedText(at: target.path, for: person) else { return target.isMandatory ? .missing : .empty }
        if value.utf8.count > Self.greatestLength { return .tooLong(value, limit: Self.greatestLength) }
        if let limit = target.maximumLength, value.count > limit { return .tooLong(value, limit: limit) }
        return .value(value)
    }

    /// The user name that the mapping gives `person`, whether or not the person's other values allow an account.
    func userName(of person: Person) -> String? { mappedText(at: Self.userNamePath, for: person) }

    /// Like an account's values, the last row that has one counts.
    private func mappedText(at path: String, for person: Person) -> String? {
        for mapping in mappings.reversed() where mapping.target == path {
            if let value = mapping.value(for: person) { return value }
        }
        return nil
    }
}
