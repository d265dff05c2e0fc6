import Engine
import FileHome
import OAuth
import Provisioning

extension OperationError {
    /// The same error in the words of the operations, for work that touches both the credentials file and the app's OAuth.
    init(credentials error: any Error, application: String = AppRefusal.anyApplication) {
        switch error {
        case let error as OperationError: self = error
        case let error as ConfigurationError: self = .configuration(error)
        case OAuthError.foreignRedirect(let text): self = .invalidInput(text)
        case OAuthError.unreachable(let text): self = .unreachable(text)
        case OAuthError.cancelled, is CancellationError: self = .cancelled
        case let error as OAuthError: self = .application(code: Self.refusedCode, message: error.words(for: application))
        default: self = .application(code: Self.refusedCode, message: "The stored authorization cannot be read. Authorize again.")
        }
    }
}
