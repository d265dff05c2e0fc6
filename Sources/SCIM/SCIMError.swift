package import Foundation
package import HTTP

/// How far a failure reaches.
package enum FailureScope: Sendable {
    /// This person only.
    case person
    /// All actions of this kind, in this run.
    case kind
    /// The whole run.
    case run
    /// This person or the whole run: its own words do not tell, so what else the app answers decides.
    case personOrRun
}

/// Why the app did not do what it was asked.
package enum SCIMError: Error, Equatable, CustomStringConvertible {
    case badRequest(detail: String, scimType: String?)
    /// The user name or address is taken (409).
    case conflict(detail: String)
    /// The account is gone, as the app says in SCIM's own words (RFC 7644 §3.12).
    case notFound(id: String)
    /// 404 or 410 from something that does not speak SCIM: a gateway, another server, a wrong path. Whether the account is there is not known by it.
    case absenceUnconfirmed(status: Int, detail: String)
    /// The app does not offer requests of this method (405, 415, 501).
    case notOffered(status: Int, detail: String)
    /// There is no SCIM service at this address (404 of the list of accounts).
    case serviceMissing(address: String)
    /// No unassigned extension is left (403 with a licence text).
    case licencesExhausted(detail: String)
    /// Refused (403, or 401 where other requests are accepted): for this account, or for everything.
    case forbidden(detail: String)
    case throttled(retryAfter: TimeInterval)
    /// `retryAfter` is what the server asked to wait, in seconds.
    case serverUnavailable(status: Int, retryAfter: TimeInterval? = nil)
    case unreachable(String)
    /// No answer came, so the request may have been carried out.
    case noAnswer(String)
    case unexpectedAnswer(String)
    case authorization(AuthorizationError)
    case cancelled

    /// How far it reaches.
    package var scope: FailureScope {
        switch self {
        case .badRequest(_, let scimType): Self.isAboutValues(scimType) ? .person : .personOrRun
        case .conflict: .person
        case .licencesExhausted, .notOffered: .kind
        case .forbidden, .notFound, .absenceUnconfirmed, .serverUnavailable, .noAnswer, .unexpectedAnswer: .personOrRun
        case .serviceMissing, .throttled, .unreachable, .authorization, .cancelled: .run
        }
    }

    /// The words of RFC 7644 §3.12 that say which part of one account is wrong, and RingCentral's codes for the same.
    private static let typesOfValues: Set<String> = [
        "invalidvalue", "invalidpath", "uniqueness", "mutability", "sensitive", "notarget", "toomany", "cmn-101", "cmn-102", "cmn-406",
    ]

    private static func isAboutValues(_ scimType: String?) -> Bool { scimType.map { typesOfValues.contains($0.lowercased()) } ?? false }

    /// A word for developers. What is kept and printed for machines is decided where the error becomes data of the rules.
    package var code: String {
        switch self {
        case .badRequest: "refused"
        case .conflict: "conflict"
        case .notFound: "account-missing"
        case .absenceUnconfirmed: "absence-unconfirmed"
        case .notOffered: "not-offered"
        case .serviceMissing: "service-missing"
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

    /// For developers; administrators read sentences that are made from the case.
    package var description: String {
        switch self {
        case .badRequest(let detail, _), .conflict(let detail), .absenceUnconfirmed(_, let detail), .notOffered(_, let detail),
            .serviceMissing(let detail), .licencesExhausted(let detail), .forbidden(let detail), .unreachable(let detail), .noAnswer(let detail),
            .unexpectedAnswer(let detail):
            "\(code): \(detail)"
        case .notFound(let id): "\(code): \(id)"
        case .throttled(let seconds): "\(code): \(seconds) s"
        case .serverUnavailable(let status, _): "\(code): status \(status)"
        case .authorization(let error): "\(code): \(error)"
        case .cancelled: code
        }
    }
}
