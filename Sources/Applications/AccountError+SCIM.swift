package import Engine
import HTTP
package import Provisioning
package import SCIM

extension AccountError {
    /// The same in the terms of the rules.
    package init(_ error: SCIMError) {
        // A renewal that was stopped is a request that was stopped.
        let error: SCIMError = if case .authorization(.cancelled) = error { .cancelled } else { error }
        self.init(AppRefusal(error), FailureSuspicion(error), authorization: Authorization(error))
    }
}

extension AccountError.Authorization {
    /// What an error says about the authorization, if it is about it.
    fileprivate init?(_ error: SCIMError) {
        guard case .authorization(let error) = error else { return nil }
        switch error {
        case .reauthorizationNeeded(let reason, let since): self = .reauthorizationNeeded(reason: reason, since: since)
        case .notAuthorized(let reason): self = .notAuthorized(reason: reason)
        case .unreachable(let text): self = .unreachable(text)
        case .storage, .cancelled: return nil
        }
    }
}

extension AppRefusal {
    /// The same as data of the rules.
    package init(_ error: SCIMError) {
        self =
            switch error {
            case .badRequest(let detail, let type): .values(detail: detail, type: type)
            case .conflict(let detail): .conflict(detail: detail)
            case .notFound(let id): .accountMissing(id: id)
            case .absenceUnconfirmed(let status, let detail): .absenceUnconfirmed(status: status, detail: detail)
            case .notOffered(let status, let detail): .notOffered(status: status, detail: detail)
            case .serviceMissing(let address): .serviceMissing(address: address)
            case .licencesExhausted(let detail): .licencesExhausted(detail: detail)
            case .forbidden(let detail): .forbidden(detail: detail)
            case .throttled(let seconds): .throttled(seconds: Int(seconds))
            case .serverUnavailable(let status, _): .serverUnavailable(status: status)
            case .unreachable(let detail): .unreachable(detail: detail)
            case .noAnswer(let detail): .noAnswer(detail: detail)
            case .unexpectedAnswer(let detail): .unexpectedAnswer(detail: detail)
            case .authorization(let error): .authorization(detail: error.description)
            case .cancelled: .cancelled
            }
    }
}

extension FailureSuspicion {
    /// What an error of the app's leaves open.
    fileprivate init(_ error: SCIMError) {
        self =
            switch error.scope {
            case .person: .person
            case .kind: .kind
            case .run: .run
            case .personOrRun: .personOrRun
            }
    }
}
