package import Provisioning

extension Plan {
    /// So many excluded people are named.
    private static let namedExclusions = 5

    /// What to know beside the actions.
    package var advice: [String] { notes + [exclusionSentence].compactMap(\.self) }

    /// What to do about exclusions that concern nobody; `nil` when there are none.
    private var exclusionSentence: String? {
        let names = unknownExclusions.map(\.email)
        guard !names.isEmpty else { return nil }
        let more = names.count > Self.namedExclusions ? " and \(names.count - Self.namedExclusions) more" : ""
        let some = names.prefix(Self.namedExclusions).joined(separator: ", ") + more
        return names.count == 1
            ? "The exclusion of \(some) concerns nobody: neither the directory nor an account has such a person. Remove it under Exclusions, or correct it."
            : "The exclusions of \(some) concern nobody: neither the directory nor an account has such people. Remove them under Exclusions, or correct them."
    }
}
