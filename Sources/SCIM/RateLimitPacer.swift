package import Foundation
package import HTTP
package import Timing

/// Lets requests leave at the pace that the app's live rate-limit headers allow: a 429 is a defect of the pacing, not a normal event.
package actor RateLimitPacer: RequestPacing {
    package nonisolated let turnsServeAnyRequest = false

    private var states: [RequestKind: RateLimitState] = [:]
    private let time: Time

    /// Makes a pacer; the clock and the waiting are the caller's.
    package init(time: Time) {
        self.time = time
    }

    package func waitForTurn(_ kind: RequestKind) async throws(CancellationError) {
        try await TurnDecision.wait(time: time) { takeTurn(kind) }
    }

    package func takeTurn(_ kind: RequestKind) -> TurnDecision {
        let now = time.now()
        states[kind, default: .init()].follow(now)
        let decision = states[kind, default: .init()].decide(at: now)
        if decision == .sendNow { states[kind, default: .init()].sent() }
        return decision
    }

    package func giveBack(_ kind: RequestKind) {
        states[kind, default: .init()].notSent()
    }

    package func observed(_ kind: RequestKind, answer: HTTPResponse?) {
        states[kind, default: .init()].observed(answer, at: time.now())
    }

    package func budgets() -> [RequestBudget] {
        let now = time.now()
        return RequestKind.allCases.compactMap { kind in
            guard let state = states[kind], let limit = state.limit, let left = state.left(at: now) else { return nil }
            return RequestBudget(kind, limit: limit, left: left)
        }
    }

    /// Seconds until this many more requests of a kind have left; `nil` while the limit is unknown.
    package func secondsNeeded(for count: Int, of kind: RequestKind) -> TimeInterval? {
        states[kind, default: .init()].secondsNeeded(for: count, at: time.now())
    }
}
