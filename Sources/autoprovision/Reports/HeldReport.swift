import Provisioning

/// An action that a safeguard holds, or that was decided about, for machines: the members of a plan's action, and how it stands.
struct HeldReport: Encodable {
    private let action: PlanReport.Action
    private let standing: String
    private let unitMove: UnitHoldReport.Move?

    private enum CodingKeys: String, CodingKey {
        case standing, unitMove
    }

    /// What a moved unit would mean for one person; all such actions are decided about together.
    init(_ effect: UnitHold.Effect) {
        action = PlanReport.Action(effect)
        standing = Plan.Standing.held.rawValue
        unitMove = UnitHoldReport.Move(effect.move)
    }

    init(_ entry: PlanEntry, _ standing: Plan.Standing) {
        action = PlanReport.Action(entry)
        self.standing = standing.rawValue
        unitMove = nil
    }

    func encode(to encoder: any Encoder) throws {
        try action.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(standing, forKey: .standing)
        try container.encodeIfPresent(unitMove, forKey: .unitMove)
    }
}
