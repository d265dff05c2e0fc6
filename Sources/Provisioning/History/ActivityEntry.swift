package import Foundation

/// One line of the log.
package struct ActivityEntry: Sendable, Equatable, Identifiable, AboutPerson {
    /// How far an action got.
    package enum State: String, Sendable {
        case open
        case done
        case failed
        /// Begun, but looked up and found not to have been carried out.
        case notCarriedOut
        /// An administrator decided something; no action.
        case decided
    }

    package let id: Int64
    /// 0 for what no run did: a decision.
    package let run: Int64
    /// `nil` for a decision, and for a failure before any action: a person who cannot be mapped, say.
    package let kind: ActionKind?
    /// Whom it is about; for a decision about a unit or the configuration, that.
    package let person: PersonReference
    package let accountID: String?
    /// Why.
    package let why: LoggedReason
    package let state: State
    /// A word for machines: how it ended, or which way it was decided.
    package let code: String?
    /// What there is to say about how it ended.
    package let detail: OutcomeDetail?
    package let before: [String: String]
    package let after: [String: String]
    package let time: Date
    /// Who did it: for what a run did, whoever started the run; `nil` where that was not recorded.
    package let actor: AuditActor?
    /// Its place in the chain that guards the log: hexadecimal digits of the newest step's hash; `nil` where it was not asked for.
    package let hash: String?

    package init(
        id: Int64, run: Int64, kind: ActionKind?, _ person: PersonReference, accountID: String?, why: LoggedReason, state: State, code: String?,
        detail: OutcomeDetail? = nil, before: [String: String], after: [String: String], time: Date, actor: AuditActor? = nil, hash: String? = nil
    ) {
        self.id = id
        self.run = run
        self.kind = kind
        self.person = person
        self.accountID = accountID
        self.why = why
        self.state = state
        self.code = code
        self.detail = detail
        self.before = before
        self.after = after
        self.time = time
        self.actor = actor
        self.hash = hash
    }
}

extension ActivityEntry {
    /// Whether it is about the configuration or the authorization, and so about no person.
    package var isAboutConfiguration: Bool { personID == LoggedDecision.configurationID && state == .decided }
}
