import Foundation

/// What becomes of the actions that a plan wants: what administrators decided and what failed lately comes first, then the safeguards judge the rest.
struct Judgement {
    /// Done by a run.
    private(set) var entries: [PlanEntry] = []
    /// Held by a safeguard.
    private(set) var held: [PlanEntry] = []
    /// Rejected by an administrator.
    private(set) var rejected: [PlanEntry] = []
    /// Failed lately, and not tried again yet.
    private(set) var waiting: [WaitingEntry] = []
    /// Whose entry an administrator released singly, by directory id.
    private(set) var released: Set<String> = []
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
        var open: [PlanEntry] = []
        var rejectedLately: [PlanEntry] = []
        for entry in wanted {
            let decision = ledger.heldDecisions[entry.personID]?.first { $0.isAbout(entry) }
            if let decision { spoken[entry.personID, default: []].append(decision) }
            if let decision, decision.verdict == .rejected {
                rejected.append(entry)
                if entry.cause != nil, decision.made > input.now - Safeguards.rollingWindow { rejectedLately.append(entry) }
            } else if let attempts = ledger.failures[entry.personID], let nextTry = attempts.nextTry(of: entry, at: input.now) {
                waiting.append(WaitingEntry(entry: entry, attempts: attempts, nextTry: nextTry))
            } else {
                let isByUnit =
                    releasedByUnit.contains(entry.personID) && entry.kind != .update && entry.kind != .rename
                    && (entry.cause ?? .appTurnedOff) == .appTurnedOff
                if decision?.verdict == .released || isByUnit || entry.onlyWritesID { released.insert(entry.personID) }
                open.append(entry)
            }
        }
        // A limit is for what nobody looked at: what was released singly does not count, in this run or a later one. A rejection counts like the deed: a mass of
        // suspensions or deletions stays one when somebody rejects most of it, or takes one of these rejections back.
        holds = input.configuration.safeguards
            .exceeded(
                planned: Plan.count(open.filter { !released.contains($0.personID) }),
                unconfirmed: Plan.count(unconfirmed.filter { entry in !(ledger.heldDecisions[entry.personID] ?? []).contains { $0.isAbout(entry) } }),
                recent: ledger.recentActions, rejected: Plan.count(rejectedLately), linkedAccounts: ledger.links.count
            )
            .filter { !input.released.contains($0.key) }
        let waitsForAnswer = input.protection.isUnknown ? Set(open.filter { $0.cause != nil }.map(\.personID)) : []
        for entry in open {
            if waitsForAnswer.contains(entry.personID) {
                held.append(entry)
            } else if holds[entry.kind] == nil || released.contains(entry.personID) {
                entries.append(entry)
            } else {
                held.append(entry)
            }
        }
        for (kind, count) in Plan.count(open.filter { waitsForAnswer.contains($0.personID) }) {
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
