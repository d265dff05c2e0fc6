import Provisioning

extension Run {
    /// What an administrator has to know of a run that came to its end.
    static func message(_ plan: Plan, wasRestored: Bool, beliefs: [String], notTried: [ActionKind: Int]) -> String? {
        var sentences =
            wasRestored
            ? ["The ledger was replaced by an older copy, so all deprovisioning delays began anew: none is taken for longer than seen."] : []
        sentences += beliefs + plan.notes
        sentences += [plan.unitHold?.sentence].compactMap(\.self)
        sentences += plan.holds.values.sorted { $0.kind < $1.kind }.map(\.sentence)
        sentences += notTried.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { kind, count in
            "\(count) more to \(kind.verb) \(count == 1 ? "was" : "were") not tried: what failed for one fails for all of them. Look at the failures for its cause; the next run tries again."
        }
        if !plan.problems.isEmpty {
            sentences.append(
                "\(plan.problems.count == 1 ? "1 person has" : "\(plan.problems.count) people have") a problem that needs you: look at the failures.")
        }
        if !plan.waiting.isEmpty {
            sentences.append(
                "\(plan.waiting.count) that failed before \(plan.waiting.count == 1 ? "waits" : "wait") for another try: look at the failures.")
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }
}
