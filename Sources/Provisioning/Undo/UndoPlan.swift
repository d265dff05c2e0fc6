package import Foundation

/// One action that takes back what a run did, and the decisions that keep the next run from doing it again at once.
package struct UndoEntry: Sendable, Equatable {
    /// What is written.
    package let action: PlanEntry
    /// Suspensions that are due, and the hard deletes of the same causes: canceled as long as the cause lasts.
    package let cancelled: [PendingDecision]
    /// The opposite update, rejected until the directory says something else.
    package let rejected: HeldDecision?
    /// Deprovisioning that comes all the same, of causes whose delay had not passed.
    package let stillPending: [ScheduledAction]
}

/// Why something that a run did is not taken back.
package enum UndoObstacle: Sendable, Equatable {
    /// Nothing undoes an action of this kind.
    case irreversible(ActionKind)
    /// The account is no more, or the person has another one.
    case accountGone
    /// A later run changed the same account.
    case changedLater(run: Int64)
    /// The account is as it was before the run: an undo took it back already, as a rule.
    case takenBack
    /// The account is not as the run left it, although no run changed it.
    case differs
    /// The user name of before belongs to somebody else by now; their user name as it is written there.
    case userNameTaken(String)
}

/// Something that a run did and that is not taken back.
package struct UndoSkip: Sendable, Equatable {
    package let entry: ActivityEntry
    package let obstacle: UndoObstacle
}

/// What the undo of a run does, and what it leaves: a value, made from the ledger alone.
package struct UndoPlan: Sendable, Equatable {
    /// The run that is undone.
    package let run: Int64
    package let entries: [UndoEntry]
    package let skipped: [UndoSkip]

    /// Makes the plan.
    ///
    /// - Parameters:
    ///   - done: what the run did, in its order; failures are not among it.
    ///   - laterRuns: the newest run that did something for the same person afterwards, by directory id.
    package init(
        of run: Int64, done: [ActivityEntry], laterRuns: [String: Int64], state: LedgerState, policy: DeprovisioningPolicy, now: Date
    ) {
        self.run = run
        let holders = Dictionary(state.links.values.map { ($0.userName.lowercased(), $0.personID) }, uniquingKeysWith: min)
        var entries: [UndoEntry] = []
        var skipped: [UndoSkip] = []
        for entry in done {
            guard let kind = entry.kind else { continue }
            if let obstacle = Self.obstacle(to: entry, kind: kind, laterRuns: laterRuns, state: state, holders: holders) {
                skipped.append(UndoSkip(entry: entry, obstacle: obstacle))
            } else if let link = state.links[entry.personID] {
                entries.append(
                    kind == .suspend
                        ? Self.reenabling(entry, link: link, run: run, state: state, policy: policy, now: now)
                        : Self.restoring(entry, kind: kind, link: link, run: run, now: now))
            }
        }
        self.entries = entries
        self.skipped = skipped
    }

    /// The same as a plan that a run can apply.
    package func plan(configurationRevision: Int, made: Date) -> Plan {
        Plan(
            configurationRevision: configurationRevision, made: made, items: entries.map { PlanItem($0.action, .due) }, holds: [:], timerChanges: [],
            pending: [], problems: [], excluded: [], entitledCount: 0)
    }

    private static func obstacle(
        to entry: ActivityEntry, kind: ActionKind, laterRuns: [String: Int64], state: LedgerState, holders: [String: String]
    ) -> UndoObstacle? {
        guard [.suspend, .update, .rename].contains(kind) else { return .irreversible(kind) }
        guard let link = state.links[entry.personID], link.accountID == entry.accountID else { return .accountGone }
        if let later = laterRuns[entry.personID] {
            let isBack = link.isActive && (kind == .suspend || link.values == entry.before)
            return isBack ? .takenBack : .changedLater(run: later)
        }
        if kind == .suspend { return link.isActive ? .differs : nil }
        guard link.isActive, link.values == entry.after else { return .differs }
        let userName = entry.before[MappingTable.userNamePath] ?? ""
        if let holder = holders[userName.lowercased()], holder != entry.personID { return .userNameTaken(userName) }
        return nil
    }

    private static func reenabling(
        _ entry: ActivityEntry, link: AccountLink, run: Int64, state: LedgerState, policy: DeprovisioningPolicy, now: Date
    ) -> UndoEntry {
        let schedule = state.schedule(of: entry.personID, policy, accountIsActive: true).items.filter { !$0.isCancelled }
        // Whoever gives an account back does not mean to have it deleted later, for the same cause.
        let causes = Set(schedule.filter { $0.action.action == .suspend && $0.isDue(at: now) }.map(\.action.cause))
        let actions = schedule.map(\.action)
        return UndoEntry(
            action: action(.reenable, entry, before: link.values, after: link.values, run: run).remembering(link, failed: false),
            cancelled: actions.filter { causes.contains($0.cause) }.map { PendingDecision(cause: $0.cause, action: $0.action) }, rejected: nil,
            stillPending: actions.filter { !causes.contains($0.cause) })
    }

    private static func restoring(_ entry: ActivityEntry, kind: ActionKind, link: AccountLink, run: Int64, now: Date) -> UndoEntry {
        let opposite = PlanEntry.fingerprint(kind: kind, accountID: entry.accountID, after: entry.after, cause: nil)
        return UndoEntry(
            action: action(kind, entry, before: link.values, after: entry.before, run: run).remembering(link, failed: false), cancelled: [],
            rejected: HeldDecision(kind: kind, fingerprint: opposite, verdict: .rejected, made: now), stillPending: [])
    }

    private static func action(
        _ kind: ActionKind, _ entry: ActivityEntry, before: [String: String], after: [String: String], run: Int64
    ) -> PlanEntry {
        PlanEntry(
            entry.person, kind: kind, accountID: entry.accountID, before: before, after: after,
            reason: .undo(run: run))
    }
}
