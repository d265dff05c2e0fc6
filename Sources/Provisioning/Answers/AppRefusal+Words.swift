extension AppRefusal {
    /// Named where nobody told the app's name.
    package static let anyApplication = "the app"

    /// What happened and what to do, with the app's name.
    package func words(for application: String) -> String { sentences(for: application).whole }

    /// What happened, and what to do about it.
    package func sentences(for application: String) -> CauseAndCure {
        let start = application.startingSentence
        return switch self {
        case .values(let detail, let type):
            CauseAndCure(
                "\(start) refused the values\(type.map { " (\($0))" } ?? ""): \(detail).",
                "Correct them in the directory or in the attribute mapping.")
        case .conflict(let detail):
            CauseAndCure(
                "Another account in \(application) uses this address: \(detail).",
                "Rename or delete that account, or correct the address in the directory.")
        case .accountMissing(let id):
            CauseAndCure(
                "Account \(id) is no longer in \(application): somebody deleted it there.", "The next run looks the person up again.")
        case .absenceUnconfirmed(let status, let detail):
            CauseAndCure(
                "A server on the way to \(application) answered \(status) (\(detail)), but not as a SCIM service does, so it is not known whether the account still exists.",
                "Nothing was changed; the next run tries again. Check the app's address, its status page, and any proxies in between.")
        case .notOffered(let status, let detail):
            CauseAndCure(
                "\(start) does not offer this request: it answered \(status) (\(detail)).",
                "If its SCIM has no PATCH, write \"supportsPatch\": false under dialect in its profile; otherwise check its address.")
        case .serviceMissing(let address):
            CauseAndCure(
                "No SCIM service of \(application) was found at \(address) (404).",
                "Correct application.baseURL, or scimBaseURL in the app's profile; no account was changed.")
        case .licencesExhausted(let detail):
            CauseAndCure("\(start) has no free license left: \(detail)", "Add licenses, or delete unused accounts; the next run continues.")
        case .forbidden(let detail):
            CauseAndCure(
                "\(start) denied access: \(detail).",
                "If only one account is affected, check there whether its role, its site or a feature forbids the change; otherwise "
                    + "give the authorizing administrator and the app registration, or the token, the permission to edit accounts.")
        case .throttled(let seconds): CauseAndCure("\(start) asked to wait \(seconds) seconds.", "The next run continues; nothing was lost.")
        case .serverUnavailable(let status):
            CauseAndCure("\(start) answered \(status): it is temporarily unavailable.", "The next run continues.")
        case .unexpectedAnswer(let detail):
            CauseAndCure("The answer from \(application) could not be understood: \(detail).", "Check that its address is correct.")
        case .cancelled: CauseAndCure("The request was stopped.", "The next run looks up what became of it.")
        case .unreachable(let text), .noAnswer(let text), .authorization(let text), .written(let text): CauseAndCure(splitting: text)
        }
    }
}

/// What happened, and what to do about it: lists have room for the first alone.
package struct CauseAndCure: Sendable, Equatable {
    package let cause: String
    /// `nil` where the cause says it too, or where nothing is to be done.
    package let cure: String?
    /// What leads to the cure.
    package let hint: CommandHint?

    /// Puts them together.
    package init(_ cause: String, _ cure: String? = nil, hint: CommandHint? = nil) { (self.cause, self.cure, self.hint) = (cause, cure, hint) }

    /// Takes apart what the network or an earlier version said, which is the cause in one sentence and then the cure.
    package init(splitting text: String) {
        if let end = text.firstRange(of: /[.!?] (?=\p{Lu})/) {
            self.init(String(text[...end.lowerBound]), String(text[end.upperBound...]))
        } else {
            self.init(text)
        }
    }

    /// Cause and cure, without the hint.
    package var whole: String { cure.map { "\(cause) \($0)" } ?? cause }
}

extension String {
    /// The text with its first letter in upper case, for the start of a sentence: "the app" becomes "The app", "scim2-server" stays, being a name.
    package var startingSentence: String { self == AppRefusal.anyApplication ? prefix(1).uppercased() + dropFirst() : self }
}
