extension PlanProblem {
    /// A word for machines (`--json`).
    package var code: String {
        switch self {
        case .missingValues: "missingValues"
        case .tooLong: "tooLong"
        case .unfit: "unfit"
        case .accountOfAnother: "accountOfAnother"
        case .authorizingAccount: "authorizingAccount"
        case .sameUserName: "sameUserName"
        case .lookupRefused: "lookupRefused"
        }
    }
}
