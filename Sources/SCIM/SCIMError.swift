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

    /// Named where nobody told the app's name.
    package static let anyApplication = "the app"

    package var description: String { words(for: Self.anyApplication) }

    /// What happened and what to do, with the app's name.
    package func words(for application: String) -> String {
        let start = application.startingSentence
        switch self {
        case .badRequest(let detail, let type):
            return
                "\(start) refused the values\(type.map { " (\($0))" } ?? ""): \(detail). Correct them in the directory or in the attribute mapping."
        case .conflict(let detail):
            return
                "Another account of \(application) uses this address: \(detail). Rename or delete that account, or correct the address in the directory."
        case .notFound(let id):
            return "The account \(id) is no longer in \(application): somebody deleted it there. The next run looks the person up afresh."
        case .absenceUnconfirmed(let status, let detail):
            return
                "Something on the way to \(application) answered \(status) (\(detail)), and not in the words of SCIM, so it is not known whether the account is still there. Nothing was forgotten; it is tried again. Check the app's address, its status page, and proxies in between."
        case .notOffered(let status, let detail):
            return
                "\(start) does not offer this request: it answered \(status) (\(detail)). If its SCIM has no PATCH, write \"supportsPatch\": false under dialect in its profile; otherwise check its address."
        case .serviceMissing(let address):
            return
                "There is no SCIM service of \(application) at \(address) (404). Correct application.baseURL, or scimBaseURL in the app's profile; no account was changed."
        case .licencesExhausted(let detail):
            return "\(start) has no free licence left: \(detail) Add licences, or delete unused accounts; the next run goes on."
        case .forbidden(let detail):
            return
                "\(start) denied access: \(detail). If this happens to one account, look there whether its role, its site or a feature forbids the change; otherwise "
                + "give the authorizing administrator and the app registration, or the token, the permission to edit accounts."
        case .throttled(let seconds): return "\(start) asked to wait \(Int(seconds)) seconds. The next run carries on; nothing was lost."
        case .serverUnavailable(let status, _): return "\(start) answered \(status): it is out of order for the moment. The next run carries on."
        case .unreachable(let text), .noAnswer(let text): return text
        case .unexpectedAnswer(let text): return "The answer of \(application) made no sense: \(text). Check that its address is the right server's."
        case .authorization(let error): return error.description
        case .cancelled: return "The request was stopped. What became of it is looked up by the next run."
        }
    }
}

extension String {
    /// The text with its first letter in upper case, for the start of a sentence: "the app" becomes "The app", "scim2-server" stays, being a name.
    package var startingSentence: String { self == SCIMError.anyApplication ? prefix(1).uppercased() + dropFirst() : self }
}
