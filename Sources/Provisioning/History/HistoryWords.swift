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
        if cancelled > 0 { parts.append("\(cancelled) cancelled by an administrator") }
        return parts.joined(separator: ", ")
    }

    /// What matters most of it first, for a line that has no room for all: "1 failed", "3 held", "2 problems", "63 done".
    package var shortParts: [String] {
        var parts = outcome?.isComplete == false ? [outcome?.words ?? ""] : []
        if failures > 0 { parts.append("\(failures) failed") }
        if held > 0 { parts.append("\(held) held") }
        if problems > 0 { parts.append(problems == 1 ? "1 problem" : "\(problems) problems") }
        if waiting > 0 { parts.append("\(waiting) waiting") }
        let done = counts.values.reduce(0, +)
        if done > 0 { parts.append("\(done) done") }
        return parts.isEmpty ? ["nothing to change"] : parts
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

extension ActivityEntry {
    /// What happened: "created", "could not create".
    package var what: String {
        switch state {
        case .done: kind?.pastTense ?? "noted"
        case .failed: kind.map { "could not \($0.verb)" } ?? "not possible"
        case .open: "\(kind?.verb ?? "action") begun"
        case .notCarriedOut: "\(kind?.verb ?? "action") not carried out"
        case .decided: LoggedDecision.Verdict(rawValue: code ?? "")?.words ?? "decided"
        }
    }

    /// Whom or what it is about: "Zoe Adams <zoe@corp.example>", "Unit /Sales".
    package var subject: String { email.isEmpty ? name : "\(name) <\(email)>" }

    /// Whether it is about the configuration or the authorization, and so about no person.
    package var isAboutConfiguration: Bool { personID == LoggedDecision.configurationID && state == .decided }

    /// "; by mario (administrator admin@corp.example)" for what somebody decided, "; edited by hand" where it is not known who; nothing for what a run did.
    package var deciderWords: String {
        guard state == .decided, let actor else { return "" }
        return actor.isKnown ? "; by \(actor.words)" : "; \(actor.words)"
    }

    /// "run 3"; "no run" for what an administrator did.
    package var runWords: String { run > 0 ? "run \(run)" : "no run" }
}
