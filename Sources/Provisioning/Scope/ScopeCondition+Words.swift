import Directory

extension ScopeCondition {
    /// The attribute's name on the screen: that of a custom schema's field is the field's.
    package var label: String {
        DirectoryAttribute.standard.first { $0.id == attribute }?.label ?? DirectoryAttribute.customParts(of: attribute)?.field ?? attribute
    }

    /// The whole condition: "Department is Sales or Support".
    package var words: String { "\(label) \(requirement)" }

    /// What is asked of the value: "is Sales or Support".
    private var requirement: String {
        switch test {
        case .is: "is \(list("or"))"
        case .isNot: values.count == 1 ? "is not \(list("or"))" : "is neither \(list("nor"))"
        case .startsWith: "begins with \(list("or"))"
        case .matches: "matches \(list("or"))"
        }
    }

    private func list(_ word: String) -> String {
        guard let last = values.last, values.count > 1 else { return values.first ?? "" }
        return values.count == 2 ? "\(values[0]) \(word) \(last)" : "\(values.dropLast().joined(separator: ", ")) \(word) \(last)"
    }

    /// Why somebody with this value is left out, without a subject: "Department is Marketing; the scope asks that it is Sales or Support".
    func words(unmetBy value: String?) -> String {
        let found = value.map { $0.trimmed.isEmpty ? "is empty" : "is \($0)" } ?? "is empty"
        return "\(label) \(found), and the scope is for people whose \(label) \(requirement)"
    }
}
