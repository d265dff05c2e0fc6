package import Foundation

/// Somebody whose last action failed, or for whom nothing can be done: what an administrator has to look at.
package struct StandingFailure: Sendable, Equatable {
    /// When it is tried again.
    package enum NextTry: Sendable, Equatable {
        /// By the next run.
        case nextRun
        /// By the next run, because an administrator asked for it.
        case asked
        /// By the first run after this moment.
        case after(Date)
        /// Not before somebody mends the cause: there is nothing that could be tried.
        case whenMended
    }

    /// The newest failure.
    package let entry: ActivityEntry
    /// The first of the failures in a row.
    package let since: Date
    /// How many in a row there are.
    package let count: Int
    package let nextTry: NextTry

    package init(entry: ActivityEntry, since: Date, count: Int, nextTry: NextTry) {
        self.entry = entry
        self.since = since
        self.count = count
        self.nextTry = nextTry
    }

    /// Whether another try can be asked for.
    package var canRetry: Bool {
        switch nextTry {
        case .after: true
        case .nextRun, .asked, .whenMended: false
        }
    }
}
