package import Foundation

/// Why something is in the log, as data; the sentence is made when somebody reads it.
package enum LoggedReason: Sendable, Equatable {
    /// Why a plan had the action.
    case plan(PlanReason)
    /// What was decided, or found out.
    case decision(DecisionMatter)
    /// The sentence of an older version, which kept no data.
    case written(String)
}

/// What a decision of an administrator is about, or what was found out without one. The ledger keeps it in this layout, so the names stay; a later version may add some.
package enum DecisionMatter: Sendable, Equatable, Codable {
    /// An action that is to come; `until` is the moment to which it was postponed.
    case pending(DeprovisioningAction, cause: DeprovisioningCause, due: Date, until: Date?)
    /// An action that a safeguard holds.
    case held(ActionKind, reason: PlanReason)
    /// The undo of a run keeps the next run from doing again what it had done: the action is canceled as long as its cause lasts.
    case cancelledByUndo(DeprovisioningAction, run: Int64)
    /// The same for an action without a delay, which is rejected.
    case rejectedByUndo(ActionKind, run: Int64)
    /// The directory has another id for somebody.
    case identity(from: String, to: String)
    /// An organizational unit was elsewhere before.
    case unitPlace(from: String)
    /// What the move of a unit alone would change.
    case unitMove(from: String)
    /// An account of the app, and what was found about it.
    case account(id: String, userName: String, findings: [DecidedFinding])
    /// A decision about an account that was taken back.
    case accountDecision(AccountDecision.Verdict, id: String, userName: String)
    /// A decision about an account that came to nothing.
    case lapsed(AccountDecision.Verdict, id: String, userName: String, reason: LapsedReason)
    /// Settings were changed; `restored` is the revision that was put back.
    case settings(revision: Int, changes: [SettingChange], restored: Int?)
    /// A revision that was there before the history began.
    case firstRevision(Int)
    /// The app was authorized.
    case authorized(application: String, way: AuthorizationWay, account: String?)
    /// Its authorization was revoked from here.
    case revoked(application: String)
    /// A client secret was entered, or removed.
    case clientSecret(isEntered: Bool)
    /// Whether the runs go on after a reauthorization.
    case resumed(ResumptionAnswer)
}

/// A finding that was decided about, with the name of its attribute.
package struct DecidedFinding: Sendable, Equatable, Codable {
    package let finding: ReconciliationFinding
    package let label: String?

    /// A finding; `labels` are the names of attributes by path.
    package init(_ finding: ReconciliationFinding, labels: [String: String]) {
        self.finding = finding
        label = finding.attribute.flatMap { labels[$0] }
    }
}

/// How the app was authorized.
package enum AuthorizationWay: String, Sendable, Codable {
    case browser
    case personalJWT
    case bearerToken
}
