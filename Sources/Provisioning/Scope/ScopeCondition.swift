import Directory

/// A condition on an attribute that everybody in the scope must meet: "department is Sales or Support".
package struct ScopeCondition: Sendable, Equatable, Hashable {
    /// How the person's value is compared. One value of the condition is enough; for ``isNot`` none may be the person's.
    package enum Test: String, Sendable, CaseIterable {
        /// The same text. Upper and lower case and white space at either end make no difference.
        case `is`
        /// Another text, or none at all.
        case isNot
        /// It begins with the text. Case does not matter.
        case startsWith
        /// A regular expression (RE2's syntax) finds something in it.
        case matches
    }

    /// The directory attribute, by its id.
    package var attribute: String
    package var test: Test
    /// At least one.
    package var values: [String]

    package init(_ attribute: String, _ test: Test, _ values: [String]) {
        (self.attribute, self.test, self.values) = (attribute, test, values)
    }
}

/// A condition made ready to be asked of very many people.
struct PreparedCondition: Sendable {
    let condition: ScopeCondition
    private let folded: Set<String>

    init(_ condition: ScopeCondition) {
        self.condition = condition
        folded = Set(condition.values.map(\.trimmed.caseFolded))
    }

    /// Whether the person meets it. Somebody without a value meets only ``ScopeCondition/Test/isNot``.
    func holds(for person: Person, _ tools: any ValueTools) -> Bool {
        let value = person.value(of: condition.attribute)?.trimmed ?? ""
        switch condition.test {
        case .is: return !value.isEmpty && folded.contains(value.caseFolded)
        case .isNot: return value.isEmpty || !folded.contains(value.caseFolded)
        case .startsWith:
            let value = value.caseFolded
            return !value.isEmpty && folded.contains(where: value.hasPrefix)
        case .matches: return !value.isEmpty && condition.values.contains { tools.firstMatch(of: $0, in: value, group: 0) != nil }
        }
    }
}
