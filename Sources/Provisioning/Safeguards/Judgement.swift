import Foundation

/// What becomes of the actions that a plan wants: what administrators decided and what failed lately comes first, then the safeguards judge the rest.
struct Judgement {
    /// What is wanted, in its order, and what becomes of it.
    private(set) var items: [PlanItem] = []
    /// Why the safeguards hold what they hold, by kind.
    private(set) var holds: [ActionKind: SafeguardHold] = [:]
    /// Decisions about actions that are not wanted any more.
    private(set) var lapsed: [LapsedDecision] = []

    /// Judges `wanted`, which keeps its order. `unconfirmed` would be wanted as well if the directory had been asked about those people: none of it is done, but
    /// a mass disappearance is one however few of it a run could ask about.
    ///
    /// - Parameter releasedByUnit: whose access changes because an administrator released the move of a unit: one release is enough.
    init(_ wanted: [PlanEntry], unconfirmed: [PlanEntry], releasedByUnit: Set<String> = [], input: PlanInput) {
        let ledger = input.ledger
        var spoken: [String: [HeldDecision]] = [:]
        // What would become of each if no safeguard held it.
        var fates: [PlanFate] = []
        fates.reserveCapacity(wanted.count)
        var planned: [ActionKind: Int] = [:]
        var rejectedLately: [ActionKind: Int] = [:]
        for entry in wanted {
            let decision = ledger.heldDecisions[entry.personID]?.first { $0.isAbout(entry) }
            if let decision { spoken[entry.personID, default: []].append(decision) }
            if let decision, decision.verdict == .rejected {
                fates.append(.rejected)
                if entry.cause != nil, decision.made > input.now - Safeguards.rollingWindow { rejectedLately[entry.kind, default: 0] += 1 }
            } else if let attempts = ledger.failures[entry.personID], let nextTry = attempts.nextTry(of: entry, at: input.now) {
                fates.append(.waiting(attempts, until: nextTry))
            } else if decision?.verdict == .released || entry.onlyWritesID || releasedByUnit.contains(entry.personID) && entry.comesFromAccess {
                fates.append(.released)
            } else {
                fates.append(.due)
                planned[entry.kind, default: 0] += 1
            }
        }
        // A limit is for what nobody looked at: what was released singly does not count, in this run or a later one. A rejection counts like the deed: a mass of
        // suspensions or deletions stays one when somebody rejects most of it, or takes one of these rejections back.
        holds = input.configuration.safeguards
            .exceeded(
                planned: planned,
                unconfirmed: Plan.count(unconfirmed.filter { entry in !(ledger.heldDecisions[entry.personID] ?? []).contains { $0.isAbout(entry) } }),
                recent: ledger.recentActions, rejected: rejectedLately, linkedAccounts: ledger.links.count
            )
            .filter { !input.released.contains($0.key) }
        // No release lets an account go while it may be the one that authorized this program.
        var asking: [ActionKind: Int] = [:]
        items = zip(wanted, fates).map { entry, fate in
            if fate.isDone, input.protection.isUnknown, entry.kind.takesAway {
                asking[entry.kind, default: 0] += 1
                return PlanItem(entry, .held)
            }
            return PlanItem(entry, fate == .due && holds[entry.kind] != nil ? .held : fate)
        }
        for (kind, count) in asking {
            var hold = holds[kind] ?? SafeguardHold(kind: kind, planned: count, recent: 0, allowance: 0)
            hold.isExceeded = holds[kind] != nil
            hold.asksForAuthorizer = count
            holds[kind] = hold
        }
        for entry in unconfirmed { spoken[entry.personID] = ledger.heldDecisions[entry.personID] }
        for (personID, decisions) in ledger.heldDecisions.sorted(by: { $0.key < $1.key }) {
            lapsed += decisions.filter { !(spoken[personID] ?? []).contains($0) }.map { LapsedDecision(personID: personID, kind: $0.kind) }
        }
    }
}

extension PlanEntry {
    /// Whether it gives or takes an account because of who has access: that is what the move of a unit changes.
    fileprivate var comesFromAccess: Bool { kind != .update && kind != .rename && (cause ?? .appTurnedOff) == .appTurnedOff }
}
