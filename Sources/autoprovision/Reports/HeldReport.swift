import Provisioning

/// An action that a safeguard holds, or that was decided about, for machines: the members of a plan's action, and how it stands.
struct HeldReport: Encodable {
    private let action: PlanReport.Action
    private let standing: String

    private enum CodingKeys: String, CodingKey {
        case standing
    }

    init(_ entry: PlanEntry, _ standing: Plan.Standing) {
        action = PlanReport.Action(entry)
        self.standing = standing.rawValue
    }

    func encode(to encoder: any Encoder) throws {
        try action.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(standing, forKey: .standing)
    }
}
