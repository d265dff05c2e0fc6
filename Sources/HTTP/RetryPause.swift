package import Foundation

/// How long to wait before the same request is sent again, after the server was out of order or asked to slow down. Decisions only: nothing waits here.
package struct RetryPause: Sendable, Equatable {
    /// The pause after the first try, in seconds; each further one is twice as long.
    let first: TimeInterval
    /// No pause of our own is longer, in seconds.
    let longest: TimeInterval
    /// The request is sent this many times at most.
    let maximumTries: Int
    /// A server that asks for a longer pause than this is not waited for, in seconds: the next run asks again.
    let patience: TimeInterval

    /// Makes a rule; times are in seconds.
    package init(first: TimeInterval, longest: TimeInterval, maximumTries: Int, patience: TimeInterval = 300) {
        self.first = first
        self.longest = longest
        self.maximumTries = maximumTries
        self.patience = patience
    }

    /// A server to which no connection comes about. Nobody is kept waiting for it at a screen for long: what cannot be reached now is asked by the next run.
    package static let connection = RetryPause(first: 1, longest: 2, maximumTries: 3)

    /// Seconds to wait after the try with this number (the first is 1); `nil` when the request is not sent again.
    ///
    /// - Parameters:
    ///   - retryAfter: what the server asked for (`Retry-After`), in seconds.
    ///   - jitter: a number from 0 to 1 that spreads the clients which a server turned away together.
    package func seconds(afterTry number: Int, retryAfter: TimeInterval?, jitter: Double) -> TimeInterval? {
        guard number < maximumTries else { return nil }
        let spread = min(max(jitter, 0), 1)
        if let retryAfter {
            guard retryAfter <= patience else { return nil }
            // A server that asks for no pause at all gets a short one: it just was out of order.
            return max(retryAfter, 1) + spread
        }
        return min(first * pow(2, Double(number - 1)), longest) + spread
    }
}

extension HTTPResponse {
    /// What `Retry-After` asks for, in seconds from 0 on: a number, or a date (RFC 9110 §10.2.3). A date counts from the server's own `Date` when the answer has
    /// one, because this machine's clock may be off. `nil` when nothing usable was said.
    package func retryAfter(now: Date) -> TimeInterval? {
        if let seconds = headers.seconds("Retry-After") { return seconds }
        guard let moment = headers["Retry-After"].flatMap(HTTPDate.parse) else { return nil }
        let start = headers["Date"].flatMap(HTTPDate.parse) ?? now
        return max(0, moment.timeIntervalSince(start))
    }
}
