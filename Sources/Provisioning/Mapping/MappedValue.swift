package import Directory

/// What one attribute of the app gets for one person.
package enum MappedValue: Sendable, Equatable {
    /// The value as the app gets it.
    case value(String)
    /// No value; the app does without.
    case empty
    /// The directory has a value, but nothing that the app could get came of it; the app does without.
    case leftOut(NoValueReason)
    /// No value, and without one the person gets no account; with the reason where the directory has a value.
    case missing(NoValueReason?)
    /// A value that the app does not take, with the most characters that it does.
    case tooLong(String, limit: Int)
    /// A value that the app does not take, because it has another form.
    case unfit(String, ValueFormat.Name)

    /// What the directory has, as far as it is known here: beside a rule that says what is wrong with it.
    package var typed: String? {
        switch self {
        case .value(let text), .tooLong(let text, _), .unfit(let text, _): text
        case .leftOut(let reason), .missing(let reason?): reason.typed
        case .empty, .missing(nil): nil
        }
    }

    /// Whether the person gets no account because of this.
    package var isProblem: Bool {
        switch self {
        case .value, .empty, .leftOut: false
        case .missing, .tooLong, .unfit: true
        }
    }
}

extension MappingTable {
    /// What `target` gets for `person`, by the same rule as ``account(for:)``.
    package func value(of target: TargetAttribute, for person: Person) -> MappedValue { judge(target, drawn(for: person)) }

    /// What every attribute gets for `person`, in the order of the screen.
    ///
    /// - Parameter link: what the person's account has: such values the app has taken already, whatever their form.
    package func values(for person: Person, having link: AccountLink? = nil) -> [(target: TargetAttribute, value: MappedValue)] {
        let drawn = drawn(for: person)
        return targets.map { target in
            if let value = drawn.values[target.path], isTaken(value, of: target, by: link) { return (target, .value(value)) }
            return (target, judge(target, drawn))
        }
    }

    /// Whether an account has this value already: then it is not judged again.
    func isTaken(_ value: String, of target: TargetAttribute, by link: AccountLink?) -> Bool {
        guard let link, value.utf8.count <= Self.greatestLength else { return false }
        return link.kept.has(value, for: target.path) || link.value(of: target.path) == value
    }

    private func judge(_ target: TargetAttribute, _ drawn: DrawnValues) -> MappedValue {
        guard let value = drawn.values[target.path] else {
            let reason = drawn.reasons[target.path]
            return target.isMandatory ? .missing(reason) : reason.map(MappedValue.leftOut) ?? .empty
        }
        return fault(of: value, for: target) ?? .value(value)
    }

    /// Why the app would not take a value; `nil` when it does.
    func fault(of value: String, for target: TargetAttribute) -> MappedValue? {
        if value.utf8.count > Self.greatestLength { return .tooLong(value, limit: Self.greatestLength) }
        if let limit = target.maximumLength, value.utf8.count > limit, ValueFormat.length(of: value) > limit { return .tooLong(value, limit: limit) }
        return target.format.accepts(value) ? nil : .unfit(value, target.format.name)
    }

    /// The user name that the mapping gives `person`, whether or not the person's other values allow an account.
    func userName(of person: Person) -> String? {
        // Like an account's values, the last row that has one counts.
        for mapping in mappings.reversed() where mapping.target == Self.userNamePath {
            if case .value(let value)? = mapping.result(for: person, context) { return value }
        }
        return nil
    }
}
