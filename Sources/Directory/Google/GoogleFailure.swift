import Foundation
import HTTP
import JSON

/// Reads the Directory API's error envelope (API facts C.7), which may be missing, an array, or no JSON at all.
struct GoogleFailure {
    let status: Int
    let reason: String
    let message: String

    init(_ response: HTTPResponse) {
        status = response.status
        let body = JSONValue(response.body)
        let error = (body?.elements.first ?? body)?["error"]
        let first = error?["errors"]?.elements.first
        reason = ServerText.bounded(first?["reason"]?.string ?? error?["status"]?.string ?? "")
        message = (error?["message"]?.string).map(ServerText.bounded) ?? "status \(response.status)"
    }

    /// Whether the same request may succeed later.
    var isTransient: Bool {
        status == 429 || status >= 500 || (status == 403 && ["userRateLimitExceeded", "rateLimitExceeded", "quotaExceeded"].contains(reason))
    }

    /// The error to report for a request that reads `subject`.
    func error(reading subject: String) -> DirectoryError {
        switch status {
        case 401: .unauthorized("Google no longer accepts the service account's token while reading \(subject). Check the key and the delegation.")
        case 403 where isTransient, 429:
            .throttled("Google asks to slow down while \(subject) are read (\(reason)). Try again later, or raise the quota of the Cloud project.")
        case 403:
            .permissionMissing(
                "Google does not allow the administrator to read \(subject) (\(reason.isEmpty ? message : reason)). Give that administrator a role that may "
                    + "read users, groups and organizational units, and switch on the Admin SDK API in the Cloud project.")
        case 500...: .unreachable("Google answered \(status) while \(subject) were read. Try again in a minute.")
        default: .unreliable("Google refused to list \(subject): \(message) (status \(status)). Nothing was changed.")
        }
    }

    static func error(_ error: HTTPTransportError) -> DirectoryError {
        error == .cancelled ? .cancelled : .unreachable("Google's directory cannot be read: \(error.description)")
    }
}
