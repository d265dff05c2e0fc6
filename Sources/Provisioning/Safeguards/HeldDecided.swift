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
