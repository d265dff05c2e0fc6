package import Foundation

/// One run, as the ledger remembers it.
package struct RunRecord: Sendable, Equatable {
    package let id: Int64
    package let started: Date
    package let finished: Date?
    package private(set) var outcome: RunOutcome?
    package private(set) var message: String?
    /// Actions done, by kind.
    package let counts: [ActionKind: Int]
    /// Actions that failed.
    package let failures: Int
    package let held: Int
    /// Suspensions and deletions that are to come.
    package let pending: Int
    /// Those that an administrator canceled, as long as their cause lasts.
    package let cancelled: Int
    /// People for whom nothing can be done until somebody fixes the cause.
    package let problems: Int
    /// Actions that failed before and were not tried again yet.
    package let waiting: Int
    /// Actions that an administrator rejected.
    package let rejected: Int
    package let peopleRead: Int

    package init(
        id: Int64, started: Date, finished: Date?, outcome: RunOutcome?, message: String?, counts: [ActionKind: Int], failures: Int, held: Int,
        pending: Int, cancelled: Int = 0, problems: Int, waiting: Int = 0, rejected: Int = 0, peopleRead: Int
    ) {
        self.id = id
        self.started = started
        self.finished = finished
        self.outcome = outcome
        self.message = message
        self.counts = counts
        self.failures = failures
        self.held = held
        self.pending = pending
        self.cancelled = cancelled
        self.problems = problems
        self.waiting = waiting
        self.rejected = rejected
        self.peopleRead = peopleRead
    }
}

extension RunRecord {
    /// The same when nobody carries it on: a run whose process died says so itself only once the next run begins.
    package var withoutHolder: RunRecord {
        guard outcome == nil else { return self }
        var record = self
        record.outcome = .interrupted
        record.message = "It ended in the middle: its process died. The next run looks up what was under way, if anything was."
        return record
    }
}
