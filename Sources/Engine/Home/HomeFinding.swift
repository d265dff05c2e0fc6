/// Something about the place where a home is kept that was looked at, before it goes wrong.
package struct HomeFinding: Sendable, Equatable {
    /// What was looked at.
    package let name: String
    /// Why it matters.
    package let why: String
    /// What was found.
    package let finding: String
    /// What to do about it; `nil` when there is nothing to mend.
    package let mend: String?

    package init(_ name: String, why: String, _ finding: String, mend: String? = nil) {
        (self.name, self.why, self.finding, self.mend) = (name, why, finding, mend)
    }
}
