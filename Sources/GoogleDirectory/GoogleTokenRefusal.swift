import Foundation
import HTTP
import JSON

/// What one of Google's token services said when it gave no token: the two members of RFC 6749 §5.2, or the envelope of Google's APIs.
struct GoogleTokenRefusal: Sendable {
    let status: Int
    /// The word for machines, such as `invalid_grant` or `IAM_PERMISSION_DENIED`.
    let code: String
    /// The explanation for people; empty when there is none.
    let detail: String
    /// The permission that is missing (`iam.serviceAccounts.getAccessToken`), where Google names it.
    let permission: String?
    /// The header by which a metadata server of Google's is known.
    let metadataFlavor: String?
    /// How far this machine's clock is ahead of the answer's, in seconds; `nil` when the answer did not tell the time.
    let secondsAhead: TimeInterval?

    init(_ response: HTTPResponse, now: Date) {
        status = response.status
        let body = JSONValue(response.body)
        let error = body?["error"]
        let details = error?["details"]?.elements ?? []
        func bounded(_ value: JSONValue?) -> String? { (value?.text).map(ServerText.bounded) }
        let reasons = [bounded(error), details.lazy.compactMap { bounded($0["reason"]) }.first, bounded(error?["status"])]
        code = reasons.lazy.compactMap(\.self).first ?? "status \(response.status)"
        detail = bounded(body?["error_description"]) ?? bounded(error?["message"]) ?? ""
        permission = details.lazy.compactMap { bounded($0["metadata"]?["permission"]) }.first
        metadataFlavor = response.headers["Metadata-Flavor"]
        secondsAhead = response.headers["Date"].flatMap(HTTPDate.parse).map { now.timeIntervalSince($0) }
    }

    /// Code and explanation, for the inside of brackets.
    var words: String { detail.isEmpty ? code : "\(code): \(detail)" }

    /// Whether the same request may succeed in a minute.
    var mayPass: Bool {
        ["internal_failure", "server_error", "temporarily_unavailable", "rate_limit_exceeded", "RATE_LIMIT_EXCEEDED"].contains(code)
            || status >= 500 || status == 429 || status == 408 || status < 300
    }

    /// Whether the explanation holds the words, in any case.
    func says(_ words: String) -> Bool { detail.range(of: words, options: .caseInsensitive) != nil }

    /// What to say about this machine's clock where it is so far off that Google refuses what was dated by it; `nil` where it is not.
    var clockWords: String? {
        guard let secondsAhead, abs(secondsAhead) > 240 else { return nil }
        let minutes = Int((abs(secondsAhead) / 60).rounded())
        return "This machine's clock is \(minutes) minute\(minutes == 1 ? "" : "s") \(secondsAhead > 0 ? "ahead of" : "behind") Google's"
    }
}
