package import Foundation

/// Why an entry is in the plan.
package enum PlanReason: Sendable, Equatable {
    /// Entitled by this unit or group, and by this scope group if groups restrict the scope.
    case entitled(access: AccessPath, scopeGroup: String?)
    /// Mapped values changed; labels of the attributes.
    case attributesChanged([String])
    /// A cause of deprovisioning whose delay has passed.
    case deprovisioning(ScheduledAction, detail: Exclusion?)
    /// Somebody changed attributes by hand in the app, and they are written again; labels of those, and of others that changed in the directory.
    case restoring([String], changed: [String])
    /// An administrator decided it about this account.
    case decided(AccountDecision.Verdict)
    /// An administrator undoes this run.
    case undo(run: Int64)
}

/// One action for one person.
package struct PlanEntry: Sendable, Equatable, Identifiable, AboutPerson {
    /// Whose account it is about.
    package let person: PersonReference
    /// What is to be done.
    package let kind: ActionKind
    /// The account concerned; `nil` for one that is to be created.
    package let accountID: String?
    /// The values before, by attribute path.
    package let before: [String: String]
    /// The values after, by attribute path.
    package let after: [String: String]
    /// Why.
    package let reason: PlanReason
    /// The app's own form of the values before, as ``AccountLink/applicationForms`` has it.
    package var applicationForms: [String: String] = [:]
    /// Whether the account was last known to wait for its activation.
    package var awaitsActivation = false
    /// Whether the account is read before an update too, because what was tried last for this person failed, or because the update says whose the account is.
    package var readsFirst = false
    /// What it changes about the account, as far as was seen; only an adoption can turn out to change nothing.
    package var difference = AccountDifference.some

    package var id: String { personID }

    package init(
        _ person: PersonReference, kind: ActionKind, accountID: String? = nil, before: [String: String] = [:], after: [String: String] = [:],
        reason: PlanReason
    ) {
        self.person = person
        self.kind = kind
        self.accountID = accountID
        self.before = before
        self.after = after
        self.reason = reason
    }

    /// The same with what the ledger remembers of the account.
    package func remembering(_ link: AccountLink?, failed: Bool) -> PlanEntry {
        var entry = self
        entry.applicationForms = link?.applicationForms ?? [:]
        entry.awaitsActivation = link?.awaitsActivation ?? false
        // An update that writes another id of ours says whose the account is: it must still be this person's.
        entry.readsFirst = failed || kind == .update && before[AccountLink.externalIDPath] != after[AccountLink.externalIDPath]
        // What somebody changes by hand may be changed again meanwhile, or be somebody else's.
        if case .restoring = reason { entry.readsFirst = true }
        return entry
    }
}

/// Why nothing can be done for a person although something should be.
package enum PlanProblem: Sendable, Equatable {
    /// The mapping gives no value for mandatory attributes; their labels.
    case missingValues([String])
    /// The app takes no values as long as these; labels with their limits.
    case tooLong([String])
    /// The app takes no values of this form.
    case unfit([UnfitValue])
    /// The account with this user name belongs to somebody else; the account's `externalId`.
    case accountOfAnother(userName: String, externalID: String)
    /// The account that authorized this program would be taken away, and the authorization with it.
    case authorizingAccount(ActionKind)
    /// Two people are mapped to the same user name; the other's address.
    case sameUserName(userName: String, other: String)
    /// The app refused to say whether the person has an account.
    case lookupRefused(AppRefusal, application: String)

    /// Whether it is about what the directory has, which the quality of the data names.
    package var isAboutValues: Bool {
        switch self {
        case .missingValues, .tooLong, .unfit: true
        case .accountOfAnother, .authorizingAccount, .sameUserName, .lookupRefused: false
        }
    }
}

/// A person for whom the plan holds a problem.
package struct ProblemEntry: Sendable, Equatable, AboutPerson {
    package let person: PersonReference
    package let problem: PlanProblem

    package init(_ person: PersonReference, problem: PlanProblem) {
        self.person = person
        self.problem = problem
    }
}

/// An action that is not due yet.
package struct PendingEntry: Sendable, Equatable, AboutPerson {
    package let person: PersonReference
    package let accountID: String
    /// What will happen, why and when.
    package let scheduled: ScheduledAction
    /// Whether it is held because the person is archived or excluded: nothing fires until that changes.
    package let isHeld: Bool
    /// What an administrator decided about it.
    package let decision: PendingDecision?

    /// Whether it is about the same action of the same person, whatever was decided meanwhile.
    package func isSame(as other: PendingEntry) -> Bool {
        (personID, scheduled.cause, scheduled.action) == (other.personID, other.scheduled.cause, other.scheduled.action)
    }

    /// Whether it will not happen as long as its cause lasts.
    package var isCancelled: Bool { decision?.isCancellation ?? false }

    /// What has a moment comes first, then what waits while the person is archived or excluded, at last what is canceled.
    var order: Int { isCancelled ? 2 : isHeld ? 1 : 0 }

    package init(
        _ person: PersonReference, accountID: String, scheduled: ScheduledAction, isHeld: Bool, decision: PendingDecision? = nil
    ) {
        self.person = person
        self.accountID = accountID
        self.scheduled = scheduled
        self.isHeld = isHeld
        self.decision = decision
    }
}

/// A person who is left out, and why.
package struct ExcludedEntry: Sendable, Equatable, AboutPerson {
    package let person: PersonReference
    package let exclusion: Exclusion

    package init(_ person: PersonReference, exclusion: Exclusion) {
        self.person = person
        self.exclusion = exclusion
    }
}

/// How the timers of the ledger change with this plan.
package enum TimerChange: Sendable, Equatable {
    case start(personID: String, DeprovisioningTimer)
    case cancel(personID: String, DeprovisioningCause)
}

/// What a run would do, and why: a value. The preview shows it and the run applies it, the same one.
package struct Plan: Sendable, Equatable {
    /// The configuration that it was made from.
    package let configurationRevision: Int
    /// When it was made.
    package let made: Date
    /// Everything that is wanted, in the order in which a run does it, and what becomes of each.
    package var items: [PlanItem]
    /// Why the safeguards hold what they hold, by kind.
    package let holds: [ActionKind: SafeguardHold]
    /// Decisions whose action is not wanted any more.
    package var lapsedDecisions: [LapsedDecision] = []
    /// What moved units alone would change, held as one decision; `nil` when nothing.
    package var unitHold: UnitHold?
    /// Suspended people for whom undecided moves would turn the app on, were they active: until then their delay for access neither acts nor ends.
    package var unitDelays: [UnitHold.Effect] = []
    /// Moves of units that do not count yet, whether somebody is concerned or not.
    package var undecidedUnitMoves: [UnitMove] = []
    /// Moves of units that an administrator released: they count with this plan.
    package var releasedUnitMoves: [UnitMove] = []
    /// Whose access changes by them, by directory id.
    package var releasedByUnit: Set<String> = []
    /// Moves of units that an administrator rejected: the units inherit as before.
    package var rejectedUnitMoves: [UnitMove] = []
    /// How the timers change.
    package var timerChanges: [TimerChange]
    /// Actions that are not due yet, earliest first; after them what waits for archived and excluded people, and what is canceled.
    package let pending: [PendingEntry]
    /// How many accounts the app can still take; `nil` where it did not tell, or nobody needs to know.
    package var capacity: Capacity?
    /// Decisions about accounts that do not fit any more.
    package var lapsedAccountDecisions: [LapsedAccountDecision] = []
    /// People for whom something should be done but cannot.
    package let problems: [ProblemEntry]
    /// Active people without the app or out of scope, and archived and guest people: who is left out, by name.
    package let excluded: [ExcludedEntry]
    /// What an administrator should know beside all this, in sentences.
    package var notes: [String] = []
    /// Excluded people whom neither the directory nor an account knows.
    package var unknownExclusions: [ExcludedPerson] = []
    /// Where it comes from when neither directory nor app could be asked; `nil` for a plan of what they say now.
    package var memory: PlanMemory?
    /// How many people are entitled.
    package let entitledCount: Int

    /// Whether something waits for an administrator's release.
    package var isHeld: Bool { unitHold != nil || contains { $0 == .held } }

    /// How many actions wait for a release: those that a safeguard holds, and those that moved units alone would cause. The record of a run counts the latter as the one
    /// decision that they are.
    package var heldActions: Int { held.count + (unitHold?.effects.count ?? 0) }

    static func count(_ entries: [PlanEntry]) -> [ActionKind: Int] {
        entries.reduce(into: [:]) { $0[$1.kind, default: 0] += 1 }
    }
}
