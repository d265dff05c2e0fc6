package import Foundation

/// Failures in a row, counted from a person's newest entry of the log backwards.
///
/// There are two questions, and each has its row. How long the same waits for another try depends on how often *the same attempt* failed: the same kind of action with
/// the same values, because with other values it may succeed. How long an administrator has had to look at somebody depends on how long *that kind of action* has been
/// failing, whatever the values were.
package struct FailureStreak: Sendable, Equatable {
    /// What makes failures a row.
    package enum Sameness: Sendable {
        case attempt
        case kind
    }

    /// What the log has of one try.
    package struct Attempt: Sendable, Equatable {
        /// `nil` for somebody for whom nothing could be tried.
        package let kind: ActionKind?
        /// The values that were to be written.
        package let after: [String: String]
        package let hasFailed: Bool
        /// When it ended.
        package let time: Date

        package init(kind: ActionKind?, after: [String: String] = [:], hasFailed: Bool, time: Date) {
            self.kind = kind
            self.after = after
            self.hasFailed = hasFailed
            self.time = time
        }
    }

    private let sameness: Sameness
    /// The newest failure; `nil` as long as none was counted.
    package private(set) var newest: Attempt?
    /// How many there are.
    package private(set) var count = 0
    /// When the first of them happened.
    package private(set) var since: Date?

    /// Begins to count.
    package init(of sameness: Sameness) { self.sameness = sameness }

    /// Counts the next older entry. Answers `false` when it ends the row: then there is no need to look further back.
    package mutating func counts(_ attempt: Attempt) -> Bool {
        guard attempt.hasFailed, newest.map({ isSame(attempt, as: $0) }) ?? true else { return false }
        newest = newest ?? attempt
        (count, since) = (count + 1, attempt.time)
        return true
    }

    private func isSame(_ attempt: Attempt, as newest: Attempt) -> Bool {
        switch sameness {
        case .attempt: attempt.kind == newest.kind && attempt.after == newest.after
        case .kind: attempt.kind == newest.kind
        }
    }
}
