/// The words of what was done, the same on the screen and in the commands.
extension RunRecord {
    /// How it ended and what it did, each said once: "done: 52 created", "failed".
    package var summary: String {
        let end = outcome?.words ?? "under way"
        return words == end ? end : "\(end): \(words)"
    }

    /// "52 created, 3 adopted, 1 failed".
    package var words: String {
        var parts = ActionKind.allCases.compactMap { kind in (counts[kind] ?? 0) > 0 ? "\(counts[kind] ?? 0) \(kind.pastTense)" : nil }
        if parts.isEmpty {
            switch outcome {
            case .failed, .reauthorizationNeeded, .interrupted, .stopped: parts = [outcome?.words ?? ""]
            default: parts = [failures + held + waiting > 0 ? "nothing done" : "nothing to change"]
            }
        }
        if failures > 0 { parts.append("\(failures) failed") }
        if held > 0 { parts.append("\(held) held by a safeguard") }
        if rejected > 0 { parts.append("\(rejected) rejected by an administrator") }
        if waiting > 0 { parts.append("\(waiting) waiting for another try") }
        if problems > 0 { parts.append(problems == 1 ? "1 problem" : "\(problems) problems") }
        if pending > 0 { parts.append("\(pending) pending") }
        if cancelled > 0 { parts.append("\(cancelled) canceled by an administrator") }
        return parts.joined(separator: ", ")
    }
}

extension RunOutcome {
    /// How it ended, for people.
    package var words: String {
        switch self {
        case .done: "done"
        case .doneWithFailures: "done, with failures"
        case .held: "done, except what safeguards hold"
        case .stopped: "stopped"
        case .failed: "failed"
        case .reauthorizationNeeded: "reauthorization needed"
        case .interrupted: "interrupted"
        }
    }
}
