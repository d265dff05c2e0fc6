package import Foundation

/// A run as far as it matters for whether unattended runs fail one after the other.
package struct RunEnding: Sendable, Equatable {
    package let started: Date
    /// `nil` while it is under way, or when its process died.
    package let outcome: RunOutcome?
    /// The revision of the configuration that it ran with.
    package let revision: Int
    /// Why it ended as it did.
    package let message: String?
    /// Whether it came by itself, not because somebody started it.
    package let isUnattended: Bool

    package init(started: Date, outcome: RunOutcome?, revision: Int, message: String?, isUnattended: Bool) {
        self.started = started
        self.outcome = outcome
        self.revision = revision
        self.message = message
        self.isUnattended = isUnattended
    }
}

/// Unattended runs that failed as a whole, one after the other: since when, why, and how long the next one waits.
///
/// Whatever shows that somebody mended something ends it: a run that came to its end, a save of the configuration, a new authorization.
package struct UnattendedFailures: Sendable, Equatable {
    /// From so many in a row on the pauses grow.
    package static let patience = 3
    /// No pause grows beyond this, in seconds.
    package static let longestPause: TimeInterval = 6 * 3_600

    /// How many in a row there are, 1 or more.
    package let count: Int
    /// When the first of them began.
    package let since: Date
    /// Why the newest one failed.
    package let reason: String

    /// Looks through the runs; `nil` when the newest unattended one did not fail, or when something was mended since.
    ///
    /// - Parameters:
    ///   - runs: the newest first.
    ///   - revision: that of the configuration now.
    ///   - authorized: when an administrator authorized, as far as the app is authorized.
    package init?(_ runs: some Sequence<RunEnding>, revision: Int, authorized: Date?) {
        var failed: [RunEnding] = []
        search: for run in runs {
            guard run.revision == revision, authorized.map({ $0 < run.started }) ?? true else { break }
            switch run.outcome {
            case .failed?, .reauthorizationNeeded?: if run.isUnattended { failed.append(run) }
            case .done?, .doneWithFailures?, .held?: break search
            // That it was stopped, or died, says nothing about the next one.
            case .stopped?, .interrupted?, nil: continue
            }
        }
        guard let newest = failed.first, let oldest = failed.last else { return nil }
        (count, since, reason) = (failed.count, oldest.started, newest.message ?? "It did not say why.")
    }

    /// Whether the pauses between runs are longer than the administrator chose.
    package var lengthensPause: Bool { count >= Self.patience }

    /// Seconds until the next run, where the administrator chose `interval` seconds: twice as long from the third failure on, and twice that with each further one.
    package func pause(interval: TimeInterval) -> TimeInterval {
        guard lengthensPause else { return interval }
        return max(interval, min(interval * pow(2, Double(min(count - Self.patience + 1, 30))), Self.longestPause))
    }
}
