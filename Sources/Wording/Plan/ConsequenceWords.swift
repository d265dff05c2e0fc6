package import Provisioning

extension PlanConsequences {
    /// In sentences, what it takes away first.
    package var words: String {
        let safeguards = offWords + liftedWords + loosenedWords
        if let obstacle {
            return (safeguards + ["What this would change cannot be predicted now: \(obstacle)"]).joined(separator: " ")
        }
        return
            (safeguards + letThroughWords + changeWords + held.map(words) + deletionWords + delayWords + droppedWords + problemWords
            + capacityWords)
            .joined(separator: " ")
    }

    private var offWords: [String] { isOff ? ["Autoprovisioning is off, so this takes effect once it is turned on."] : [] }

    private var liftedWords: [String] {
        guard let last = liftedLimits.last else { return [] }
        let others = liftedLimits.dropLast().map(\.verb).joined(separator: ", ")
        return ["There would no longer be a limit on how many accounts a run may \(others.isEmpty ? "" : "\(others) or ")\(last.verb)."]
    }

    private var loosenedWords: [String] {
        loosened.map { limit in
            "Within 21 days, up to \(limit.after.words), whichever is more, could \(limit.kind == .create ? "get an account" : "be \(limit.kind.pastTense)") without "
                + "being held for review, instead of \(limit.before.words)."
        }
    }

    private var letThroughWords: [String] {
        guard let letThrough else { return [] }
        let parts = ActionKind.allCases.compactMap { kind in letThrough[kind].map { "\(kind.verb) \($0)" } }
        if !parts.isEmpty { return ["What is held now would be done by the next run: \(parts.joined(separator: ", "))."] }
        return loosensSafeguards ? ["Nothing that is held now would go through."] : []
    }

    private var changeWords: [String] {
        func people(_ kind: ActionKind, _ count: Int) -> String { comesAnyway.contains(kind) ? count.morePeople : count.people }
        var losses: [String] = []
        if let count = changes[.suspend] { losses.append("suspend \(people(.suspend, count))") }
        if let count = changes[.delete] { losses.append("delete the account of \(people(.delete, count))") }
        var sentences = losses.isEmpty ? [] : ["The next run would \(losses.joined(separator: " and "))."]
        let gains = [ActionKind.create, .adopt, .reenable, .update, .rename].filter { (changes[$0] ?? 0) > 0 }
        if let last = gains.last, let count = changes[last] {
            let others = gains.dropLast().map { "\($0.verb) \(changes[$0] ?? 0)" }.joined(separator: ", ")
            let list = (others.isEmpty ? "" : "\(others) and ") + "\(last.verb) \(count.counted("account"))"
            sentences.append(losses.isEmpty ? "The next run would \(list)." : "It would also \(list).")
        }
        return sentences
    }

    private func words(_ held: Held) -> String {
        let (hold, count) = (held.hold, held.count)
        guard hold.isExceeded else { return AccountProtection.question(count, hold.kind) }
        let sum = hold.planned + hold.unconfirmed + hold.recent + hold.rejected
        let others = count < sum ? "together with the others within 21 days that makes \(sum), " : ""
        return "The \(hold.kind.noun) of \(count.people) would be held until you release it: \(others)more than the limit of \(hold.allowance)."
    }

    private var deletionWords: [String] {
        deletionsToFollow.map { ["The hard delete of \($0.count.people) would follow, \($0.dueWords)."] } ?? []
    }

    private var delayWords: [String] {
        guard beginningDelays > 0 else { return [] }
        let ends = endsOfDelays.map { "\($0.count) to \($0.action.words), \($0.dueWords)" }
        return ["A deprovisioning delay would begin for \(beginningDelays.people)\(ends.isEmpty ? "" : ": " + ends.joined(separator: "; "))."]
    }

    private var droppedWords: [String] { dropped > 0 ? ["What is planned now for \(dropped.people) would not be done."] : [] }

    private var capacityWords: [String] { [capacity?.sentence].compactMap(\.self) }

    /// With one of them as an example.
    private var problemWords: [String] {
        guard let first = newProblems.first else { return [] }
        let example = "\(first.name) (\(first.email)): \(first.problem.words)"
        return [
            newProblems.count == 1
                ? "1 person would have a problem: \(example)" : "\(newProblems.count.people) would have a problem, such as \(example)"
        ]
    }
}

extension Safeguards.Limit {
    /// "10 people or 5 %".
    fileprivate var words: String {
        "\(number.people) or \(percent == percent.rounded() ? "\(Int(percent))" : "\(percent)") %"
    }
}

extension PlanConsequences.Delayed {
    fileprivate var dueWords: String { "\(count == 1 ? "due" : "the first due") \(first.words)" }
}
