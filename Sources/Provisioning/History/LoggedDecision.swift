package import Foundation

/// What an administrator decided about an action for one person, as the log keeps it.
package struct LoggedDecision: Sendable, Equatable, AboutPerson {
    /// Which way it was decided.
    package enum Verdict: String, Sendable, CaseIterable {
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
        /// An account is to become the person's whose id or user name it has.
        case adoptionDecided
        /// An account is to become that of a person who was named.
        case linkDecided
        /// What was found about an account is not reported any more.
        case findingIgnored
        /// An account is to be suspended.
        case suspensionDecided
        /// What somebody changed by hand in the app is to be put back.
        case restorationDecided
        /// The link to an account that is gone was given up, so that a new one can be made.
        case linkForgotten
        /// A decision about an account did not fit any more when its run came.
        case accountDecisionLapsed
        /// Settings were changed.
        case configured
        /// Settings were put back as an earlier revision had them.
        case configurationRestored
        /// The setup was deleted.
        case configurationDeleted
        /// Settings were changed by something else than this program, or before there was a history.
        case configurationFound
        /// The app was authorized.
        case authorized
        /// The authorization was revoked from here.
        case authorizationRevoked
        /// It was answered, or nobody answered, whether the runs go on after a reauthorization.
        case resumed

        /// What was done to the configuration or the authorization.
        package static let aboutConfiguration: [Verdict] = [
            .configured, .configurationRestored, .configurationDeleted, .configurationFound, .authorized, .authorizationRevoked, .resumed,
        ]
    }

    package let verdict: Verdict
    /// Whom it is about, or which unit, or the configuration.
    package let person: PersonReference
    package let accountID: String?
    /// What it is about.
    package let reason: LoggedReason
    /// Who decided; `nil` for what happened in the directory.
    package let actor: AuditActor?
    /// Settings before, by name; only of a change of the configuration.
    package private(set) var before: [String: String] = [:]
    /// Settings after.
    package private(set) var after: [String: String] = [:]

    /// A decision about an action that is to come; `until` is the moment to which it was postponed.
    package init(_ verdict: Verdict, about entry: PendingEntry, until: Date? = nil, by who: AuditActor) {
        let scheduled = entry.scheduled
        self.init(
            verdict, entry.person, accountID: entry.accountID,
            .pending(scheduled.action, cause: scheduled.cause, due: scheduled.due, until: verdict == .postponed ? until : nil), by: who)
    }

    /// A decision about an action that a safeguard holds.
    package init(_ verdict: Verdict, about entry: PlanEntry, by who: AuditActor) {
        self.init(verdict, entry.person, accountID: entry.accountID, .held(entry.kind, reason: entry.reason), by: who)
    }

    /// A decision about an id that took the place of another one.
    package init(_ verdict: Verdict, about pair: IdentityPair, accountID: String?, by who: AuditActor) {
        self.init(
            verdict, PersonReference(id: verdict == .carried ? pair.to : pair.from, name: pair.name, email: pair.address), accountID: accountID,
            .identity(from: pair.from, to: pair.to), by: who)
    }

    /// A change of the configuration or of the authorization, which is about no person.
    package init(_ verdict: Verdict, _ matter: DecisionMatter, by who: AuditActor?) {
        self.init(verdict, reason: .decision(matter), by: who)
    }

    /// The same for one that was written down before it was logged, perhaps by an older version.
    package init(_ verdict: Verdict, reason: LoggedReason, by who: AuditActor?) {
        self.init(verdict, PersonReference(id: Self.configurationID, name: "Configuration", email: ""), accountID: nil, reason, by: who)
        guard case .decision(.settings(_, let changes, _)) = reason else { return }
        for change in changes {
            before[change.setting] = change.before
            after[change.setting] = change.after
        }
    }

    /// What entries about the configuration have in place of a person's id.
    package static let configurationID = "configuration"

    init(_ verdict: Verdict, _ person: PersonReference, accountID: String?, _ matter: DecisionMatter, by who: AuditActor?) {
        self.init(verdict, person, accountID: accountID, .decision(matter), by: who)
    }

    private init(_ verdict: Verdict, _ person: PersonReference, accountID: String?, _ reason: LoggedReason, by who: AuditActor?) {
        self.verdict = verdict
        self.person = person
        self.accountID = accountID
        self.reason = reason
        actor = who
    }
}

extension UndoPlan {
    /// The decisions that keep the next run from doing again what is undone, for the log.
    package func decisions(by who: AuditActor) -> [LoggedDecision] {
        entries.flatMap { entry in
            let action = entry.action
            return entry.cancelled.map {
                LoggedDecision(.cancelled, action.person, accountID: action.accountID, .cancelledByUndo($0.action, run: run), by: who)
            }
                + (entry.rejected.map {
                    [LoggedDecision(.rejected, action.person, accountID: action.accountID, .rejectedByUndo($0.kind, run: run), by: who)]
                } ?? [])
        }
    }
}
