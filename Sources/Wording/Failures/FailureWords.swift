package import Foundation
package import Provisioning

extension FailedAttempts {
    /// "3 times, not tried again before 2026-11-30 10:00"
    package var words: String {
        let times = count == 1 ? "once" : "\(count) times"
        return nextTry.map { "\(times), not tried again before \($0.words)" } ?? "\(times), tried again by the next run"
    }
}

extension WaitingEntry {
    /// "failed 3 times, not tried again before 2026-11-30 10:00: RingCentral refused ..."
    package var words: String { "failed \(attempts.words): \(attempts.message)" }
}

extension StandingFailure.NextTry {
    /// "in 2 h 5 min", "next run".
    package func words(now: Date) -> String {
        switch self {
        case .nextRun: "next run"
        case .asked: "next run (asked)"
        case .after(let moment): Countdown.words(until: moment, from: now)
        case .whenMended: "after a fix"
        }
    }
}

extension StandingFailure {
    /// Why it failed. The cure stands beside it here.
    package var cause: String {
        guard let sentences = entry.detail?.sentences else { return entry.reason }
        return hasCureOfItsOwn ? sentences.cause : sentences.words(on: .commandLine)
    }

    private var hasCureOfItsOwn: Bool { cure != Self.defaultCure }

    private static let defaultCure = "Fix the cause, then ask for another try."

    /// What ends it, in a sentence.
    package var cure: String {
        switch entry.code {
        case "refused", "tooLong", "unfit": "Correct the values in the directory, or map another attribute; then the next run tries at once."
        case "missingValues": "Fill in the value in the directory, or add a fallback to the attribute mapping."
        case "conflict", "accountOfAnother": "Rename or delete the other account in the app, or correct the address in the directory."
        case "sameUserName": "Map the user name to an attribute that differs for everyone."
        case "authorizingAccount": "Reauthorize as another administrator of the app; then this account can be changed."
        case "account-missing": "Nothing: the next run looks the person up again and creates a new account if there is none."
        case "account-given-away": "Look at the account in the app. If it is this person's, enter their directory ID there as its external ID."
        case "answer-about-another", "account-linked-to-another": "Look at the accounts in the app; it is tried again automatically."
        case "without-effect", "other-user-name": "Look at the account in the app, or wait: it is tried again automatically."
        case "active-untold": "Check in the app whether the account is suspended."
        case "account-inactive": "Activate the account in the app if the person needs it; the change is tried again automatically."
        case "values-refused": "Correct the value in the directory, map another attribute, or leave it out of the mapping."
        case "absence-unconfirmed": "Check the app's address and what lies between; it is tried again automatically."
        case "not-offered": "Write \"supportsPatch\": false under dialect in the app's profile if it has no PATCH; otherwise check its address."
        case "licences-exhausted": "Add licenses in the app, or delete unused accounts; the next run continues."
        case "forbidden":
            "Check in the app whether the account's role, its site or a feature forbids the change; if many people are refused, give the authorizing administrator and "
                + "the app registration the permission to edit accounts."
        case "lookupRefused": "Check in the app what is special about this address; the next run asks again."
        case "server-unavailable", "throttled", "unreachable", "no-answer", "unexpected-answer": "Nothing: it is tried again automatically."
        default: Self.defaultCure
        }
    }
}
