/// What a change of the configuration leads to.
package struct PlanConsequences: Sendable, Equatable {
    /// In sentences, what it takes away first.
    package let words: String
    /// Whether the next run would delete accounts that it leaves otherwise: that cannot be undone.
    package let deletesAccounts: Bool

    /// Makes consequences.
    package init(_ words: String, deletesAccounts: Bool = false) {
        self.words = words
        self.deletesAccounts = deletesAccounts
    }
}

extension Plan {
    /// What this plan's configuration would change; `nil` when nothing. For a configuration that is about to be saved.
    ///
    /// - Parameter saved: the plan with what is saved now, whose effects come in any case and do not count; `nil` when there is none to compare with.
    package func consequences(comparedTo saved: Plan?) -> PlanConsequences? {
        let (entries, held) = (entries, held)
        let before = Set((saved.map { $0.entries + $0.held } ?? []).map(Effect.init))
        let heldBefore = Set((saved?.held ?? []).map(Effect.init))
        let letThrough = entries.filter { heldBefore.contains(Effect($0)) }
        let added = entries.filter { !before.contains(Effect($0)) }
        let addedHeld = held.filter { !before.contains(Effect($0)) }
        let waiting = beginning.subtracting(saved?.beginning ?? []).subtracting((entries + held).map(\.personID))
        let dropped = Set(before.map(\.personID)).subtracting((entries + held).map(\.personID))
        let comesAnyway = Set((saved?.entries ?? []).map(\.kind))
        let sentences =
            Self.letThrough(Plan.count(letThrough)) + Self.changes(Plan.count(added), comesAnyway) + Self.held(Plan.count(addedHeld), holds)
            + later(after: added + addedHeld) + delays(of: waiting) + Self.dropped(dropped.count)
            + Self.newProblems(problems, besides: saved?.problems ?? [])
        return sentences.isEmpty
            ? nil
            : PlanConsequences(sentences.joined(separator: " "), deletesAccounts: (letThrough + added).contains { $0.kind == .delete })
    }

    /// What an entry does, whatever the reason for it is.
    private struct Effect: Hashable {
        let personID: String
        let kind: ActionKind
        let after: [String: String]

        init(_ entry: PlanEntry) { (personID, kind, after) = (entry.personID, entry.kind, entry.after) }
    }

    /// Whose deprovisioning delay would begin with this plan.
    private var beginning: Set<String> { Set(pending.lazy.filter { $0.scheduled.firstSeen == made && !$0.isHeld }.map(\.personID)) }

    private static func letThrough(_ held: [ActionKind: Int]) -> [String] {
        let parts = ActionKind.allCases.compactMap { kind in held[kind].map { "\(kind.verb) \($0)" } }
        return parts.isEmpty
            ? [] : ["No safeguard would hold any more what is held now, and the next run would do it: \(parts.joined(separator: ", "))."]
    }

    /// - Parameter comesAnyway: the kinds of which the next run does something all the same, so that its numbers will be larger.
    private static func changes(_ planned: [ActionKind: Int], _ comesAnyway: Set<ActionKind>) -> [String] {
        var losses: [String] = []
        func people(_ kind: ActionKind, _ count: Int) -> String { comesAnyway.contains(kind) ? count.morePeople : count.people }
        if let count = planned[.suspend] { losses.append("suspend \(people(.suspend, count))") }
        if let count = planned[.delete] { losses.append("delete the account of \(people(.delete, count))") }
        var sentences = losses.isEmpty ? [] : ["The next run would \(losses.joined(separator: " and "))."]
        let gains = [ActionKind.create, .adopt, .reenable, .update, .rename].filter { (planned[$0] ?? 0) > 0 }
        if let last = gains.last, let count = planned[last] {
            let others = gains.dropLast().map { "\($0.verb) \(planned[$0] ?? 0)" }.joined(separator: ", ")
            let list = (others.isEmpty ? "" : "\(others) and ") + "\(last.verb) \(count) \(count == 1 ? "account" : "accounts")"
            sentences.append(losses.isEmpty ? "The next run would \(list)." : "It would also \(list).")
        }
        return sentences
    }

    private static func held(_ planned: [ActionKind: Int], _ holds: [ActionKind: SafeguardHold]) -> [String] {
        holds.values.sorted { $0.kind < $1.kind }.compactMap { hold in
            guard hold.isExceeded else { return planned[hold.kind].map { AccountProtection.question($0, hold.kind) } }
            return planned[hold.kind].map { count in
                let sum = hold.planned + hold.unconfirmed + hold.recent + hold.rejected
                let others = count < sum ? "with what else there is or was in 21 days that makes \(sum), " : ""
                return
                    "The \(hold.kind.noun) of \(count.people) would be held until you release it: \(others)more than the limit of \(hold.allowance)."
            }
        }
    }

    /// The deletions that follow the suspensions among these actions.
    private func later(after added: [PlanEntry]) -> [String] {
        let suspended = Set(added.lazy.filter { $0.kind == .suspend }.map(\.personID))
        let deletions = pending.filter { suspended.contains($0.personID) && $0.scheduled.action == .hardDelete && !$0.isHeld && !$0.isCancelled }
        guard let first = deletions.map(\.scheduled.due).min() else { return [] }
        return ["The hard delete of \(deletions.count.people) would follow, \(deletions.count == 1 ? "due" : "the first due") \(first.words)."]
    }

    /// Whose delay would begin, and what comes at its end.
    private func delays(of people: Set<String>) -> [String] {
        guard !people.isEmpty else { return [] }
        let ends = [DeprovisioningAction.suspend, .hardDelete].compactMap { action -> String? in
            let entries = pending.filter { people.contains($0.personID) && $0.scheduled.action == action && !$0.isHeld && !$0.isCancelled }
            guard let first = entries.map(\.scheduled.due).min() else { return nil }
            return "\(entries.count) to \(action.words), \(entries.count == 1 ? "due" : "the first due") \(first.words)"
        }
        return ["For \(people.count.people) a deprovisioning delay would begin\(ends.isEmpty ? "" : ": " + ends.joined(separator: "; "))."]
    }

    /// The problems that the change would make, with one of them as an example.
    private static func newProblems(_ problems: [ProblemEntry], besides saved: [ProblemEntry]) -> [String] {
        let known = Dictionary(grouping: saved, by: \.personID)
        let added = problems.filter { problem in !(known[problem.personID] ?? []).contains(problem) }
        guard let first = added.first else { return [] }
        let example = "\(first.name) (\(first.email)): \(first.problem.words)"
        return [
            added.count == 1 ? "1 person would have a problem: \(example)" : "\(added.count.people) would have a problem, such as \(example)"
        ]
    }

    private static func dropped(_ count: Int) -> [String] { count > 0 ? ["What is planned for \(count.people) now would not be done."] : [] }
}
