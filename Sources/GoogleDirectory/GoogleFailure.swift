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

    /// Whether the token does not allow the question, whatever role its owner has.
    var lacksScope: Bool { status == 403 && !words.isDisjoint(with: ["insufficientpermissions", "access_token_scope_insufficient"]) }

    /// Whether the Admin SDK API is off in the Cloud project.
    var saysThatAPIIsOff: Bool { status == 403 && !words.isDisjoint(with: ["accessnotconfigured", "service_disabled"]) }

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

    var isQuota: Bool { isDailyQuota || status == 429 || !words.isDisjoint(with: Self.quotas) }
    var isPrecondition: Bool { words.contains("failedprecondition") || words.contains("failed_precondition") }

    /// Whether the same request may succeed within minutes.
    var isTransient: Bool { !isDailyQuota && (isQuota || status == 408 || status >= 500 || !words.isDisjoint(with: Self.troubles)) }

    /// Whether it may concern the one person who was asked for, and nobody else. A quota and a token concern every question.
    var mayConcernOnePerson: Bool { !isQuota && status != 401 }

    /// Whether Google says that there is no such person: 412 stands for somebody who is deleted and not yet forgotten (API facts C.7). A page of a proxy's says
    /// nothing about anybody.
    var saysThatPersonIsGone: Bool { isGoogles && [404, 410, 412].contains(status) && !isPrecondition }

    static func error(_ error: HTTPTransportError) -> DirectoryError {
        error == .cancelled ? .cancelled : .unreachable("Google's directory cannot be read: \(error.description)")
    }
}
