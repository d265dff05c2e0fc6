import HTTP
import Provisioning
import SCIM

extension AppRefusal {
    /// The same as data of the rules.
    init(_ error: SCIMError) {
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

extension OutcomeDetail {
    /// What is kept of an action that the app did not do.
    init(_ error: SCIMError, application: String) { self = .refused(AppRefusal(error), application: application) }
}
