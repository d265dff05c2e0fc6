package import Foundation

/// The failures in a row of one action for one person, the newest there is: what the ledger remembers of trying again.
package struct FailedAttempts: Sendable, Equatable {
    package let kind: ActionKind
    /// The values that were to be written: with others it is another attempt.
    package let after: [String: String]
    /// How many in a row failed, 1 or more; those before an administrator asked for another try are left out.
    package let count: Int
    /// When the last one failed.
    package let last: Date
    /// Why.
    package let detail: OutcomeDetail

    /// Makes failed attempts.
    package init(kind: ActionKind, after: [String: String], count: Int, last: Date, detail: OutcomeDetail) {
        self.kind = kind
        self.after = after
        self.count = count
        self.last = last
        self.detail = detail
    }

    /// Why, for machines.
    package var code: String { detail.code }

    /// The time after the n-th failure in which the same is not tried again, in seconds: 2ⁿ quarters of an hour, and no more than a day.
    package static func delay(afterFailures count: Int) -> TimeInterval { min(pow(2, Double(count)) * 900, 86_400) }

    /// Causes that lie with the whole kind of action, not with the person, whom they do not postpone: the next run finds out whether they are gone.
    private static let codesOfKinds: Set<String> = ["licences-exhausted"]

    /// The moment before which the same is not tried again; `nil` when the next run tries.
    package var nextTry: Date? { Self.codesOfKinds.contains(code) ? nil : last + Self.delay(afterFailures: count) }

    /// The moment before which `entry` is not tried again; `nil` when it may be now, because enough time passed or because it is another action.
    /// A failure that seems to lie ahead postpones nothing: the clock was set back, and how long ago it was is unknown.
    package func nextTry(of entry: PlanEntry, at now: Date) -> Date? {
        guard entry.kind == kind, entry.after == after, last <= now, let nextTry, now < nextTry else { return nil }
        return nextTry
    }
}

/// An action that failed lately and is not tried again yet.
package struct WaitingEntry: Sendable, Equatable {
    package let entry: PlanEntry
    package let attempts: FailedAttempts
    package let nextTry: Date

    package init(entry: PlanEntry, attempts: FailedAttempts, nextTry: Date) {
        self.entry = entry
        self.attempts = attempts
        self.nextTry = nextTry
    }
}
