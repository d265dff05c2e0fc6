/// Why the app did not do what it was asked, as data: what is kept of a failure, and what sentences are made from when somebody reads it.
package enum AppRefusal: Sendable, Equatable, Codable {
    /// The values were refused; what the app said, and its word for it.
    case values(detail: String, type: String?)
    /// The user name or address is taken.
    case conflict(detail: String)
    /// The account is gone.
    case accountMissing(id: String)
    /// Something on the way says that nothing is there; whether the account is, is not known by it.
    case absenceUnconfirmed(status: Int, detail: String)
    /// The app does not offer requests of this method.
    case notOffered(status: Int, detail: String)
    /// There is no SCIM service at this address.
    case serviceMissing(address: String)
    /// No unassigned extension is left.
    case licencesExhausted(detail: String)
    /// Refused, for this account or for everything.
    case forbidden(detail: String)
    case throttled(seconds: Int)
    case serverUnavailable(status: Int)
    /// The app could not be reached; what the network said.
    case unreachable(detail: String)
    /// No answer came, so the request may have been carried out; what the network said.
    case noAnswer(detail: String)
    case unexpectedAnswer(detail: String)
    /// The authorization does not count any more.
    case authorization(detail: String)
    case cancelled
    /// The sentence of an older version, which kept no data.
    case written(String)

    /// A word for machines (`--json`).
    package var code: String {
        switch self {
        case .values: "refused"
        case .conflict: "conflict"
        case .accountMissing: "account-missing"
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
        case .written: "written"
        }
    }
}
