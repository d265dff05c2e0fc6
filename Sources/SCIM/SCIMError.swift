package import Foundation

/// How far a failure reaches.
package enum FailureScope: Sendable {
    /// This person only.
    case person
    /// All actions of this kind, in this run.
    case kind
    /// The whole run.
    case run
}

/// Why the app did not do what it was asked.
package enum SCIMError: Error, Equatable, CustomStringConvertible {
    case badRequest(detail: String, scimType: String?)
    /// The user name or address is taken (409).
    case conflict(detail: String)
    case notFound(id: String)
    /// No unassigned extension is left (403 with a licence text).
    case licencesExhausted(detail: String)
    case forbidden(detail: String)
    case throttled(retryAfter: TimeInterval)
    case serverUnavailable(status: Int)
    case unreachable(String)
    /// No answer came, so the request may have been carried out.
    case noAnswer(String)
    case unexpectedAnswer(String)
    case authorization(AuthorizationError)
    case cancelled

    /// How far it reaches.
    package var scope: FailureScope {
        switch self {
        case .badRequest, .conflict, .notFound: .person
        case .licencesExhausted: .kind
        case .forbidden, .throttled, .serverUnavailable, .unreachable, .noAnswer, .unexpectedAnswer, .authorization, .cancelled: .run
        }
    }

    /// Whether the request may have been carried out all the same.
    package var mayHaveHadEffect: Bool {
        switch self {
        case .noAnswer, .serverUnavailable, .unexpectedAnswer: true
        default: false
        }
    }

    /// A word for machines (`--json`).
    package var code: String {
        switch self {
        case .badRequest: "refused"
        case .conflict: "conflict"
        case .notFound: "account-missing"
        case .licencesExhausted: "licences-exhausted"
        case .forbidden: "forbidden"
        case .throttled: "throttled"
        case .serverUnavailable: "server-unavailable"
        case .unreachable: "unreachable"
        case .noAnswer: "no-answer"
        case .unexpectedAnswer: "unexpected-answer"
        case .authorization: "authorization"
        case .cancelled: "cancelled"
        }
    }

    package var description: String {
        switch self {
        case .badRequest(let detail, let type):
            "RingCentral refused the values\(type.map { " (\($0))" } ?? ""): \(detail). Correct them in the directory or in the attribute mapping."
        case .conflict(let detail):
            "Another RingCentral account uses this address: \(detail). Rename or delete that account, or correct the address in the directory."
        case .notFound(let id):
            "The account \(id) is no longer in RingCentral: somebody deleted it there. The next run looks the person up afresh."
        case .licencesExhausted(let detail):
            "RingCentral has no free extension left: \(detail) Add licences, or delete unused accounts; the next run goes on."
        case .forbidden(let detail):
            "RingCentral denied access: \(detail). Give the authorizing administrator and the app registration the permission to edit accounts."
        case .throttled(let seconds): "RingCentral asked to wait \(Int(seconds)) seconds. The next run carries on; nothing was lost."
        case .serverUnavailable(let status): "RingCentral answered \(status): it is out of order for the moment. The next run carries on."
        case .unreachable(let text), .noAnswer(let text): text
        case .unexpectedAnswer(let text): "RingCentral's answer made no sense: \(text). Check that application.baseURL is the right server."
        case .authorization(let error): error.description
        case .cancelled: "The request was stopped. What became of it is looked up by the next run."
        }
    }
}
