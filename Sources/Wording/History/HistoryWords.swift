package import Provisioning

extension RunRecord {
    /// What matters most of it first, for a line that has no room for all: "1 failed", "3 held", "2 problems", "63 done".
    package var shortParts: [String] {
        var parts = outcome?.isComplete == false ? [outcome?.words ?? ""] : []
        if failures > 0 { parts.append("\(failures) failed") }
        if let heldPart { parts.append(heldPart) }
        if problems > 0 { parts.append(problems == 1 ? "1 problem" : "\(problems) problems") }
        if waiting > 0 { parts.append("\(waiting) waiting") }
        let done = counts.values.reduce(0, +)
        if done > 0 { parts.append("\(done) done") }
        return parts.isEmpty ? ["nothing to change"] : parts
    }

    /// "12 held": one of ``shortParts``; `nil` when it held nothing.
    package var heldPart: String? { held > 0 ? "\(held) held" : nil }
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

    /// "; by mario (administrator admin@corp.example)" for what somebody decided, "; edited by hand" where it is not known who; nothing for what a run did.
    package var deciderWords: String {
        guard state == .decided, let actor else { return "" }
        return actor.isKnown ? "; by \(actor.words)" : "; \(actor.words)"
    }

    /// "run 3"; "no run" for what an administrator did.
    package var runWords: String { run > 0 ? "run \(run)" : "no run" }
}
