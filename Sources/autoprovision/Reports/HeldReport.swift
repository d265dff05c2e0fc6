import Provisioning

/// An action that a safeguard holds, or that was decided about, for machines.
struct HeldReport: Encodable {
    let standing: String
    let kind: String
    let personID: String
    let name: String
    let email: String
    let accountID: String?
    let before: [String: String]
    let after: [String: String]
    let reason: String

    init(_ entry: PlanEntry, _ standing: Plan.Standing) {
        self.standing = standing.rawValue
        kind = entry.kind.rawValue
        personID = entry.personID
        name = entry.name
        email = entry.email
        accountID = entry.accountID
        before = entry.before
        after = entry.after
        reason = entry.reason.words
    }
}
