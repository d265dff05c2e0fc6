package import Provisioning

extension FindingState {
    /// For people.
    package var words: String {
        switch self {
        case .waiting: "waits for your decision"
        case .restoring: "is overwritten by the next run"
        case .accepted: "stays until the directory's value changes"
        case .adopting: "the next run adopts the account"
        case .decided(.adopt): "the next run adopts the account"
        case .decided(.link): "the next run links the account"
        case .decided(.suspend): "the next run suspends the account"
        case .decided(.restore): "the next run puts it back"
        case .inactive: "the account is not active, so it gives nobody access"
        case .decided(.ignore), .ignored: "is ignored"
        }
    }
}
