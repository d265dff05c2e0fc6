package import Foundation

/// What an administrator decided about one action that a safeguard holds: it may happen, or it may not.
package struct HeldDecision: Sendable, Equatable {
    /// Which way it was decided.
    package enum Verdict: String, Sendable, Codable {
        /// It is done by the next run, and does not count towards a limit. Spent when the action is done.
        case released
        /// It is not done as long as the same action is wanted.
        case rejected
    }

    /// The kind of action; a person has at most one decision of a kind.
    package let kind: ActionKind
    /// The action it is about (``PlanEntry/fingerprint``), so that a release cannot be spent on another one later.
    package let fingerprint: String
    package let verdict: Verdict
    /// When it was decided.
    package let made: Date

    package init(kind: ActionKind, fingerprint: String, verdict: Verdict, made: Date) {
        self.kind = kind
        self.fingerprint = fingerprint
        self.verdict = verdict
        self.made = made
    }

    /// Decides about `entry`.
    package init(_ verdict: Verdict, about entry: PlanEntry, made: Date) {
        self.init(kind: entry.kind, fingerprint: entry.fingerprint, verdict: verdict, made: made)
    }

    /// Whether `entry` is the very action that was decided about.
    package func isAbout(_ entry: PlanEntry) -> Bool { kind == entry.kind && fingerprint == entry.fingerprint }
}

extension [HeldDecision] {
    /// The kinds of action that an administrator rejected for a person.
    package var rejectedKinds: Set<ActionKind> { Set(lazy.filter { $0.verdict == .rejected }.map(\.kind)) }
}

extension PlanEntry {
    /// The cause, for an action that takes an account away.
    package var cause: DeprovisioningCause? {
        if case .deprovisioning(let action, _) = reason { action.cause } else { nil }
    }

    /// What makes this action the same as another one: kind and account, and the cause where an account is taken away, the new values otherwise. The moment at
    /// which a cause was first seen is left out: until a run recorded it, every plan has another one.
    package var fingerprint: String { Self.fingerprint(kind: kind, accountID: accountID, after: cause == nil ? after : [:], cause: cause) }

    /// The fingerprint of an action that is made of these. It is the text itself, not a hash of it, so that two actions never share one.
    package static func fingerprint(kind: ActionKind, accountID: String?, after: [String: String], cause: DeprovisioningCause?) -> String {
        let values = after.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
        return ([kind.rawValue, accountID ?? "", cause?.rawValue ?? ""] + values).map { "\($0.utf8.count):\($0)" }.joined()
    }
}

/// A decision whose action is not wanted any more, to be forgotten.
package struct LapsedDecision: Sendable, Equatable {
    package let personID: String
    package let kind: ActionKind

    package init(personID: String, kind: ActionKind) {
        self.personID = personID
        self.kind = kind
    }
}
