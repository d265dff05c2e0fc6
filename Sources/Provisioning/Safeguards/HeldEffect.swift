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
        var done = chosen
        let sentences = ActionKind.allCases.compactMap { kind -> String? in
            let count = chosen.count { $0.kind == kind }
            guard count > 0 else { return nil }
            let words = "\(count) to \(kind.verb)"
            let first: String =
                switch change {
                case .release: "\(words): done by the next run."
                case .reject: "\(words): not done as long as the same is wanted."
                case .restore:
                    "\(words): the next run does \(count == 1 ? "it" : "them"), unless a safeguard holds \(count == 1 ? "it" : "them") again."
                }
            if change == .release, let hold = holds[kind], hold.asksForAuthorizer > 0 {
                return "\(words): released, and done once it is said whose account authorized the app."
            }
            guard let hold = holds[kind], change != .restore else { return first }
            let others = held.filter { $0.kind == kind && !ids.contains($0.personID) }
            let rest = others.count
            guard rest > 0 else { return first }
            let rejected = change == .reject && chosen.contains { $0.kind == kind && $0.cause != nil } ? count : 0
            let counted = rest + hold.unconfirmed + hold.recent + hold.rejected + rejected
            if counted > hold.allowance { return "\(first) The other \(rest) stay held." }
            done += others
            let recent = hold.recent > 0 ? " with \(hold.recent) in the last 21 days" : ""
            return "\(first) The other \(rest) are then within the limit of \(hold.allowance)\(recent), so the next run does them too."
        }
        return sentences + Self.followingWords(change, following(change == .release ? done : chosen).filter { !$0.isCancelled })
    }

    /// What becomes of the hard deletes after the suspensions.
    private static func followingWords(_ change: HeldChange, _ later: [PendingEntry]) -> [String] {
        guard let first = later.map(\.scheduled.due).min() else { return [] }
        let count = later.count
        switch change {
        case .release:
            return [count == 1 ? "1 hard delete follows, due \(first.words)." : "\(count) hard deletes follow, the first due \(first.words)."]
        case .reject:
            return [count == 1 ? "The hard delete that would follow is cancelled." : "The \(count) hard deletes that would follow are cancelled."]
        case .restore: return []
        }
    }

    /// The hard deletes that are to come after these suspensions, for the same cause: whoever rejects a suspension means that the account stays.
    package func following(_ suspensions: [PlanEntry]) -> [PendingEntry] {
        let causes = Dictionary(suspensions.filter { $0.kind == .suspend }.map { ($0.personID, $0.cause) }, uniquingKeysWith: { first, _ in first })
        return pending.filter { $0.scheduled.action == .hardDelete && causes[$0.personID] == .some($0.scheduled.cause) }
    }
}
