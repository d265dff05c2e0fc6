package import Foundation

/// What an administrator decided about an action for one person, as the log keeps it.
package struct LoggedDecision: Sendable, Equatable {
    /// Which way it was decided.
    package enum Verdict: String, Sendable {
        case cancelled
        case postponed
        case released
        case rejected
        /// An earlier decision was taken back.
        case restored
        /// Somebody renamed an organizational unit in the directory.
        case renamed
        /// Somebody moved an organizational unit in the directory.
        case moved
        /// The account's link went over to another id of the same person.
        case carried
        /// The account did not go over to somebody else who has the address now.
        case separated

        /// "cancelled", "taken back".
        package var words: String {
            switch self {
            case .cancelled, .postponed, .released, .rejected, .renamed, .moved: rawValue
            case .restored: "taken back"
            case .carried: "link carried over"
            case .separated: "said to be another person"
            }
        }
    }

    package let verdict: Verdict
    package let personID: String
    package let name: String
    package let email: String
    package let accountID: String?
    /// What it is about, and who decided.
    package let words: String

    /// A decision about an action that is to come; `until` is the moment to which it was postponed.
    package init(_ verdict: Verdict, about entry: PendingEntry, until: Date? = nil, by who: String) {
        let due = verdict == .postponed ? until.map { "to \($0.words), " } ?? "" : ""
        self.init(
            verdict, personID: entry.personID, name: entry.name, email: entry.email, accountID: entry.accountID,
            words: "\(entry.scheduled.action.words) \(due)due \(entry.scheduled.due.words), \(entry.scheduled.cause.words); by \(who)")
    }

    /// A decision about an action that a safeguard holds.
    package init(_ verdict: Verdict, about entry: PlanEntry, by who: String) {
        self.init(
            verdict, personID: entry.personID, name: entry.name, email: entry.email, accountID: entry.accountID,
            words: "to \(entry.kind.verb), \(entry.reason.words); by \(who)")
    }

    /// What keeps the next run from doing again what `run` did.
    package init(_ verdict: Verdict, _ action: String, with entry: PlanEntry, undoing run: Int64, by who: String) {
        self.init(
            verdict, personID: entry.personID, name: entry.name, email: entry.email, accountID: entry.accountID,
            words: "\(action), by the undo of run \(run); by \(who)")
    }

    /// A decision about an id that took the place of another one.
    package init(_ verdict: Verdict, about pair: IdentityPair, accountID: String?, by who: String) {
        self.init(
            verdict, personID: verdict == .carried ? pair.to : pair.from, name: pair.name, email: pair.address, accountID: accountID,
            words: "the id \(pair.from) is now \(pair.to); by \(who)")
    }

    init(_ verdict: Verdict, personID: String, name: String, email: String, accountID: String?, words: String) {
        self.verdict = verdict
        self.personID = personID
        self.name = name
        self.email = email
        self.accountID = accountID
        self.words = words
    }
}

extension DeprovisioningAction {
    /// "suspend", "hard delete".
    package var words: String { self == .suspend ? "suspend" : "hard delete" }
}

extension UndoPlan {
    /// The decisions that keep the next run from doing again what is undone, for the log.
    package func decisions(by who: String) -> [LoggedDecision] {
        entries.flatMap { entry in
            entry.cancelled.map { LoggedDecision(.cancelled, $0.action.words, with: entry.action, undoing: run, by: who) }
                + (entry.rejected.map { [LoggedDecision(.rejected, "to \($0.kind.verb)", with: entry.action, undoing: run, by: who)] } ?? [])
        }
    }
}
