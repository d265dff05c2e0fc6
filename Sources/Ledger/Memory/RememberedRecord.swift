import Foundation
import Provisioning

/// An entry of a remembered plan as the ledger keeps it. Members that a later version adds are passed over; a sort that it adds is not understood.
struct RememberedRecord: Codable {
    private enum Sort: String, Codable {
        case judged, waiting, deprovisioning, problem, unitEffect, unitDelay, unitMove
    }

    private struct Move: Codable {
        let id: String
        let from: String
        let to: String
        let parent: String?

        init(_ move: UnitMove) { (id, from, to, parent) = (move.id, move.from, move.to, move.parentID) }

        var move: UnitMove { .remembered(id: id, from: from, to: to, parentID: parent) }
    }

    private let sort: Sort
    private var person = ""
    private var name = ""
    private var email = ""
    private var kind: ActionKind?
    private var account: String?
    /// Only where the link does not have them: for an account that is to be adopted.
    private var before: [String: String]?
    private var after: [String: String]?
    private var reason: PlanReason?
    private var isHeld: Bool?
    private var isGain: Bool?
    private var problem: PlanProblem?
    private var move: Move?

    init(_ entry: RememberedPlan.Entry) {
        switch entry {
        case .judged(let entry): self.init(.judged, entry)
        case .waiting(let entry): self.init(.waiting, entry)
        case .deprovisioning(let entry):
            self.init(.deprovisioning, (entry.personID, entry.name, entry.email))
            (account, isHeld) = (entry.accountID, entry.isHeld)
            reason = .deprovisioning(entry.scheduled, detail: nil)
        case .problem(let entry):
            self.init(.problem, (entry.personID, entry.name, entry.email))
            problem = entry.problem
        case .unitEffect(let effect): self.init(.unitEffect, effect)
        case .unitDelay(let effect): self.init(.unitDelay, effect)
        case .unitMove(let unitMove):
            self.init(.unitMove, ("", "", ""))
            move = Move(unitMove)
        }
    }

    private init(_ sort: Sort, _ person: (id: String, name: String, email: String)) {
        self.sort = sort
        (self.person, name, email) = (person.id, person.name, person.email)
    }

    private init(_ sort: Sort, _ effect: UnitHold.Effect) {
        self.init(sort, (effect.personID, effect.name, effect.email))
        (isGain, move) = (effect.isGain, Move(effect.move))
    }

    private init(_ sort: Sort, _ entry: PlanEntry) {
        self.init(sort, (entry.personID, entry.name, entry.email))
        (kind, account, reason) = (entry.kind, entry.accountID, entry.reason.withoutDetail)
        before = entry.kind == .adopt ? entry.before : nil
        after = entry.cause == nil ? entry.after : nil
    }

    /// The entry; `nil` when something of it is missing or not known to this program.
    var entry: RememberedPlan.Entry? {
        switch sort {
        case .judged: return planEntry.map { .judged($0) }
        case .waiting: return planEntry.map { .waiting($0) }
        case .deprovisioning:
            guard case .deprovisioning(let scheduled, _)? = reason, let account else { return nil }
            return .deprovisioning(
                PendingEntry(personID: person, name: name, email: email, accountID: account, scheduled: scheduled, isHeld: isHeld ?? false))
        case .problem:
            return problem.map { .problem(ProblemEntry(personID: person, name: name, email: email, problem: $0)) }
        case .unitEffect: return unitEffect.map { .unitEffect($0) }
        case .unitDelay: return unitEffect.map { .unitDelay($0) }
        case .unitMove: return move.map { .unitMove($0.move) }
        }
    }

    private var unitEffect: UnitHold.Effect? {
        guard let isGain, let move else { return nil }
        return .remembered(personID: person, name: name, email: email, isGain: isGain, move: move.move)
    }

    private var planEntry: PlanEntry? {
        guard let kind, let reason else { return nil }
        return PlanEntry(
            personID: person, name: name, email: email, kind: kind, accountID: account, before: before ?? [:], after: after ?? [:], reason: reason)
    }
}

/// Why a safeguard holds a kind of action, as the ledger keeps it.
struct RememberedHold: Codable {
    let kind: ActionKind
    private let planned: Int
    private let unconfirmed: Int
    private let recent: Int
    private let rejected: Int
    private let allowance: Int
    private let isExceeded: Bool
    private let asksForAuthorizer: Int

    init(_ hold: SafeguardHold) {
        (kind, planned, unconfirmed, recent) = (hold.kind, hold.planned, hold.unconfirmed, hold.recent)
        (rejected, allowance, isExceeded, asksForAuthorizer) = (hold.rejected, hold.allowance, hold.isExceeded, hold.asksForAuthorizer)
    }

    var hold: SafeguardHold {
        .remembered(
            kind: kind, planned: planned, unconfirmed: unconfirmed, recent: recent, rejected: rejected, allowance: allowance, isExceeded: isExceeded,
            asksForAuthorizer: asksForAuthorizer)
    }
}
