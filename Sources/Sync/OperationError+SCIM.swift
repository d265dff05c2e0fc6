import SCIM

extension OperationError {
    /// The same error in the words of the operations.
    init(_ error: SCIMError) {
        switch error {
        case .authorization(.reauthorizationNeeded(let reason, let since)): self = .reauthorizationNeeded(reason: reason, since: since)
        case .unreachable, .noAnswer, .serverUnavailable: self = .unreachable(error.description)
        default: self = .application(code: error.code, message: error.description)
        }
    }
}
