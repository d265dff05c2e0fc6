/// What follows from a link that was carried over to another id of the same person.
extension AccountLink {
    /// The path under which a link keeps the id that the account carries, once its person has another one.
    package static let externalIDPath = "externalId"

    /// The values that the account is to have, with the person's id where it carries another one since the link was carried over.
    package func completing(_ values: [String: String]) -> [String: String] {
        guard value(of: Self.externalIDPath) != nil else { return values }
        return values.merging([Self.externalIDPath: personID]) { _, new in new }
    }
}

extension PlanEntry {
    /// Whether the account only gets the present id of its person. An administrator decided that when the links were carried over, so no limit holds it.
    var onlyWritesID: Bool {
        guard kind == .update, let id = after[AccountLink.externalIDPath], before[AccountLink.externalIDPath] != id else { return false }
        return before.merging([AccountLink.externalIDPath: id]) { _, new in new } == after
    }
}
