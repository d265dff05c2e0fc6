import Directory
import Foundation
import HTTP
import JSON

/// Reads the Directory API's error envelope (API facts C.7), which may be missing, an array, or no JSON at all.
struct GoogleFailure: Error, Equatable {
    let status: Int
    /// The word for machines: that of the older form (`errors[0].reason`), otherwise that of the newer one (`details[].reason`, `status`).
    let reason: String
    let message: String
    /// Whether Google itself answered; a proxy or gateway does not know the envelope.
    let isGoogles: Bool
    /// Whether a quota for a whole day is used up.
    let isDailyQuota: Bool

    init(_ response: HTTPResponse) {
        status = response.status
        let body = JSONValue(response.body)
        let error = (body?.elements.first ?? body)?["error"]
        let details = error?["details"]?.elements ?? []
        let reasons = [
            error?["errors"]?.elements.first?["reason"]?.string, details.lazy.compactMap { $0["reason"]?.string }.first, error?["status"]?.string,
        ].compactMap(\.self).map(ServerText.bounded)
        reason = reasons.first ?? ""
        message = (error?["message"]?.string).map(ServerText.bounded) ?? "status \(response.status)"
        isGoogles = error?.isObject == true
        let limit = details.lazy.compactMap { $0["metadata"]?["quota_limit"]?.string }.first ?? ""
        isDailyQuota = reason.hasPrefix("dailyLimitExceeded") || limit.localizedCaseInsensitiveContains("PerDay")
        words = Set(reasons.map { $0.lowercased() })
    }

    private let words: Set<String>

    /// Quotas that are given anew within a minute, however the status tells them.
    private static let quotas: Set<String> = [
        "userratelimitexceeded", "ratelimitexceeded", "ratelimitexceededunreg", "quotaexceeded", "concurrentlimitexceeded", "resource_exhausted",
        "rate_limit_exceeded",
    ]
    /// Troubles of Google's own that pass. A precondition of the server's fails now and then for a moment, and then the same request succeeds.
    private static let troubles: Set<String> = [
        "backenderror", "internalerror", "internal", "unavailable", "deadline_exceeded", "aborted", "failedprecondition", "failed_precondition",
    ]

    private var isQuota: Bool { isDailyQuota || status == 429 || !words.isDisjoint(with: Self.quotas) }
    private var isPrecondition: Bool { words.contains("failedprecondition") || words.contains("failed_precondition") }

    /// Whether the same request may succeed within minutes.
    var isTransient: Bool { !isDailyQuota && (isQuota || status == 408 || status >= 500 || !words.isDisjoint(with: Self.troubles)) }

    /// Whether it may concern the one person who was asked for, and nobody else. A quota and a token concern every question.
    var mayConcernOnePerson: Bool { !isQuota && status != 401 }

    /// Whether Google says that there is no such person: 412 stands for somebody who is deleted and not yet forgotten (API facts C.7). A page of a proxy's says
    /// nothing about anybody.
    var saysThatPersonIsGone: Bool { isGoogles && [404, 410, 412].contains(status) && !isPrecondition }

    /// The error to report for a request that reads `subject`.
    func error(reading subject: String) -> DirectoryError {
        let why = reason.isEmpty ? message : reason
        switch status {
        case 401:
            return .unauthorized("Google no longer accepts the service account's token while reading \(subject). Check the key and the delegation.")
        case _ where isDailyQuota:
            return .throttled(
                "The Cloud project has used up its requests for this day, so \(subject) could not be read (\(why)). Google gives new ones at midnight, Pacific "
                    + "time; raise the quota of the Admin SDK API in the Cloud project, or wait. Nothing was changed.")
        case _ where isQuota:
            return .throttled(
                "Google asks to slow down while \(subject) are read (\(why)). Try again later, or raise the quota of the Cloud project.")
        case _ where isPrecondition:
            return .unreliable(
                "Google refused to read \(subject) for a state of its own (\(why): \(message)). If it stays, check that directory.administrator has signed in to "
                    + "the Admin console and accepted its terms, and that directory.customer is that administrator's. Nothing was changed.")
        case 403 where !isGoogles:
            return .unreachable(
                "Something between here and Google refused to read \(subject) (status 403, no answer of Google's). Check the proxy or firewall. Nothing was changed."
            )
        case 403:
            return .permissionMissing(
                "Google does not allow the administrator to read \(subject) (\(why)). Give that administrator a role that may "
                    + "read users, groups and organizational units, and switch on the Admin SDK API in the Cloud project.")
        case 500...: return .unreachable("Google answered \(status) while \(subject) were read. Try again in a minute.")
        default: return .unreliable("Google refused to list \(subject): \(message) (status \(status)). Nothing was changed.")
        }
    }

    static func error(_ error: HTTPTransportError) -> DirectoryError {
        error == .cancelled ? .cancelled : .unreachable("Google's directory cannot be read: \(error.description)")
    }
}
