package import Provisioning

extension PlanMemory {
    /// "From the run of 2026-11-28 14:00".
    package var moment: String { "From the \(origin.word) of \(planned.words)" }

    /// The moment and the reason in a sentence.
    package var sentence: String {
        let rest = leftOut == 0 ? "" : " \(leftOut) more of its entries were not kept."
        return "\(moment); \(obstacle.whom) could not be asked: \(obstacle.reason)\(rest)"
    }

    /// What becomes of a decision that is made now.
    package static let decisions = "What you decide here is kept, and the next run carries it out."
}
