package import Provisioning

extension Exclusions {
    /// So many are named.
    private static let named = 5

    /// What to do about exclusions that concern nobody; `nil` when there are none.
    package var idleSentence: String? {
        let names = people.map(\.email) + accounts
        guard !names.isEmpty else { return nil }
        let more = names.count > Self.named ? " and \(names.count - Self.named) more" : ""
        let some = names.prefix(Self.named).joined(separator: ", ") + more
        return names.count == 1
            ? "The exclusion of \(some) concerns nobody: neither the directory nor an account is known by that name. Remove it under Exclusions, or correct it."
            : "The exclusions of \(some) concern nobody: neither the directory nor an account is known by those names. Remove them under Exclusions, or correct them."
    }
}

extension Plan {
    /// What to know beside the actions.
    package var advice: [String] { notes + [idleExclusions.idleSentence].compactMap(\.self) }
}
