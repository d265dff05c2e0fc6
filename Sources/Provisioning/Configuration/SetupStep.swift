/// A step of the setup, in its order.
package enum SetupStep: Int, Sendable, CaseIterable {
    case authorize
    case attributes
    case scope
    case deprovisioning

    /// How far the setup is when this step is done.
    package var progress: SetupProgress {
        switch self {
        case .authorize: .authorized
        case .attributes: .attributesMapped
        case .scope: .scopeChosen
        case .deprovisioning: .finished
        }
    }

    /// Where the step is taken.
    package var place: Blocked.Place {
        switch self {
        case .authorize: .authorization
        case .attributes: .attributes
        case .scope: .scope
        case .deprovisioning: .deprovisioning
        }
    }
}

extension SetupProgress {
    /// The words within a sentence: "attributes mapped".
    var words: String {
        switch self {
        case .notStarted: "not begun"
        case .authorized: "authorized"
        case .attributesMapped: "attributes mapped"
        case .scopeChosen: "scope chosen"
        case .finished: "finished"
        }
    }

    /// The step with which the setup goes on; the last one when it is finished.
    package var nextStep: SetupStep { SetupStep.allCases.first { $0.progress > self } ?? .deprovisioning }
}
