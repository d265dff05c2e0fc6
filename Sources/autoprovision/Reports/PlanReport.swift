import Foundation
import Provisioning
import Wording

/// A plan for machines.
struct PlanReport: Encodable {
    struct Action: Encodable {
        let kind: String
        let personID: String
        let name: String
        let email: String
        let accountID: String?
        let before: [String: String]
        let after: [String: String]
        let reason: String

        /// What a moved unit would mean for one person.
        init(_ effect: UnitHold.Effect) {
            kind = (effect.isGain ? ActionKind.create : .suspend).rawValue
            (personID, name, email, accountID) = (effect.personID, effect.name, effect.email, nil)
            (before, after) = ([:], [:])
            reason = effect.words
        }

        init(_ entry: PlanEntry) {
            kind = entry.kind.rawValue
            personID = entry.personID
            name = entry.name
            email = entry.email
            accountID = entry.accountID
            before = entry.before
            after = entry.after
            reason = entry.reason.words
        }
    }

    struct Hold: Encodable {
        let kind: String
        let planned: Int
        let recent: Int
        let allowance: Int
    }

    struct Pending: Encodable {
        let personID: String
        let name: String
        let email: String
        let accountID: String
        let action: String
        let cause: String
        let due: Date
        let heldBecauseArchived: Bool
        let cancelled: Bool
        let postponed: Bool
        /// pending; or, once the delay has passed: due, held, rejected, waiting.
        let state: String

        init(_ entry: PendingEntry, _ state: Plan.DeprovisioningState = .pending) {
            personID = entry.personID
            name = entry.name
            email = entry.email
            accountID = entry.accountID
            action = entry.scheduled.action.rawValue
            cause = entry.scheduled.cause.rawValue
            due = entry.scheduled.due
            heldBecauseArchived = entry.isHeld
            cancelled = entry.isCancelled
            postponed = entry.decision?.notBefore != nil
            self.state = state.rawValue
        }
    }

    struct Problem: Encodable {
        let personID: String
        let name: String
        let email: String
        let code: String
        let message: String
    }

    struct Waiting: Encodable {
        let action: Action
        let attempts: Int
        let nextTry: Date
        let code: String
        let message: String

        init(_ waiting: WaitingEntry) {
            action = Action(waiting.entry)
            attempts = waiting.attempts.count
            nextTry = waiting.nextTry
            code = waiting.attempts.code
            message = waiting.attempts.message
        }
    }

    let made: Date
    let configurationRevision: Int
    let entitled: Int
    let counts: [String: Int]
    let actions: [Action]
    let held: [Action]
    let holds: [Hold]
    /// What moved units alone would change, held as one decision; missing when nothing is.
    let unitHold: UnitHoldReport?
    /// Directory ids of the people whose action was released singly.
    let released: [String]
    let rejected: [Action]
    let waiting: [Waiting]
    let pending: [Pending]
    let problems: [Problem]
    let excluded: [Problem]
    /// What to know beside all this, such as who is missing from an exported file for the first time.
    let notes: [String]
    /// What the app's licenses mean for the plan; missing where the app did not tell how many are free.
    let capacity: CapacityReport?

    init(_ plan: Plan) {
        made = plan.made
        configurationRevision = plan.configurationRevision
        entitled = plan.entitledCount
        counts = Dictionary(uniqueKeysWithValues: ActionKind.allCases.map { ($0.rawValue, plan.counts[$0] ?? 0) })
        actions = plan.entries.map(Action.init)
        held = plan.held.map(Action.init)
        holds = plan.holds.values.sorted { $0.kind < $1.kind }.map {
            Hold(kind: $0.kind.rawValue, planned: $0.planned, recent: $0.recent, allowance: $0.allowance)
        }
        unitHold = plan.unitHold.map(UnitHoldReport.init)
        released = plan.released.sorted()
        rejected = plan.rejected.map(Action.init)
        waiting = plan.waiting.map(Waiting.init)
        pending = plan.pending.map { Pending($0) }
        problems = plan.problems.map {
            Problem(personID: $0.personID, name: $0.name, email: $0.email, code: $0.problem.code, message: $0.problem.words)
        }
        notes = plan.advice
        capacity = plan.capacityOutlook.map(CapacityReport.init)
        excluded = plan.excluded.map {
            Problem(personID: $0.personID, name: $0.name, email: $0.email, code: $0.exclusion.code, message: $0.exclusion.words)
        }
    }
}
