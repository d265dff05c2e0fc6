import Foundation
import HTTP

extension RetryPause {
    /// Reading from a SCIM app.
    static let scim = RetryPause(first: 1, longest: 30, maximumTries: 4)
}

extension SCIMError {
    /// Seconds to wait before a read that failed like this is sent again, after the try with this number; `nil` when it is not.
    func pause(afterTry number: Int) -> TimeInterval? {
        switch self {
        case .serverUnavailable(_, let retryAfter):
            RetryPause.scim.seconds(afterTry: number, retryAfter: retryAfter, jitter: .random(in: 0...1))
        case .noAnswer: RetryPause.scim.seconds(afterTry: number, retryAfter: nil, jitter: .random(in: 0...1))
        // The pace keeps silent for as long as the app asked.
        case .throttled: RetryPause.scim.seconds(afterTry: number, retryAfter: nil, jitter: 0).map { _ in 0 }
        default: nil
        }
    }
}
