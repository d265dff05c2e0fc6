package import Provisioning

/// The words of a plan, the same on the screen, in the commands and in the log.

extension DeprovisioningCause {
    /// For a reason: "suspended in Google".
    package var words: String {
        switch self {
        case .appTurnedOff: "app turned off"
        case .suspended: "suspended in Google"
        case .deleted: "deleted from Google"
        }
    }
}

extension PlanReason {
    /// One line that tells why.
    package var words: String {
        switch self {
        case .entitled(let access, nil): "app on by \(access.words)"
        case .entitled(let access, .some(let group)): "app on by \(access.words), in scope by group \(group)"
        case .attributesChanged(let labels): "changed: \(labels.joined(separator: ", "))"
        case .deprovisioning(let action, let detail):
            if let detail, action.cause == .appTurnedOff { "app turned off: \(detail.words)" } else { action.cause.words }
        case .restoring(let labels, let changed):
            "changed by hand in the app: \(labels.joined(separator: ", "))" + (changed.isEmpty ? "" : "; changed: \(changed.joined(separator: ", "))")
        case .decided(let verdict): "an administrator's decision: \(verdict.words)"
        case .undo(let run): "undo of run \(run)"
        }
    }
}

extension PlanProblem {
    /// What is wrong and what would cure it.
    package var words: String { words(on: .commandLine) }

    /// The same, as it is read on this surface.
    package func words(on surface: Surface) -> String { sentences.words(on: surface) }

    /// What is wrong, and what would cure it.
    package var sentences: CauseAndCure {
        switch self {
        case .missingValues(let labels):
            CauseAndCure(
                "The directory has no value for \(labels.joined(separator: ", ")).",
                "Fill it in the directory, or add a fallback to the attribute mapping.")
        case .tooLong(let labels):
            CauseAndCure("Too long for the app: \(labels.joined(separator: ", ")).", "Shorten it in the directory, or map another attribute.")
        case .unfit(let values):
            CauseAndCure(
                "The app does not accept the value: \(values.map(\.words).joined(separator: "; ")).",
                "Correct it in the directory, or add a step to the attribute mapping.")
        case .accountOfAnother(let userName, let externalID):
            CauseAndCure(
                "The account \(userName) belongs to another person (externalId \(externalID)).",
                "Rename or delete that account in the app if the address was reused.")
        case .authorizingAccount(let kind):
            CauseAndCure(
                "This account authorized the app, and the authorization would end if it were \(kind.pastTense).",
                "Reauthorize as another administrator first, or name another account as the protected one.", hint: .protectAccount)
        case .sameUserName(let userName, let other):
            CauseAndCure("The user name \(userName) is taken by \(other).", "Map user names to an attribute that differs for everyone.")
        case .lookupRefused(let refusal, let application):
            CauseAndCure(
                "The app did not say whether this person has an account, so none was made.", refusal.words(for: application))
        }
    }
}

extension PendingEntry {
    /// What will happen and when: "delete due 2026-11-30 10:00".
    package var words: String {
        let what = scheduled.action == .suspend ? "suspend" : "delete"
        if isCancelled { return "\(what) canceled by an administrator" }
        if isHeld { return "\(what) waits while the person is archived or excluded" }
        return "\(what) due \(scheduled.due.words)" + (decision == nil ? "" : ", postponed by an administrator")
    }
}

extension PendingEntry {
    /// What will happen and when, for an action in this state: "suspend due: done by the next run".
    package func words(_ state: Plan.DeprovisioningState) -> String {
        let what = scheduled.action == .suspend ? "suspend" : "delete"
        switch state {
        case .pending: return words
        case .due: return "\(what) due: done by the next run"
        case .held: return "\(what) due: held by a safeguard"
        case .rejected: return "\(what) due: rejected by an administrator"
        case .waiting: return "\(what) due: waits for another try"
        }
    }
}

extension Plan {
    /// What a run does, for a question before it: "create 212, update 3, suspend 0 and delete 0 accounts". What a person fears is always named.
    package var effectWords: String {
        let counts = counts
        let order: [ActionKind] = [.create, .adopt, .reenable, .update, .rename, .suspend, .delete]
        let parts = order.compactMap { kind in
            let count = counts[kind] ?? 0
            return count > 0 || [.create, .suspend, .delete].contains(kind) ? "\(kind.verb) \(count)" : nil
        }
        return parts.dropLast().joined(separator: ", ") + " and \(parts.last ?? "") accounts"
    }

    /// For how many people nothing is done because of their data, and what mends it; `nil` when there are none.
    package var dataSentence: String? {
        let people = Set(problems.lazy.filter(\.problem.isAboutValues).map(\.personID))
        guard !people.isEmpty else { return nil }
        let values = people.count == 1 ? "a value" : "values"
        return "For \(people.count.people) nothing is done, because \(values) of theirs would be refused: see Data quality."
    }
}
