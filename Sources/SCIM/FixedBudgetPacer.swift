package import Foundation
package import HTTP
package import Timing

/// Lets requests leave within a ``FixedBudget`` that reading and writing share. A 429 silences both for as long as it asks.
package actor FixedBudgetPacer: RequestPacing {
    /// Waited after a 429 without `Retry-After`, in seconds.
    static let defaultPenalty: TimeInterval = 60

    /// Reading and writing share the budget.
    package nonisolated let turnsServeAnyRequest = true

    private var budget: FixedBudget
    private let time: Time

    /// Makes a pacer; the clock and the waiting are the caller's.
    package init(budget: FixedBudget, time: Time) {
        self.budget = budget
        self.time = time
    }

    package func waitForTurn(_ kind: RequestKind) async throws(CancellationError) {
        try await TurnDecision.wait(time: time) { takeTurn(kind) }
    }

    package func takeTurn(_ kind: RequestKind) -> TurnDecision {
        let now = time.now()
        budget.follow(now)
        let decision = budget.decide(at: now)
        if decision == .sendNow { budget.sent() }
        return decision
    }

    package func giveBack(_ kind: RequestKind) {
        budget.notSent()
    }

    package func observed(_ kind: RequestKind, answer: HTTPResponse?) {
        let retryAfter = answer?.status == 429 ? answer?.retryAfter(now: time.now()) ?? Self.defaultPenalty : nil
        budget.observed(retryAfter: retryAfter, at: time.now())
    }

    package func budgets() -> [RequestBudget] { [RequestBudget(nil, limit: budget.requests, left: budget.left(at: time.now()))] }

    /// Seconds until this many more requests have left.
    package func secondsNeeded(for count: Int) -> TimeInterval {
        budget.secondsNeeded(for: count, at: time.now())
    }
}
