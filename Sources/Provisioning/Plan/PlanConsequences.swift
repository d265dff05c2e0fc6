/// What a change of the configuration leads to.
extension Plan {
    /// What this plan's configuration would change, in sentences, what it takes away first; `nil` when nothing. For a configuration that is about to be saved.
    ///
    /// - Parameter saved: the plan with what is saved now, whose effects come in any case and do not count; `nil` when there is none to compare with.
    package func consequences(comparedTo saved: Plan?) -> String? {
        let before = Set((saved.map { $0.entries + $0.held } ?? []).map(Effect.init))
        let all = entries + held
        let added = all.filter { !before.contains(Effect($0)) }
        let waiting = beginning.subtracting(saved?.beginning ?? []).subtracting(all.map(\.personID))
        let dropped = Set(before.map(\.personID)).subtracting(all.map(\.personID))
        let sentences = Self.changes(Plan.count(added)) + later(after: added) + delays(of: waiting) + Self.dropped(dropped.count)
        guard !sentences.isEmpty else { return nil }
        let kinds = Set(added.map(\.kind))
        return (sentences + holds.values.filter { kinds.contains($0.kind) }.sorted { $0.kind < $1.kind }.map(\.sentence)).joined(separator: " ")
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

    private static func changes(_ planned: [ActionKind: Int]) -> [String] {
        var losses: [String] = []
        if let count = planned[.suspend] { losses.append("suspend \(count.people)") }
        if let count = planned[.delete] { losses.append("delete the account of \(count.people)") }
        var sentences = losses.isEmpty ? [] : ["The next run would \(losses.joined(separator: " and "))."]
        let gains = [ActionKind.create, .adopt, .reenable, .update, .rename].filter { (planned[$0] ?? 0) > 0 }
        if let last = gains.last, let count = planned[last] {
            let others = gains.dropLast().map { "\($0.verb) \(planned[$0] ?? 0)" }.joined(separator: ", ")
            let list = (others.isEmpty ? "" : "\(others) and ") + "\(last.verb) \(count) \(count == 1 ? "account" : "accounts")"
            sentences.append(losses.isEmpty ? "The next run would \(list)." : "It would also \(list).")
        }
        return sentences
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

    private static func dropped(_ count: Int) -> [String] { count > 0 ? ["What is planned for \(count.people) now would not be done."] : [] }
}
