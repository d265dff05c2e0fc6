package import Foundation

/// What the newest plan left held, and what an administrator decided about it since.
package struct HeldNow: Sendable, Equatable {
    /// So many actions wait for a decision.
    package var undecided: Int
    /// Since when the oldest of them is held; `nil` when none is, and where nobody knows.
    package var since: Date?
    package var decided: HeldDecided

    package init(undecided: Int = 0, since: Date? = nil, decided: HeldDecided = HeldDecided()) {
        (self.undecided, self.since, self.decided) = (undecided, since, decided)
    }
}

/// What an administrator decided since about the actions that the newest plan left held: the next run carries it out.
package struct HeldDecided: Sendable, Equatable {
    /// The next run does so many.
    package var released: Int
    /// So many are not done as long as the same change is planned.
    package var rejected: Int

    package init(released: Int = 0, rejected: Int = 0) {
        self.released = released
        self.rejected = rejected
    }
}
