import HTTP
import Provisioning
import SCIM

extension OperationError {
    /// The same error in the words of the operations; `application` is the app's name.
    init(_ error: SCIMError, application: String = AppRefusal.anyApplication) {
        switch error {
        case .authorization(.reauthorizationNeeded(let reason, let since)): self = .reauthorizationNeeded(reason: reason, since: since)
        case .authorization(.notAuthorized(let reason)): self = .notAuthorized(reason)
        case .authorization(.unreachable(let text)): self = .unreachable(text)
        case .authorization(.cancelled), .cancelled: self = .cancelled
        case .unreachable(let text): self = .unreachable("\(application.startingSentence) cannot be asked: \(text)")
        case .noAnswer, .serverUnavailable: self = .unreachable(AppRefusal(error).words(for: application))
        default: self = .application(code: AppRefusal(error).code, message: AppRefusal(error).words(for: application))
        }
    }
}
