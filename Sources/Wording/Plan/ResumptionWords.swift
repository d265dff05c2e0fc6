package import Provisioning

extension Plan {
    /// How many suspensions and deletions are due and held, in a sentence; `nil` when none are.
    package var heldDueWords: String? {
        let count = held.count { $0.cause != nil }
        guard count > 0 else { return nil }
        return count == 1
            ? "1 more is due and held by a safeguard: no run does it before you release it."
            : "\(count) more are due and held by a safeguard: no run does them before you release them."
    }
}

/// What is due, in words.
package enum ResumptionWords {
    /// A line for how many are due, and one for each of the first.
    package static func due(_ entries: [PendingEntry], mostLines: Int) -> [String] {
        guard !entries.isEmpty else { return ["Nobody is due to be suspended or deleted within a day."] }
        let deletions = entries.count { $0.scheduled.action == .hardDelete }
        let parts = [
            deletions == 0 ? nil : deletions == 1 ? "1 deletion" : "\(deletions) deletions",
            entries.count == deletions ? nil : entries.count - deletions == 1 ? "1 suspension" : "\(entries.count - deletions) suspensions",
        ].compactMap(\.self)
        let lines = entries.prefix(mostLines).map { entry in
            "\(entry.scheduled.action == .suspend ? "suspend" : "delete") \(entry.name) <\(entry.email)>, due \(entry.scheduled.due.words), \(entry.scheduled.cause.words)"
        }
        let rest = entries.count > mostLines ? ["and \(entries.count - mostLines) more"] : []
        return ["Due within a day: \(parts.joined(separator: " and "))."] + lines + rest
    }
}

extension ResumptionAnswer {
    /// The entry of the log.
    package var words: String {
        switch self {
        case .start: "the runs continue after the reauthorization"
        case .turnOff: "autoprovisioning was turned off after the reauthorization, before any run"
        case .none: "nobody answered within an hour after the reauthorization, so the runs continue"
        }
    }
}
