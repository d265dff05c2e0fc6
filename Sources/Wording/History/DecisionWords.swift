package import Provisioning

extension LoggedDecision.Verdict {
    /// "canceled", "taken back".
    package var words: String {
        switch self {
        case .cancelled: "canceled"
        case .postponed, .released, .rejected, .renamed, .moved, .authorized: rawValue
        case .restored: "taken back"
        case .carried: "link carried over"
        case .separated: "said to be another person"
        case .adoptionDecided: "adoption decided"
        case .linkDecided: "link decided"
        case .findingIgnored: "ignored for good"
        case .suspensionDecided: "suspension decided"
        case .restorationDecided: "restoration decided"
        case .linkForgotten: "link given up"
        case .accountDecisionLapsed: "decision lapsed"
        case .configured: "settings changed"
        case .configurationRestored: "settings restored"
        case .configurationDeleted: "configuration deleted"
        case .configurationFound: "settings found changed"
        case .authorizationRevoked: "authorization revoked"
        case .resumed: "runs after reauthorizing"
        }
    }
}

extension DeprovisioningAction {
    /// "suspend", "hard delete".
    package var words: String { self == .suspend ? "suspend" : "hard delete" }
}
