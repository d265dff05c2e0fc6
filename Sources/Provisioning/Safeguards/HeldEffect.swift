/// What an administrator does about actions that a safeguard holds.
package enum HeldChange: String, Sendable, Equatable {
    /// They are done by the next run.
    case release
    /// They are not done as long as the same is wanted.
    case reject
    /// What was decided is taken back; the safeguard judges them again.
    case restore

    /// The decision that it leaves.
    package var verdict: HeldDecision.Verdict? {
        switch self {
        case .release: .released
        case .reject: .rejected
        case .restore: nil
        }
    }
}

extension Plan {
    /// Held actions that an administrator released singly: the next run does them.
    package var releasedEntries: [PlanEntry] { entries.filter { released.contains($0.personID) } }

    /// How an action of this plan stands towards the safeguards.
    package enum Standing: String, Sendable {
        case held
        case released
        case rejected
    }

    /// Everything that a safeguard holds or that was decided about, in the order of the plan.
    package var judged: [(entry: PlanEntry, standing: Standing)] {
        held.map { ($0, .held) } + releasedEntries.map { ($0, .released) } + rejected.map { ($0, .rejected) }
    }

    /// What a decision about these actions of this plan leads to, in numbers, a sentence for each kind. The rest of a kind may come under its limit by it.
    package func effect(of change: HeldChange, on chosen: [PlanEntry]) -> [String] {
        let ids = Set(chosen.map(\.personID))
        let deletions = pending.filter { ids.contains($0.personID) && $0.scheduled.action == .hardDelete && !$0.isCancelled && !$0.isHeld }
        // Whoever rejects a suspension may think that the person is safe.
        let stays = deletions.map(\.scheduled.due).min().map { due in
            let what = deletions.count == 1 ? "The hard delete that follows stays" : "The \(deletions.count) hard deletes that follow stay"
            return "\(what), \(deletions.count == 1 ? "due" : "the first due") \(due.words); Pending cancels \(deletions.count == 1 ? "it" : "them")."
        }
        let sentences = ActionKind.allCases.compactMap { kind -> String? in
            let count = chosen.count { $0.kind == kind }
            guard count > 0 else { return nil }
            let words = "\(count) to \(kind.verb)"
            let first: String =
                switch change {
                case .release: "\(words): done by the next run."
                case .reject: "\(words): not done as long as the same is wanted."
                case .restore: "\(words): judged by the safeguard again."
                }
            guard let hold = holds[kind], change != .restore else { return first }
            let rest = held.count { $0.kind == kind && !ids.contains($0.personID) }
            guard rest > 0 else { return first }
            if rest + hold.unconfirmed + hold.recent > hold.allowance { return "\(first) The other \(rest) stay held." }
            let recent = hold.recent > 0 ? " with \(hold.recent) in the last 21 days" : ""
            return "\(first) The other \(rest) are then within the limit of \(hold.allowance)\(recent), so the next run does them too."
        }
        return sentences + (change == .reject ? [stays].compactMap(\.self) : [])
    }
}
